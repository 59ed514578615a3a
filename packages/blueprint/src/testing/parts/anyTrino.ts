import fc from 'fast-check';
import { anyHost, anyUrl } from './anyHost';
import { anyLogin, anySecret } from './anySecret';

const node = fc.record({
  cpu: fc.constantFrom(0.1, 0.3333, 0.9999, 1.5, 2, 256),
  memory: fc.constantFrom('2Gi', '2049Mi', '3Gi', '100Gi', '2Ti'),
});

const autoscaling = fc.oneof(
  fc.record(
    {
      maxWorkers: fc.constantFrom(20, 500),
      cpuPercent: fc.constantFrom(10, 95),
    },
    { requiredKeys: ['maxWorkers'] },
  ),
  anyUrl('').map(prometheus => ({ by: 'keda', maxWorkers: 15, prometheus })),
);

const resourceGroups = fc.constantFrom(
  [{ name: 'all', concurrency: 1, maxQueued: 0, memoryPercent: 1 }],
  [
    {
      ...{ name: 'reports', group: 'analysts', concurrency: 5 },
      ...{ maxQueued: 100_000, memoryPercent: 40 },
    },
    { name: 'rest', concurrency: 20 },
    { name: '_eng', group: 'engineers', concurrency: 10_000 },
  ],
);

const federated = fc
  .uniqueArray(
    fc.record(
      {
        type: fc.constant('postgresql'),
        name: fc.constantFrom('sales', 'sales_', '_', 'x'.repeat(63)),
        host: anyHost,
        port: fc.constant(6432),
        database: fc.constantFrom('sales', '_Sales-1'),
        credentials: anyLogin,
      },
      { requiredKeys: ['type', 'name', 'host', 'database', 'credentials'] },
    ),
    { maxLength: 3, selector: ({ name }) => name },
  )
  .chain(others =>
    fc.constantFrom(others, [{ type: 'tpch', name: 'tpch' }, ...others]),
  );

/** Any settings of Trino. */
export const anyTrino: fc.Arbitrary<object> = fc.record(
  {
    version: fc.constantFrom(458, 463, 470, 475, 476, 477, 480, 481, 483),
    coordinator: node,
    worker: node,
    workers: fc.constantFrom(0, 1, 2, 12),
    autoscaling,
    faultTolerant: fc.boolean(),
    authentication: fc.oneof(
      fc.constantFrom({ type: 'none' }, { type: 'password' }),
      fc.record({
        type: fc.constant('password'),
        passwordFile: anySecret('file'),
      }),
    ),
    tls: fc.constantFrom(
      { type: 'none' },
      { type: 'generated' },
      { type: 'secret', name: 'certificate' },
      { type: 'proxy' },
    ),
    ingress: fc.record(
      {
        host: fc.constantFrom('trino.example.com', 'trino'),
        className: fc.constant('nginx.internal'),
        tlsSecret: fc.constant('trino-cert'),
      },
      { requiredKeys: ['host'] },
    ),
    resourceGroups,
    catalogs: federated,
    gracePeriodSeconds: fc.constantFrom(5, 3600),
    nodeSelector: fc.constantFrom(
      {},
      { 'kubernetes.io/arch': 'amd64', pool: 'trino', empty: '' },
    ),
    serviceAccount: fc.constant('existing'),
  },
  { requiredKeys: [] },
);
