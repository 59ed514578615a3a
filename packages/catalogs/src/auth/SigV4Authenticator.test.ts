import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { CatalogTestServer } from '../__testUtils__/CatalogTestServer';
import { CatalogHttpClient } from '../http';
import { SigV4Authenticator } from './SigV4Authenticator';

const KEYS = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  sessionToken: 'session-token',
};

const sha256 = (text: string) =>
  createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) =>
  createHmac('sha256', key).update(text).digest();

/** By code units, as AWS sorts. */
const order = (a: string, b: string) => Number(a > b) - Number(a < b);

/** AWS's rules, written from their description, with what has come over the wire. */
function signatureOf(request: CatalogTestServer['requests'][number]): string {
  const authorization = request.headers.authorization ?? '';
  const [, scope] = /Credential=[^/]+\/([^,]+)/.exec(authorization) ?? [];
  const [, signed] = /SignedHeaders=([^,]+)/.exec(authorization) ?? [];
  const encode = (text: string) =>
    encodeURIComponent(text).replace(
      /[!'()*]/g,
      char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  const path = request.path.split('/').map(encode).join('/');
  const query = [...request.query]
    .map(([key, value]) => [encode(key), encode(value)])
    .sort(([a, x], [b, y]) => order(a, b) || order(x, y))
    .map(pair => pair.join('='))
    .join('&');
  const headers = signed
    .split(';')
    .map(
      name =>
        `${name}:${String(request.headers[name]).trim().replace(/ +/g, ' ')}\n`,
    )
    .join('');
  const canonical = [
    ...[request.method, path, query, headers, signed],
    sha256(request.body),
  ].join('\n');
  const text = [
    'AWS4-HMAC-SHA256',
    ...[request.headers['x-amz-date'], scope, sha256(canonical)],
  ].join('\n');
  const key = scope
    .split('/')
    .reduce<string | Buffer>(hmac, `AWS4${KEYS.secretAccessKey}`);
  return hmac(key, text).toString('hex');
}

describe('SigV4Authenticator', () => {
  let server: CatalogTestServer;
  let client: CatalogHttpClient;

  beforeAll(async () => {
    server = await CatalogTestServer.start();
    server.answer(() => ({ json: {} }));
    client = new CatalogHttpClient({
      url: server.url,
      authenticator: new SigV4Authenticator({
        region: 'eu-west-1',
        service: 'glue',
        credentials: KEYS,
      }),
    });
  });
  afterAll(() => server.stop());

  it('signs what arrives: path, query and session token, whatever the names', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .string({ unit: 'grapheme', minLength: 1, maxLength: 6 })
          .filter(text => text.isWellFormed() && !/^\.\.?$/.test(text)),
        fc.dictionary(
          fc.stringMatching(/^[a-zA-Z]{1,6}$/),
          fc
            .string({ unit: 'grapheme', maxLength: 6 })
            .filter(text => text.isWellFormed()),
          { maxKeys: 3 },
        ),
        async (name, query) => {
          const url = new URL(
            `/iceberg/v1/namespaces/${encodeURIComponent(name).replace(
              /[!'()*]/g,
              char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
            )}/tables`,
            server.url,
          );
          for (const [key, value] of Object.entries(query))
            url.searchParams.set(key, value);
          server.requests.length = 0;
          await client.request({ url });
          const [request] = server.requests;
          const authorization = request.headers.authorization ?? '';
          expect(authorization).toMatch(
            /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/glue\/aws4_request, SignedHeaders=[^,]*host[^,]*, Signature=/,
          );
          expect(authorization).toContain('x-amz-security-token');
          expect(request.headers['x-amz-security-token']).toBe('session-token');
          expect(authorization.split('Signature=')[1]).toBe(
            signatureOf(request),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('says that there are no credentials, and asks nothing', async () => {
    server.requests.length = 0;
    // Nor are there any of the machine that this runs on.
    const environment = jest.replaceProperty(process, 'env', {
      ...process.env,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: undefined,
      AWS_CONTAINER_CREDENTIALS_FULL_URI: undefined,
      AWS_WEB_IDENTITY_TOKEN_FILE: undefined,
    });
    const lost = new CatalogHttpClient({
      url: server.url,
      authenticator: new SigV4Authenticator({
        region: 'eu-west-1',
        service: 'glue',
        profile: 'there-is-no-such-profile',
      }),
    });
    await expect(lost.request({ url: server.url })).rejects.toMatchObject({
      name: 'CatalogAuthenticationError',
      message: expect.stringContaining("can't be signed for AWS"),
    });
    environment.restore();
    expect(server.requests).toEqual([]);
  });
});
