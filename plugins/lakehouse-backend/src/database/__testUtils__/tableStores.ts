import type { TestDatabaseId } from '@backstage/backend-test-utils';
import { createTestDatabases } from '../../__testUtils__/createTestDatabases';
import { DatabaseTableStore } from '../DatabaseTableStore';
import { migrationsDirectory } from '../openDatabase';

/** Empty stores of tables, each in a database of its own. To be called once in a test file. */
export function tableStores() {
  const databases = createTestDatabases();

  async function openStore(id: TestDatabaseId) {
    const knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory() });
    return { knex, store: DatabaseTableStore.create({ knex }) };
  }

  return { databases, openStore };
}
