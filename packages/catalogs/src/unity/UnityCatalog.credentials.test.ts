import { TokenGate } from '../__testUtils__/TokenGate';
import { tableMetadataJson } from '../__testUtils__/tableMetadataJson';
import { tablesOf } from '../__testUtils__/tablesOf';
import { OAuth2Authenticator } from '../auth';
import type { LoadedTable } from '../catalog';
import { icebergFace, LOCATION } from './__testUtils__/icebergFace';
import { API, ownApi } from './__testUtils__/ownApi';
import { unityCatalogs } from './__testUtils__/unityCatalogs';

const { server, connect } = unityCatalogs();

describe('UnityCatalog, by its published API', () => {
  it('is asked with a token for client credentials, its Iceberg face too, and with another one where that no longer holds', async () => {
    const gate = new TokenGate('all-apis');
    server.answer(
      gate.guarded(request =>
        request.path.startsWith(`${API}/iceberg/`)
          ? icebergFace(request)
          : ownApi(request),
      ),
    );
    const { clientId, clientSecret, scope } = gate;
    const oauth2 = (secret: string) =>
      new OAuth2Authenticator({
        tokenUrl: new URL('/oauth/token', server.url),
        ...{ clientId, clientSecret: secret, scope },
      });
    const catalog = connect({ authenticator: oauth2(clientSecret) });
    const orders = { namespace: 'unity.default', name: 'marksheet' };
    expect(await tablesOf(catalog)).toHaveLength(7);
    expect(await catalog.loadTable(orders)).toHaveProperty('metadata');
    expect(gate.given).toHaveLength(1);
    gate.revoke();
    expect(await catalog.loadTable(orders)).toHaveProperty('metadata');
    expect(gate.given).toHaveLength(2);
    const stranger = connect({ authenticator: oauth2('a-wrong-secret') });
    const error: Error = await tablesOf(stranger).then(
      () => new Error('was let in'),
      thrown => thrown,
    );
    expect(error).toMatchObject({
      name: 'CatalogAuthenticationError',
      message: expect.stringContaining('invalid_client'),
    });
    expect(`${error.message}${error.stack}`).not.toContain('a-wrong-secret');
  });

  it('hands on what it lends for the files of a table where that is asked for, and has it in nothing else', async () => {
    const secret = 'lent-secret-of-unity';
    server.answer(request => {
      if (!request.path.startsWith(`${API}/iceberg/`)) return ownApi(request);
      if (!request.path.endsWith('/tables/marksheet'))
        return icebergFace(request);
      return response =>
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(
            `{"metadata-location":"${LOCATION}","metadata":${tableMetadataJson()},"config":{"s3.access-key-id":"AKID","s3.secret-access-key":"${secret}","s3.session-token":"${secret}-session"}}`,
          );
    });
    const orders = { namespace: 'unity.default', name: 'marksheet' };
    const catalog = connect({ vendedCredentials: true });
    const loaded = (await catalog.loadTable(orders)) as LoadedTable;
    expect(server.requests.at(-1)?.headers['x-iceberg-access-delegation']).toBe(
      'vended-credentials',
    );
    expect(loaded.storage).toMatchObject({
      's3.access-key-id': 'AKID',
      's3.secret-access-key': secret,
      's3.session-token': `${secret}-session`,
    });
    const rest = [
      loaded.version,
      loaded.metadata,
      await catalog.findTable(orders),
      await catalog.describe(),
    ];
    expect(JSON.stringify(rest)).not.toContain(secret);
    await connect().loadTable(orders);
    expect(server.requests.at(-1)?.headers).not.toHaveProperty(
      'x-iceberg-access-delegation',
    );
  });
});
