import fc from 'fast-check';
import { anyHost } from './anyHost';
import { anyLogin } from './anySecret';

const volume = fc.constantFrom('1Gi', '512Mi');

/** Every kind of metadata database by name, with all that can be said of it. */
export const DATABASES: Record<string, fc.Arbitrary<object>> = {
  postgres: fc.record(
    { type: fc.constant('postgres'), volume },
    { requiredKeys: ['type'] },
  ),
  'cloudnative-pg': fc.record(
    {
      type: fc.constant('cloudnative-pg'),
      instances: fc.constantFrom(1, 9),
      volume,
    },
    { requiredKeys: ['type'] },
  ),
  external: fc.record(
    {
      type: fc.constant('external'),
      host: anyHost,
      port: fc.constantFrom(1, 6432),
      database: fc.constantFrom('iceberg', '_My-lake'),
      ssl: fc.constantFrom('require', 'disable'),
      credentials: anyLogin,
    },
    { requiredKeys: ['type', 'host', 'database', 'credentials'] },
  ),
};

/** Any metadata database. */
export const anyDatabase = fc.oneof(...Object.values(DATABASES));
