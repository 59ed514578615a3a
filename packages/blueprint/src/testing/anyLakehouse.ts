import fc from 'fast-check';
import {
  InvalidLakehouseError,
  type LakehouseDocument,
  readLakehouse,
} from '../document';

const secret = fc.oneof(
  fc.constant({ from: 'secret' as const, name: 'given' }),
  fc.constant({ from: 'external' as const, store: 'vault', key: 'data/lake' }),
);
const optional = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.option(arbitrary, { nil: undefined });

const storage = fc.oneof(
  fc.record({
    type: fc.constantFrom('versitygw', 'seaweedfs', 'rustfs', 'minio'),
    volume: optional(fc.constantFrom('5Gi', '1Ti')),
    bucket: optional(fc.constant('my-data')),
  }),
  fc.constant({
    type: 'rook-ceph',
    endpoint: 'http://rook-ceph-rgw-store.rook-ceph',
  }),
  fc.record({
    type: fc.constant('s3'),
    bucket: fc.constant('my-data'),
    endpoint: optional(fc.constant('https://s3.example.com:9000')),
    credentials: optional(secret),
    roleArn: optional(fc.constant('arn:aws:iam::123456789012:role/lake')),
  }),
  fc.record({
    type: fc.constant('gcs'),
    bucket: fc.constant('my-data'),
    credentials: optional(secret),
  }),
  fc.record({
    type: fc.constant('azure'),
    account: fc.constant('mydata'),
    container: fc.constant('lake'),
    credentials: optional(secret),
  }),
);
const database = fc.oneof(
  fc.constant({ type: 'postgres' }),
  fc.constant({ type: 'cloudnative-pg' }),
  fc.record({
    type: fc.constant('external'),
    host: fc.constant('db.example.com'),
    database: fc.constant('iceberg'),
    ssl: optional(fc.constantFrom('require', 'disable')),
    credentials: secret,
  }),
);
const catalog = fc.oneof(
  fc.constantFrom(
    ...['jdbc', 'nessie', 'polaris', 'lakekeeper'].map(type => ({ type })),
    ...['3.1.3', '4.0.1', '4.1.0'].map(version => ({ type: 'hive', version })),
    { type: 'glue', region: 'eu-west-1' },
  ),
  fc.record({
    type: fc.constant('unity'),
    uri: fc.constant('https://unity.example.com/api/2.1/unity-catalog/iceberg'),
    warehouse: fc.constant('main'),
    token: optional(secret),
  }),
  fc.record({
    type: fc.constant('rest'),
    uri: fc.constant('https://catalog.example.com/iceberg'),
    oauth2: optional(
      fc.record({
        serverUri: fc.constant('https://login.example.com/token'),
        credential: secret,
      }),
    ),
    vendedCredentials: optional(fc.boolean()),
  }),
);
const access = fc.constantFrom(undefined, {
  admins: ['admin', 'root.user'],
  groups: {
    analysts: ['ann', 'bob'],
    engineers: ['eve', 'bob'],
    idle: ['ida'],
  },
  grants: [
    { group: 'analysts', layers: ['gold'], may: 'read' },
    { group: 'engineers', layers: ['silver', 'gold'], may: 'own' },
  ],
  columns: [
    {
      layer: 'gold',
      table: 'people',
      column: 'email',
      mask: "'***'",
      except: ['engineers'],
    },
    { layer: 'gold', table: 'people', column: 'iban' },
  ],
  rows: [
    {
      layer: 'gold',
      table: 'orders',
      group: 'analysts',
      filter: "country = 'DE'",
    },
  ],
});
const trino = fc.record({
  version: optional(fc.constantFrom(458, 463, 470, 475, 476, 480, 481, 483)),
  workers: optional(fc.constantFrom(0, 1, 2, 12)),
  autoscaling: optional(
    fc.constantFrom(
      { maxWorkers: 20 },
      {
        by: 'keda',
        maxWorkers: 15,
        prometheus: 'http://prometheus.monitoring:9090',
      },
    ),
  ),
  faultTolerant: optional(fc.boolean()),
  authentication: optional(
    fc.oneof(
      fc.constantFrom({ type: 'none' }, { type: 'password' }),
      fc.record({ type: fc.constant('password'), passwordFile: secret }),
    ),
  ),
  tls: optional(
    fc.constantFrom(
      { type: 'none' },
      { type: 'generated' },
      { type: 'secret', name: 'certificate' },
      { type: 'proxy' },
    ),
  ),
  ingress: optional(
    fc.constant({ host: 'trino.example.com', tlsSecret: 'trino-cert' }),
  ),
  resourceGroups: optional(
    fc.constant([
      { name: 'reports', group: 'analysts', concurrency: 5 },
      { name: 'rest', concurrency: 20 },
    ]),
  ),
  catalogs: optional(
    fc.oneof(
      fc.constant([]),
      secret.map(credentials => [
        { type: 'tpch', name: 'tpch' },
        {
          type: 'postgresql',
          name: 'sales',
          host: 'sales.example.com',
          database: 'sales',
          credentials,
        },
      ]),
    ),
  ),
});

/** Any document that makes sense, over all catalogs, storages, databases, sizes, versions and options. */
export const anyLakehouse: fc.Arbitrary<LakehouseDocument> = fc
  .record({
    size: optional(fc.constantFrom('demo', 'small', 'medium', 'large')),
    storage: optional(storage),
    database: optional(database),
    catalog: optional(catalog),
    trino: optional(trino),
    access,
    layers: optional(
      fc.constant([{ name: 'silver' }, { name: 'gold', retention: '5y' }]),
    ),
    addons: optional(
      fc.record({
        kafka: optional(fc.constant({})),
        airflow: optional(fc.constant({ namespace: 'airflow' })),
        spark: optional(fc.constant({})),
        flink: optional(fc.constant({})),
        superset: optional(fc.constant({})),
        deliver: optional(fc.constantFrom('argocd', 'flux')),
      }),
    ),
    network: optional(
      fc.record({
        isolate: optional(fc.boolean()),
        from: optional(fc.constant(['apps'])),
      }),
    ),
    quota: optional(fc.boolean()),
    storageClass: optional(fc.constant('fast')),
    registry: optional(fc.constant('registry.example.com/mirror')),
    imagePullSecrets: optional(fc.constant(['pull'])),
  })
  .map(spec => made(withoutUndefined({ owner: 'group:default/data', ...spec })))
  .filter(document => document !== undefined);

function made(spec: unknown): LakehouseDocument | undefined {
  try {
    return readLakehouse(
      {
        apiVersion: 'lakehouse-portal.io/v1alpha1',
        kind: 'Lakehouse',
        metadata: { name: 'lake', labels: { team: 'data' } },
        spec,
      },
      'generated',
    );
  } catch (error) {
    // Parts that contradict each other.
    if (error instanceof InvalidLakehouseError) return undefined;
    throw error;
  }
}

function withoutUndefined(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
