import { InvalidLakehouseError } from './InvalidLakehouseError';
import { readLakehouse } from './parseLakehouse';

const KEYS = { from: 'secret', name: 'keys' };
const S3 = { type: 's3', bucket: 'data' };
const GCS = { type: 'gcs', bucket: 'data' };
const AZURE = { type: 'azure', account: 'data', container: 'lake' };
const PASSWORD = { authentication: { type: 'password' } };
const TWICE_NAMED = [
  { name: 'rest', group: 'a', concurrency: 1 },
  { name: 'rest', concurrency: 1 },
];

function problemsOf(spec: object): string[] {
  try {
    readLakehouse(
      {
        apiVersion: 'lakehouse-portal.io/v1alpha1',
        kind: 'Lakehouse',
        metadata: { name: 'lake' },
        spec: { owner: 'group:default/data', ...spec },
      },
      'test',
    );
  } catch (error) {
    if (!(error instanceof InvalidLakehouseError)) throw error;
    return error.problems.map(({ path, message }) => `${path} ${message}`);
  }
  return [];
}

/** What contradicts itself, what is said, and the nearest document that does not. */
const CONTRADICTIONS: [object, string, object][] = [
  ...['kube-system', 'kube-public', 'default'].map(
    (namespace): [object, string, object] => [
      { namespace },
      `spec.namespace is ${namespace}, which Kubernetes has itself`,
      { namespace, createNamespace: false },
    ],
  ),
  [
    { namespace: 'default', createNamespace: true },
    'spec.namespace is default',
    { namespace: 'defaults' },
  ],
  [
    { trino: { coordinator: { cpu: 1, memory: '2047Mi' } } },
    'spec.trino.coordinator.memory must be at least 2Gi',
    { trino: { coordinator: { cpu: 1, memory: '2Gi' } } },
  ],
  [
    { size: 'small', trino: { worker: { cpu: 1, memory: '1Gi' } } },
    'spec.trino.worker.memory must be at least 2Gi',
    { size: 'small', trino: { worker: { cpu: 1, memory: '2048Mi' } } },
  ],
  [
    { trino: { autoscaling: { maxWorkers: 3 } } },
    'spec.trino.autoscaling needs workers',
    { trino: { workers: 1, autoscaling: { maxWorkers: 3 } } },
  ],
  [
    { trino: { workers: 4, autoscaling: { maxWorkers: 3 } } },
    'spec.trino.autoscaling.maxWorkers must not be below the 4 workers',
    { trino: { workers: 3, autoscaling: { maxWorkers: 3 } } },
  ],
  [
    { trino: { workers: 1, autoscaling: { by: 'keda', maxWorkers: 3 } } },
    'spec.trino.autoscaling.prometheus is missing',
    {
      trino: {
        workers: 1,
        autoscaling: { by: 'keda', maxWorkers: 3, prometheus: 'http://p:9090' },
      },
    },
  ],
  [
    { trino: { ...PASSWORD, tls: { type: 'none' } } },
    'spec.trino.tls must not be none',
    { trino: PASSWORD },
  ],
  [
    { trino: { tls: { type: 'proxy' } } },
    'spec.trino.tls is the ingress, but there is no ingress',
    { trino: { tls: { type: 'proxy' }, ingress: { host: 'trino.test' } } },
  ],
  [
    { storage: GCS, trino: { faultTolerant: true } },
    'spec.trino.faultTolerant needs credentials of the storage',
    { storage: { ...GCS, credentials: KEYS }, trino: { faultTolerant: true } },
  ],
  [
    { storage: AZURE, trino: { faultTolerant: true } },
    'spec.trino.faultTolerant needs credentials of the storage',
    { storage: AZURE, trino: { faultTolerant: false } },
  ],
  [
    {
      ...{ trino: { ...PASSWORD, resourceGroups: TWICE_NAMED } },
      access: { admins: ['admin'], groups: { a: ['ann'] } },
    },
    'spec.trino.resourceGroups[1].name "rest" is taken: Trino does not start with two groups of one name',
    { trino: { resourceGroups: TWICE_NAMED.slice(1) } },
  ],
  [
    {
      trino: {
        ...PASSWORD,
        resourceGroups: [
          { name: 'a', group: 'a', concurrency: 1 },
          { name: 'b', group: 'a', concurrency: 1 },
          { name: 'rest', concurrency: 1 },
        ],
      },
      access: { admins: ['admin'], groups: { a: ['ann'] } },
    },
    'spec.trino.resourceGroups[1].group "a" has a resource group already',
    { trino: { resourceGroups: [{ name: 'a', concurrency: 1 }] } },
  ],
  [
    {
      trino: {
        resourceGroups: [
          { name: 'a', concurrency: 1 },
          { name: 'b', concurrency: 1 },
        ],
      },
    },
    'spec.trino.resourceGroups must have exactly one without a group, for all other queries; it has 2',
    { trino: { resourceGroups: [{ name: 'a', concurrency: 1 }] } },
  ],
  [
    { catalog: { type: 'glue', region: 'eu-west-1' } },
    'spec.catalog glue keeps tables in S3; the storage is versitygw',
    { catalog: { type: 'glue', region: 'eu-west-1' }, storage: S3 },
  ],
  ...['nessie', 'polaris', 'lakekeeper', 'hive'].map(
    (type): [object, string, object] => [
      { catalog: { type }, storage: AZURE },
      `spec.catalog ${type} is rendered for S3 only; the storage is azure`,
      { catalog: { type }, storage: { type: 'seaweedfs' } },
    ],
  ),
  ...['nessie', 'polaris', 'lakekeeper', 'hive'].map(
    (type): [object, string, object] => [
      { catalog: { type }, storage: S3 },
      `spec.storage.credentials are needed: ${type} reads and writes`,
      { catalog: { type }, storage: { ...S3, credentials: KEYS } },
    ],
  ),
  [
    {
      catalog: {
        type: 'rest',
        uri: 'https://rest.test',
        token: KEYS,
        oauth2: { serverUri: 'https://login.test', credential: KEYS },
      },
    },
    'spec.catalog has both oauth2 and token',
    { catalog: { type: 'rest', uri: 'https://rest.test', token: KEYS } },
  ],
  [
    {
      catalog: { type: 'rest', uri: 'https://rest.test' },
      database: { type: 'postgres' },
    },
    'spec.database is not needed: rest has its own',
    { catalog: { type: 'rest', uri: 'https://rest.test' } },
  ],
  [
    { catalog: { type: 'hive', version: '3.1.3' }, trino: { version: 477 } },
    'spec.catalog.version must be 4.0.1 or newer with Trino 477 and later',
    { catalog: { type: 'hive', version: '3.1.3' }, trino: { version: 476 } },
  ],
  [
    { catalogName: 'system' },
    'spec.catalogName must not be "system"',
    { catalogName: 'systems' },
  ],
  [
    {
      catalogName: 'sales',
      trino: { catalogs: [{ type: 'tpch', name: 'sales' }] },
    },
    'spec.trino.catalogs[0].name "sales" is taken',
    {
      catalogName: 'sales',
      trino: { catalogs: [{ type: 'tpch', name: 'tpch' }] },
    },
  ],
  [
    { layers: [{ name: 'gold' }, { name: 'gold' }] },
    'spec.layers[1].name "gold" is taken',
    { layers: [{ name: 'gold' }, { name: 'gould' }] },
  ],
  [
    { layers: [{ name: 'information_schema' }] },
    'spec.layers[0].name "information_schema" is taken',
    { layers: [{ name: 'schemas' }] },
  ],
  [
    { access: { admins: ['admin'] } },
    'spec.access needs authentication',
    { access: { admins: ['admin'] }, trino: PASSWORD },
  ],
  ...(
    [
      [
        'grants[0].group "b" is no group of access.groups; there is a',
        { grants: [{ group: 'b', layers: ['gold'], may: 'read' }] },
        { grants: [{ group: 'a', layers: ['gold'], may: 'read' }] },
      ],
      [
        'grants[0].layers[1] "lead" is no layer; there are bronze, silver, gold',
        { grants: [{ group: 'a', layers: ['gold', 'lead'], may: 'read' }] },
        { grants: [{ group: 'a', layers: ['gold'], may: 'read' }] },
      ],
      [
        'columns[0].layer "lead" is no layer',
        { columns: [{ layer: 'lead', table: 't', column: 'c' }] },
        { columns: [{ layer: 'gold', table: 't', column: 'c' }] },
      ],
      [
        'columns[0].except[0] "constructor" is no group',
        {
          columns: [
            { layer: 'gold', table: 't', column: 'c', except: ['constructor'] },
          ],
        },
        {
          columns: [{ layer: 'gold', table: 't', column: 'c', except: ['a'] }],
        },
      ],
      [
        'rows[0].layer "lead" is no layer',
        { rows: [{ layer: 'lead', table: 't', group: 'a', filter: 'x' }] },
        { rows: [{ layer: 'gold', table: 't', group: 'a', filter: 'x' }] },
      ],
      [
        'rows[0].group "b" is no group',
        { rows: [{ layer: 'gold', table: 't', group: 'b', filter: 'x' }] },
        { rows: [{ layer: 'gold', table: 't', group: 'a', filter: 'x' }] },
      ],
    ] as [string, object, object][]
  ).map(([message, bad, good]): [object, string, object] => {
    const access = { admins: ['admin'], groups: { a: ['ann'] } };
    return [
      { trino: PASSWORD, access: { ...access, ...bad } },
      `spec.access.${message}`,
      { trino: PASSWORD, access: { ...access, ...good } },
    ];
  }),
];

describe('a document that contradicts itself', () => {
  it.each(CONTRADICTIONS)('%j: %s', (spec, message) => {
    expect(problemsOf(spec)).toEqual([expect.stringContaining(message)]);
  });

  it.each(CONTRADICTIONS)('beside %j', (_, __, sound) => {
    expect(problemsOf(sound)).toEqual([]);
  });

  it('all contradictions are said at once', () => {
    expect(
      problemsOf({
        catalogName: 'system',
        layers: [{ name: 'a' }, { name: 'a' }],
        trino: { tls: { type: 'proxy' } },
      }),
    ).toHaveLength(3);
  });
});
