import {
  TestDatabases,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';

const POSTGRES: Array<[TestDatabaseId, string]> = [
  ['POSTGRES_18', 'BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING'],
  ['POSTGRES_15', 'BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING'],
];

/**
 * The databases that tests run on: SQLite, and each PostgreSQL whose address is in the environment.
 * Containers are never started: tests need Node only.
 */
export function createTestDatabases(): TestDatabases {
  const postgres = POSTGRES.filter(([, variable]) => process.env[variable]).map(
    ([id]) => id,
  );
  return TestDatabases.create({
    ids: [...postgres, 'SQLITE_3'],
    disableDocker: true,
  });
}
