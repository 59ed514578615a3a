import {
  resolvePackagePath,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

/** Where the migrations of the plugin lie. */
export function migrationsDirectory(): string {
  return resolvePackagePath(
    '@lakehouse-portal/plugin-lakehouse-backend',
    'migrations',
  );
}

/** The plugin's database, with its schema up to date. */
export async function openDatabase(database: DatabaseService): Promise<Knex> {
  const knex = await database.getClient();
  if (!database.migrations?.skip) {
    await knex.migrate.latest({ directory: migrationsDirectory() });
  }
  return knex;
}
