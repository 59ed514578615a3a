import fc from 'fast-check';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const addon = fc.constantFrom({}, { namespace: 'airflow' });

/** Names of images of a company: with a tag, with a digest, with both. */
const images = fc.record(
  Object.fromEntries(
    [
      ...['trino', 'postgres', 'versitygw', 'hive', 'nessie', 'polaris'],
      ...['polaris-admin', 'lakekeeper', 'seaweedfs', 'rustfs', 'minio'],
    ].map(name => [
      name,
      fc.constantFrom(
        `registry.example.com:5000/own/${name}:1.2.3`,
        `own/${name}@${DIGEST}`,
        `own/my-${name}:v1@${DIGEST}`,
      ),
    ]),
  ),
  { requiredKeys: [] },
);

/** Everything of `spec` that is not storage, database, catalog, Trino or access. */
export const anyRest = {
  owner: fc.constantFrom('group:default/data', 'user:default/Dora.Doe_1'),
  cluster: fc.constantFrom('production', 'arn:aws:eks:eu-west-1:1:cluster/a'),
  namespace: fc.constantFrom('data', `n${'s'.repeat(62)}`, '1'),
  createNamespace: fc.boolean(),
  size: fc.constantFrom('demo', 'small', 'medium', 'large'),
  catalogName: fc.constantFrom('iceberg', '_', 'c'.repeat(63)),
  layers: fc.constantFrom(
    [{ name: 'silver' }, { name: 'gold', retention: '5y' }],
    [
      { name: 'gold', retention: 'forever' },
      { name: 'silver', retention: '1h' },
      { name: '_raw_1' },
    ],
  ),
  maintenance: fc.constantFrom({}, { policy: 'nightly' }),
  addons: fc.record(
    {
      ...{ kafka: addon, airflow: addon, spark: addon, flink: addon },
      superset: addon,
      deliver: fc.constantFrom('argocd', 'flux'),
    },
    { requiredKeys: [] },
  ),
  network: fc.record(
    {
      isolate: fc.boolean(),
      from: fc.constantFrom([], ['apps'], ['apps', 'backstage']),
    },
    { requiredKeys: [] },
  ),
  quota: fc.boolean(),
  storageClass: fc.constantFrom('fast', 'fast.ssd'),
  images,
  registry: fc.constantFrom('registry.example.com/mirror', 'localhost:5000/'),
  imagePullSecrets: fc.constantFrom([], ['pull'], ['pull', 'pull.2']),
};
