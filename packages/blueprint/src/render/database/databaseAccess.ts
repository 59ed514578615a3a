import type { Lakehouse } from '../../document';
import { nameOf } from '../model/metadata';
import { databaseLogin } from '../secrets/secretValues';
import type { SecretValue } from '../secrets/SecretUse';

/** How pods reach the metadata database. */
export interface DatabaseAccess {
  host: string;
  port: number;
  database: string;
  ssl: 'require' | 'disable';
  login: { user: SecretValue; password: SecretValue };
}

/** Database of the catalog in a PostgreSQL that belongs to the lakehouse. */
export const CATALOG_DATABASE = 'catalog';

/** @throws Error where the catalog has no database; ask `lakehouse.database` before. */
export function databaseAccess(lakehouse: Lakehouse): DatabaseAccess {
  const { database } = lakehouse;
  const login = databaseLogin(lakehouse);
  switch (database?.type) {
    case 'external': {
      const { host, port, database: name, ssl } = database;
      return { host, port, database: name, ssl, login };
    }
    case 'cloudnative-pg':
      return {
        host: nameOf(lakehouse, 'postgres-rw'),
        ...{ port: 5432, database: CATALOG_DATABASE, ssl: 'require', login },
      };
    case 'postgres':
      return {
        host: nameOf(lakehouse, 'postgres'),
        ...{ port: 5432, database: CATALOG_DATABASE, ssl: 'disable', login },
      };
    default:
      throw new Error(
        `A ${lakehouse.catalog.type} catalog has no metadata database`,
      );
  }
}

/** As Java writes it. */
export function jdbcUrl({ host, port, database, ssl }: DatabaseAccess): string {
  return `jdbc:postgresql://${host}:${port}/${database}${
    ssl === 'require' ? '?sslmode=require' : ''
  }`;
}
