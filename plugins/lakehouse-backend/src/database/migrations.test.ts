import { createTestDatabases } from '../__testUtils__/createTestDatabases';
import { migrationsDirectory } from './openDatabase';

jest.setTimeout(60_000);

describe('migrations', () => {
  const databases = createTestDatabases();

  it.each(databases.eachSupportedId())(
    'go up and down and up again on %p',
    async id => {
      const knex = await databases.init(id);
      const directory = migrationsDirectory();
      await knex.migrate.latest({ directory });
      await knex('lakehouse_tables').insert({
        lakehouse: 'retail',
        schema_name: 'silver',
        table_name: 'orders',
      });
      expect(await knex('lakehouse_tables').first()).toMatchObject({
        severity: 'unknown',
        severity_rank: 1,
        due: '[]',
      });
      await expect(
        knex('lakehouse_tables').insert({
          lakehouse: 'retail',
          schema_name: 'silver',
          table_name: 'orders',
        }),
      ).rejects.toThrow();
      await knex('lakehouse_manifest_rollups').insert({
        key: 'a'.repeat(64),
        bytes: Buffer.from([0, 255]),
        size_bytes: 2,
        created_at: 1,
        used_at: 1,
      });

      await knex.migrate.rollback({ directory }, true);
      for (const table of [
        'lakehouse_tables',
        'lakehouse_table_documents',
        'lakehouse_created',
        'lakehouse_scan_runs',
        'lakehouse_manifest_rollups',
      ]) {
        expect(await knex.schema.hasTable(table)).toBe(false);
      }
      await knex.migrate.latest({ directory });
      expect(await knex('lakehouse_tables')).toEqual([]);
      expect(await knex('lakehouse_manifest_rollups')).toEqual([]);
    },
  );
});
