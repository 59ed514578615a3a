import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import type { LakehouseConnector } from '@lakehouse-portal/plugin-lakehouse-node';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CatalogConnectorFactory } from '../catalog';
import { nessieKind } from '../nessie';
import { restKind } from './restKind';

const SECRET = 'not-for-anybody-else';

function connect(config: JsonObject): Promise<LakehouseConnector> {
  return CatalogConnectorFactory.create({
    kind: config.type === 'nessie' ? nessieKind : restKind,
    sharedStorage: undefined,
  }).connect({
    name: 'lake',
    config: new ConfigReader(config),
    logger: mockServices.logger.mock(),
  });
}

const REST = {
  type: 'rest',
  uri: 'https://polaris.example.com/api/catalog',
  warehouses: 's3://lake/wh',
};
const OAUTH = {
  type: 'oauth2',
  clientId: 'portal',
  clientSecret: SECRET,
};

describe('configuration of a connection of type rest', () => {
  it.each<[string, JsonObject]>([
    ['uri is missing; expected something like https://', { uri: undefined! }],
    ['uri is no http or https address', { uri: 'polaris:8181' }],
    ['uri is no http or https address', { uri: 'ftp://h' }],
    ['uri must hold no user name', { uri: `https://u:${SECRET}@h` }],
    ['uri must have no query', { uri: `https://h/?token=${SECRET}` }],
    ['auth must be an object', { auth: SECRET }],
    ['auth.type is missing', { auth: {} }],
    [
      'auth.type must be one of none, bearer, oauth2, sigv4',
      { auth: { type: SECRET } },
    ],
    ['auth.token is missing', { auth: { type: 'bearer' } }],
    [
      'auth.token must be a text that is not empty',
      { auth: { type: 'bearer', token: ' ' } },
    ],
    // Fetch refused it with the first request, which was told as a connection that failed.
    [
      "auth.token holds characters that an HTTP header can't carry",
      { auth: { type: 'bearer', token: `${SECRET}\n${SECRET}` } },
    ],
    [
      "auth.sessionToken holds characters that an HTTP header can't carry",
      {
        auth: {
          ...{ type: 'sigv4', region: 'x', accessKeyId: 'k' },
          ...{ secretAccessKey: SECRET, sessionToken: `${SECRET}\n` },
        },
      },
    ],
    [
      'auth.clientSecret is missing',
      { auth: { type: 'oauth2', clientId: 'x' } },
    ],
    [
      'auth.token is no key of type oauth2',
      { auth: { ...OAUTH, token: SECRET } },
    ],
    [
      'auth.tokenUri is no http or https',
      { auth: { ...OAUTH, tokenUri: SECRET } },
    ],
    [
      'auth.parameters.audience must be a text',
      { auth: { ...OAUTH, parameters: { audience: 7 } } },
    ],
    ['auth.region is missing', { auth: { type: 'sigv4' } }],
    [
      'auth.accessKeyId is missing',
      { auth: { type: 'sigv4', region: 'x', secretAccessKey: SECRET } },
    ],
    [
      "auth.profile can't be together",
      {
        auth: {
          type: 'sigv4',
          region: 'x',
          accessKeyId: 'k',
          secretAccessKey: SECRET,
          profile: 'p',
        },
      },
    ],
    ['headers must be an object', { headers: SECRET }],
    [
      'headers.x-key must be a text that a header can hold',
      { headers: { 'x-key': `${SECRET}\n` } },
    ],
    [
      'headers: "a b" can\'t be the name of a header',
      { headers: { 'a b': SECRET } },
    ],
    ['tls.ca must be certificates in PEM', { tls: { ca: 'ca.pem' } }],
    ['namespaces is empty', { namespaces: [] }],
    ['pageSize must be a whole number from 1', { pageSize: 0 }],
    ['timeoutSeconds must be a whole number', { timeoutSeconds: 0.5 }],
    ['concurrency must be a whole number from 1 to 64', { concurrency: 65 }],
    ['warehouses is missing', { warehouses: undefined! }],
  ])('says what is wrong: %s', async (message, change) => {
    const error = await connect({ ...REST, ...change }).catch(reason => reason);
    expect(error).toMatchObject({
      name: 'InputError',
      message: expect.stringContaining(`Config lakehouse.connections.lake.`),
    });
    expect(error.message).toContain(message);
    expect(error.message).not.toContain(SECRET);
  });

  it('tells people how to connect, and never with what', async () => {
    const connector = await connect({
      ...REST,
      warehouse: 'sales',
      headers: { 'Polaris-Realm': SECRET },
      auth: { ...OAUTH, scope: 'PRINCIPAL_ROLE:ALL' },
    });
    const details = connector.connectionDetails();
    expect(details).toEqual(
      expect.arrayContaining([
        { label: 'Catalog', value: REST.uri },
        { label: 'Warehouse of the catalog', value: 'sales' },
        {
          label: 'Authentication of the portal',
          value:
            'OAuth2 client credentials, tokens from https://polaris.example.com/api/catalog/v1/oauth/tokens, scope PRINCIPAL_ROLE:ALL',
        },
      ]),
    );
    const snippets = connector.snippets({
      namespace: 'shop',
      name: 'orders',
      metadata: {
        location: 's3://lake/wh/shop/orders',
        metadataLocation: 's3://lake/wh/shop/orders/metadata/1.metadata.json',
      } as Parameters<LakehouseConnector['snippets']>[0]['metadata'],
    });
    expect(snippets.map(({ code }) => code).join('\n')).toContain(REST.uri);
    expect(JSON.stringify([details, snippets])).not.toContain(SECRET);
    await connector.close?.();
  });

  it('asks for no scope where that is what is said: most identity providers refuse the one of the specification', async () => {
    const connector = await connect({ ...REST, auth: { ...OAUTH, scope: '' } });
    expect(connector.connectionDetails()).toContainEqual({
      label: 'Authentication of the portal',
      value: expect.stringMatching(/\/v1\/oauth\/tokens, no scope$/),
    });
    await connector.close?.();
  });

  it('has its own words for nessie: which reference, and where metadata is read', async () => {
    const nessie = {
      ...REST,
      type: 'nessie',
      uri: 'http://nessie:19120/api/v2',
    };
    const connector = await connect({ ...nessie, reference: 'audit' });
    expect(connector.connectionDetails()).toEqual(
      expect.arrayContaining([
        { label: 'Catalog', value: 'http://nessie:19120/' },
        { label: 'Reference', value: 'audit' },
      ]),
    );
    expect(connector.readTable).toBeDefined();
    expect(connector.readHistory).toBeDefined();
    const fromStore = await connect({ ...nessie, metadata: 'store' });
    expect(fromStore.readTable).toBeUndefined();
    for (const [message, change] of [
      ['metadata must be "rest"', { metadata: 'file' }],
      ['vendedCredentials needs', { metadata: 'store', vendedCredentials: {} }],
      // Nessie itself gives no tokens.
      ['auth.tokenUri is missing', { auth: OAUTH }],
    ] as Array<[string, JsonObject]>)
      await expect(connect({ ...nessie, ...change })).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringContaining(message),
      });
  });
});

