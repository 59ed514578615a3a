import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type LakehouseSpec,
  readLakehouse,
  type RenderedLakehouse,
  renderLakehouse,
} from '@lakehouse-portal/blueprint';
import { TrinoClient } from '@lakehouse-portal/trino';
import {
  RecordingProxy,
  type StoreServer,
  startVersityGateway,
} from '../src/stores';
import { TrinoServer, type TrinoVersion } from '../src/trino';
import { parsePropertiesText } from './blueprint/parsePropertiesText';

const KEYS = { from: 'secret' as const, name: 'keys' };
const S3 = { type: 's3' as const, bucket: 'lake', credentials: KEYS };
const REST = { type: 'rest' as const, uri: 'http://127.0.0.1:1/catalog' };

/** One for each way in which the files of catalogs differ. */
const CATALOGS: Record<string, Partial<LakehouseSpec>> = {
  jdbc: {},
  jdbc_external: {
    storage: S3,
    database: {
      ...{ type: 'external', host: 'db', database: 'lake' },
      credentials: KEYS,
    },
  },
  identity: { storage: { type: 's3', bucket: 'lake', region: 'eu-west-1' } },
  hive: { catalog: { type: 'hive' } },
  nessie: { catalog: { type: 'nessie' } },
  polaris: { catalog: { type: 'polaris' } },
  lakekeeper: { catalog: { type: 'lakekeeper' } },
  glue: { storage: S3, catalog: { type: 'glue', region: 'eu-west-1' } },
  rest: { storage: S3, catalog: { ...REST, nestedNamespaces: true } },
  rest_oauth2: {
    storage: S3,
    catalog: {
      ...{ ...REST, warehouse: 'main', vendedCredentials: true },
      oauth2: {
        ...{ serverUri: 'http://127.0.0.1:1/token', scope: 'a b' },
        credential: KEYS,
      },
    },
  },
  unity: {
    storage: S3,
    catalog: {
      ...{ type: 'unity', uri: REST.uri, warehouse: 'main' },
      token: KEYS,
    },
  },
  gcs: {
    storage: {
      type: 'gcs',
      bucket: 'lake',
      project: 'lake-1',
      credentials: KEYS,
    },
  },
  gcs_identity: { storage: { type: 'gcs', bucket: 'lake' } },
  azure: {
    storage: {
      ...{ type: 'azure', account: 'lake', container: 'lake' },
      credentials: KEYS,
    },
  },
  azure_identity: {
    storage: { type: 'azure', account: 'lake', container: 'lake' },
  },
};

function render(spec: Partial<LakehouseSpec>): RenderedLakehouse {
  return renderLakehouse(
    readLakehouse(
      {
        apiVersion: 'lakehouse-portal.io/v1alpha1',
        kind: 'Lakehouse',
        metadata: { name: 'lake' },
        spec: { owner: 'group:default/data', ...spec },
      },
      'test',
    ),
  );
}

function filesOf(rendered: RenderedLakehouse, name: string) {
  const map = rendered.objects.find(
    ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === name,
  );
  return (map as unknown as { data: Record<string, string> }).data;
}

/** Without what is of the machine of the test; and who asks is who they say: rules and groups are what is looked at. */
function withoutMachine(
  properties: Record<string, string>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(properties).filter(
      ([key]) =>
        !/^(http-server\.(http\.port|authentication\.type)|discovery\.uri|(query|memory)\..*)$/.test(
          key,
        ),
    ),
  );
}

/** What pods get from Secrets. */
function withValues(text: string): string {
  return text.replace(/\$\{ENV:[A-Z0-9_]+\}/g, 'c2VjcmV0');
}

