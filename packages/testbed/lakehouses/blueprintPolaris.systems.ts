import {
  IcebergRestCatalog,
  OAuth2Authenticator,
} from '@lakehouse-portal/catalogs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  polarisDirectory,
  recreateDatabase,
  runCommand,
  sharedSystem,
  startPolaris,
  type StoreServer,
  type SystemConnections,
  TrinoStatements,
  uniqueName,
} from '../src';
import { parsePropertiesText } from './blueprint/parsePropertiesText';
import {
  environmentOf,
  filesOf,
  podOf,
  renderLake,
} from './blueprint/renderedPods';
import { describeBuilt } from '../systems/describeBuilt';
import { listAll } from '../systems/listAll';
import { writeShop } from '../systems/trino/writeShop';

jest.setTimeout(120_000);

describeBuilt('The rendered Polaris', polarisDirectory(), () => {
  const database = uniqueName('polaris');
  const trinoCatalog = uniqueName('polaris');
  const schema = uniqueName('shop');
  let directory: string;
  let minio: SystemConnections['minio'];
  let server: StoreServer;
  let trino: TrinoStatements;
  let rendered: ReturnType<typeof renderLake>;
  const values: Record<string, string> = {
    'client-id': 'root',
    'client-secret': 'of-the-lakehouse',
  };
  const secretOf = (_: string, key: string) => {
    const value = values[key];
    if (value === undefined) throw new Error(`No value for ${key}`);
    return value;
  };

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'lakehouse-polaris-'));
    minio = await sharedSystem('minio');
    trino = new TrinoStatements((await sharedSystem('trino')).url);
    const postgres = await recreateDatabase(
      await sharedSystem('postgres'),
      database,
    );
    values['access-key'] = minio.accessKeyId;
    values['secret-key'] = minio.secretAccessKey;
    values.username = postgres.user;
    values.password = postgres.password;
    const credentials = { from: 'secret' as const, name: 'keys' };
    rendered = renderLake({
      catalog: { type: 'polaris' },
      storage: {
        ...{ type: 's3', bucket: minio.bucket, region: minio.region },
        ...{ endpoint: minio.endpoint, pathStyleAccess: true, credentials },
      },
      database: {
        ...{ type: 'external', host: postgres.host, port: postgres.port },
        ...{ database, credentials, ssl: 'disable' },
      },
      trino: { version: 476 },
    });
    const [container] = podOf(
      rendered,
      'Deployment',
      'lake-polaris',
    ).containers;
    server = await startPolaris({
      ...{ s3: minio, clientId: 'root', clientSecret: values['client-secret'] },
      env: {
        ...environmentOf(container, secretOf),
        // Instead of the administrator's tool, which is a program of its own.
        POLARIS_PERSISTENCE_AUTO_BOOTSTRAP_TYPES: 'relational-jdbc',
      },
    });
  }, 1_800_000);

  afterAll(async () => {
    await trino?.dropCatalog(trinoCatalog).catch(() => undefined);
    await server?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it('starts on PostgreSQL, and is set up by its Job, which can run twice', async () => {
    const [{ env }] = podOf(rendered, 'Job', 'lake-catalog-setup').containers;
    const script = filesOf(rendered, 'lake-polaris-setup')['setup.sh'];
    const setUp = () =>
      runCommand('bash', ['-c', script.replaceAll('/tmp/', `${directory}/`)], {
        timeoutMs: 60_000,
        env: {
          PATH: process.env.PATH,
          ...environmentOf({ name: 'setup', env }, secretOf),
          CATALOG: server.url,
        },
      });
    expect(await setUp()).toContain('POST /api/management/v1/catalogs: 201');
    expect(await setUp()).toContain('POST /api/management/v1/catalogs: 409');
  });

  it('is written by Trino with the rendered properties, and read by the portal’s connector', async () => {
    const text = filesOf(rendered, 'lake-trino-catalogs')
      ['lakehouse.properties'].replaceAll(
        /http:\/\/lake-polaris:\d+/g,
        server.url,
      )
      .replaceAll('${ENV:CATALOG_CLIENT_ID}', 'root')
      .replaceAll('${ENV:CATALOG_CLIENT_SECRET}', values['client-secret'])
      .replaceAll(/\$\{ENV:\w*ACCESS_KEY\w*\}/g, minio.accessKeyId)
      .replaceAll(/\$\{ENV:\w*SECRET_KEY\w*\}/g, minio.secretAccessKey);
    await trino.createCatalog(trinoCatalog, parsePropertiesText(text));
    await writeShop(trino, `${trinoCatalog}.${schema}`);
    const catalog = new IcebergRestCatalog({
      url: new URL(`${server.url}/api/catalog`),
      warehouse: 'lakehouse',
      authenticator: new OAuth2Authenticator({
        tokenUrl: new URL(`${server.url}/api/catalog/v1/oauth/tokens`),
        ...{ clientId: 'root', clientSecret: values['client-secret'] },
        scope: 'PRINCIPAL_ROLE:ALL',
      }),
    });
    try {
      expect(await listAll(catalog)).toEqual(
        expect.arrayContaining([
          { namespace: schema, name: 'orders' },
          { namespace: schema, name: 'cheap', kind: 'view' },
        ]),
      );
    } finally {
      await catalog.close();
    }
  });
});