describe('a connection of type rest', () => {
  let server: Server;
  let seen: IncomingHttpHeaders[];
  let uri: string;

  beforeAll(async () => {
    server = createServer((request, response) => {
      seen.push(request.headers);
      if (request.url?.includes('config')) {
        response.end('{}');
        return;
      }
      response.writeHead(403);
      response.end(
        JSON.stringify({
          error: { message: `No entry for ${SECRET}`, type: 'Forbidden' },
        }),
      );
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    uri = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    seen = [];
  });
  afterAll(() => new Promise(resolve => server.close(resolve)));

  it('sends token and headers, and repeats neither when the catalog echoes them', async () => {
    const connector = await connect({
      ...{ ...REST, uri },
      auth: { type: 'bearer', token: SECRET },
      headers: { 'X-Realm': 'retail' },
    });
    const error = await connector.listNamespaces().catch(reason => reason);
    expect(seen.at(-1)).toMatchObject({
      authorization: `Bearer ${SECRET}`,
      'x-realm': 'retail',
    });
    expect(error.name).toBe('CatalogAccessDeniedError');
    expect(`${error.message} ${error.stack}`).not.toContain(SECRET);
    const hops: string[] = [];
    for await (const hop of connector.checkSource!('catalog')) {
      hops.push(`${hop.hop} ${hop.outcome}`);
      expect(JSON.stringify(hop)).not.toContain(SECRET);
    }
    expect(hops.slice(-2)).toEqual([
      'authentication passed',
      'authorisation failed',
    ]);
    await connector.close?.();
  });
});