describe('The rendered configuration of Trino', () => {
  let directory: string;

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'lakehouse-boot-'));
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    writeFileSync(
      join(directory, 'key.json'),
      JSON.stringify({
        ...{ type: 'service_account', project_id: 'lake-1', client_id: '1' },
        ...{ client_email: 'lake@example.com', private_key_id: '1' },
        private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
        token_uri: 'http://127.0.0.1:1/token',
      }),
    );
  });

  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it.each(['476', '483'] as TrinoVersion[])(
    'is understood by Trino %s: every catalog of every kind is loaded',
    async version => {
      const catalogs = Object.fromEntries(
        Object.entries(CATALOGS).map(([name, spec]) => {
          const rendered = render({
            ...spec,
            trino: { version: Number(version), ...spec.trino },
          });
          const text = withValues(
            filesOf(rendered, 'lake-trino-catalogs')['lakehouse.properties'],
          ).replace('/etc/trino-storage', directory);
          return [name, parsePropertiesText(text)];
        }),
      );
      const trino = await TrinoServer.start(catalogs, {
        ...{ version, memoryMb: 1024 },
      });
      try {
        const loaded = await trino.query(
          "SELECT catalog_name FROM system.metadata.catalogs WHERE connector_name = 'iceberg' ORDER BY 1",
        );
        expect(loaded).toEqual(
          Object.keys(CATALOGS)
            .sort()
            .map(name => [name]),
        );
      } finally {
        await trino.stop();
      }
    },
    900_000,
  );

  describe('with fault-tolerant execution, resource groups and access rules', () => {
    let store: StoreServer;
    let proxy: RecordingProxy;
    let trino: TrinoServer;

    beforeAll(async () => {
      mkdirSync(join(directory, 'store', 'data', 'lake'), { recursive: true });
      store = await startVersityGateway({
        ...{ accessKeyId: 'lakekey', secretAccessKey: 'lakesecret' },
        ...{ region: 'us-east-1', directory: join(directory, 'store') },
      });
      proxy = await RecordingProxy.start(store.url);
      const rendered = render({
        storage: { ...S3, endpoint: proxy.url },
        trino: {
          ...{ version: 476, faultTolerant: true },
          authentication: { type: 'password', passwordFile: KEYS },
          tls: { type: 'proxy' },
          ingress: { host: 'trino.example.com' },
          resourceGroups: [
            { name: 'reports', group: 'analysts', concurrency: 5 },
            { name: 'rest', concurrency: 20 },
          ],
        },
        access: {
          admins: ['admin'],
          groups: { analysts: ['ann'], engineers: ['eve'] },
          grants: [{ group: 'analysts', layers: ['gold'], may: 'read' }],
        },
      });
      const place = (text: string) =>
        withValues(text)
          .replace(/\/etc\/trino(\/access-control)?\b/g, 'ETC')
          .replace('s3.aws-access-key=c2VjcmV0', 's3.aws-access-key=lakekey')
          .replace(
            's3.aws-secret-key=c2VjcmV0',
            's3.aws-secret-key=lakesecret',
          );
      const {
        'config.properties': config,
        'node.properties': _node,
        'jvm.config': _jvm,
        'password-authenticator.properties': _passwords,
        ...files
      } = filesOf(rendered, 'lake-trino');
      const rules = filesOf(rendered, 'lake-trino-access');
      trino = await TrinoServer.start(
        Object.fromEntries(
          Object.entries(filesOf(rendered, 'lake-trino-catalogs')).map(
            ([name, text]) => [
              name.replace('.properties', ''),
              parsePropertiesText(place(text)),
            ],
          ),
        ),
        {
          ...{ memoryMb: 1024, probedBy: 'admin' },
          config: {
            ...withoutMachine(parsePropertiesText(place(config))),
          },
          files: {
            ...Object.fromEntries(
              Object.entries(files).map(([name, text]) => [name, place(text)]),
            ),
            ...rules,
          },
        },
      );
    }, 900_000);

    function as(user: string): TrinoClient {
      return TrinoClient.create({ server: trino.url, user });
    }

    afterAll(async () => {
      await trino?.stop();
      await proxy?.stop();
      await store?.stop();
    });

    it('runs a query whose intermediate data lies in the store', async () => {
      const { rows } = await as('admin').query(
        'SELECT count(*) FROM (SELECT orderkey, count(*) FROM tpch.sf1.lineitem GROUP BY 1)',
      );
      expect(rows.map(([count]) => Number(count))).toEqual([1_500_000]);
      // Trino removes it when the query is over: what was asked of the store is what is left to see.
      for (const method of ['PUT', 'GET'])
        expect(proxy.log).toContainEqual(
          expect.stringMatching(new RegExp(`^${method} /lake/exchange/.`)),
        );
    });

    it('queues the queries of a group where its resource group is', async () => {
      await as('ann').query("SELECT 'of ann'");
      await as('eve').query("SELECT 'of eve'");
      const { rows } = await as('admin').query(
        "SELECT DISTINCT user, resource_group_id[1] FROM system.runtime.queries WHERE user IN ('ann', 'eve') ORDER BY 1",
      );
      expect(rows).toEqual([
        ['ann', 'reports'],
        ['eve', 'rest'],
      ]);
    });
  });
});
