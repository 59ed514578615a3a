import { CatalogTestServer } from '../__testUtils__/CatalogTestServer';
import { CatalogHttpClient } from '../http';
import { OAuth2Authenticator, type OAuth2Options } from './OAuth2Authenticator';

const SECRET = 'client-secret-value';

describe('OAuth2Authenticator', () => {
  let issuer: CatalogTestServer;
  let catalog: CatalogTestServer;
  let nowMs: number;
  let given: number;

  beforeAll(async () => {
    issuer = await CatalogTestServer.start();
    catalog = await CatalogTestServer.start();
  });
  afterAll(async () => {
    await issuer.stop();
    await catalog.stop();
  });
  beforeEach(() => {
    nowMs = 1_000_000;
    given = 0;
    issuer.answer(() => ({
      json: {
        access_token: `token-${++given}`,
        token_type: 'bearer',
        expires_in: 300,
      },
    }));
    catalog.answer(() => ({ json: {} }));
  });

  function connect(options: Partial<OAuth2Options> = {}) {
    const authenticator = new OAuth2Authenticator({
      tokenUrl: new URL('/oauth/token', issuer.url),
      clientId: 'portal',
      clientSecret: SECRET,
      now: () => nowMs,
      ...options,
    });
    const client = new CatalogHttpClient({ url: catalog.url, authenticator });
    const ask = () => client.request({ url: new URL('/v1/x', catalog.url) });
    return { authenticator, client, ask };
  }
  const tokens = () =>
    catalog.requests.map(({ headers }) => headers.authorization);

  it('asks for a token once, however many wait for it, and says who asks in the body', async () => {
    const { ask } = connect({
      scope: 'PRINCIPAL_ROLE:ALL',
      parameters: { audience: 'lake' },
    });
    await Promise.all([ask(), ask(), ask(), ask()]);
    expect(issuer.requests).toHaveLength(1);
    const [{ method, headers, body, query }] = issuer.requests;
    expect(method).toBe('POST');
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'portal',
      client_secret: SECRET,
      scope: 'PRINCIPAL_ROLE:ALL',
      audience: 'lake',
    });
    expect([...query]).toEqual([]);
    expect(tokens()).toEqual(Array(4).fill('Bearer token-1'));
  });

  it('renews it before it ends, and not earlier', async () => {
    const { ask } = connect();
    await ask();
    nowMs += 239_000;
    await ask();
    nowMs += 2_000;
    await ask();
    expect(tokens()).toEqual([
      'Bearer token-1',
      'Bearer token-1',
      'Bearer token-2',
    ]);
  });

  it('gets another one when the catalog refuses it early, and gives up when that is refused too', async () => {
    const { ask } = connect();
    await ask();
    catalog.answer(({ headers }) =>
      headers.authorization === 'Bearer token-1'
        ? { status: 401 }
        : { json: {} },
    );
    expect((await ask()).status).toBe(200);
    expect(given).toBe(2);
    catalog.answer(() => ({ status: 401 }));
    expect((await ask()).status).toBe(401);
    expect(catalog.requests).toHaveLength(2);
  });

  it('does not lose the token of all when one who waits for it leaves', async () => {
    const { authenticator } = connect();
    const stop = new AbortController();
    const request = {
      method: 'GET',
      url: new URL('/v1/x', catalog.url),
      headers: {},
    };
    const first = authenticator.authenticate(request, stop.signal);
    const second = authenticator.authenticate(request);
    stop.abort(new Error('left'));
    await expect(first).rejects.toThrow('left');
    expect(await second).toEqual({ authorization: 'Bearer token-1' });
  });

  it.each([
    [400, { error: 'invalid_client', error_description: `wrong ${SECRET}` }],
    [401, { error: 'unauthorized' }],
  ])(
    'says that there is no token when the client is refused (%d), without the secret',
    async (status, json) => {
      issuer.answer(() => ({ status, json }));
      const { ask } = connect();
      const error = await ask().catch(reason => reason);
      expect(error).toMatchObject({
        name: 'CatalogAuthenticationError',
        message: expect.stringContaining(json.error),
      });
      expect(JSON.stringify([error.message, error.stack])).not.toContain(
        SECRET,
      );
      expect(catalog.requests).toEqual([]);
      expect(issuer.requests).toHaveLength(1);
    },
  );

  it('bug: keeps the secret out of messages as the form has it, and as Basic would', async () => {
    const secret = 'Geheim !+/&x';
    issuer.answer(({ body }) => ({
      status: 400,
      json: {
        error: 'invalid_client',
        error_description: `${body} or ${btoa(`portal:${secret}`)}`,
      },
    }));
    const { ask } = connect({ clientSecret: secret });
    const { message } = await ask().catch(reason => reason);
    expect(message).toContain('client_secret=…');
    expect(message).not.toContain('Geheim');
    expect(message).not.toContain(btoa(secret).slice(0, 6));
    // What is left is `portal:`.
    expect(message).toMatch(/ or cG9ydGFsO…=*$/);
  });

  it('bug: keeps a token out of messages that was renewed while it was on its way', async () => {
    const { authenticator, ask } = connect();
    await ask();
    nowMs += 300_000;
    await ask();
    authenticator.refused({ authorization: 'Bearer token-2' });
    expect(authenticator.secrets).toEqual(
      expect.arrayContaining([SECRET, 'token-1', 'token-2']),
    );
    for (let renewal = 0; renewal < 100; renewal++) {
      nowMs += 300_000;
      await ask();
    }
    expect(authenticator.secrets).toContain('token-102');
    expect(authenticator.secrets.length).toBeLessThan(20);
  });

  it('bug: an issuer that has no time (429) is unavailable: the credentials are not refused', async () => {
    issuer.answer(() => ({
      status: 429,
      headers: { 'retry-after': '3600' },
      json: { error: 'slow_down' },
    }));
    await expect(connect().ask()).rejects.toMatchObject({
      name: 'CatalogUnavailableError',
      message: expect.stringContaining('429: slow_down'),
    });
  });

  it('takes the secret nowhere by a redirect', async () => {
    const thief = await CatalogTestServer.start();
    thief.answer(() => ({ json: { access_token: 'x' } }));
    for (const location of [thief.url.href, '/elsewhere']) {
      issuer.answer(({ path }) =>
        path === '/elsewhere'
          ? { json: { access_token: 'x' } }
          : { status: 307, headers: { location } },
      );
      await expect(connect().ask()).rejects.toMatchObject({
        name: 'CatalogResponseError',
      });
      expect(issuer.requests).toHaveLength(1);
    }
    expect(thief.requests).toEqual([]);
    await thief.stop();
  });

  it.each([
    [{}],
    [{ access_token: '' }],
    [{ access_token: 'a\r\nx: y' }],
    [{ access_token: 7 }],
    [{ access_token: 'x', token_type: 'mac' }],
    [[]],
  ])('refuses what is no token: %j', async json => {
    issuer.answer(() => ({ json }));
    await expect(connect().ask()).rejects.toMatchObject({
      name: 'CatalogResponseError',
    });
    expect(catalog.requests).toEqual([]);
  });

  it('takes a token that does not say how long it is good', async () => {
    issuer.answer(() => ({ json: { access_token: `token-${++given}` } }));
    const { ask } = connect();
    await ask();
    nowMs += 3_000_000;
    await ask();
    nowMs += 600_000;
    await ask();
    expect(given).toBe(2);
  });

  it('says where it asks at a catalog whose address was configured with /v1', async () => {
    issuer.answer(() => ({ status: 404 }));
    const askAt = (path: string) =>
      connect({ tokenUrl: new URL(path, issuer.url) }).ask();
    await expect(askAt('/v1/v1/oauth/tokens')).rejects.toMatchObject({
      name: 'CatalogAuthenticationError',
      message: expect.stringMatching(
        /answered 404\. .* with \/v1 .* leave it out$/,
      ),
    });
    await expect(askAt('/v1/oauth/tokens')).rejects.toThrow(/answered 404$/);
  });
});
