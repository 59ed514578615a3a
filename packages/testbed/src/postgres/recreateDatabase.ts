import { Client } from 'pg';
import type { PostgresConnection } from './PostgresServer';

/**
 * An empty database of this name, on a PostgreSQL that somebody else started; one that was there before goes.
 *
 * @param script - What it is filled with.
 */
export async function recreateDatabase(
  connection: PostgresConnection,
  name: string,
  script: string = '',
): Promise<PostgresConnection> {
  await withClient(connection, client =>
    client.query(
      `DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`,
    ),
  );
  return ensureDatabase(connection, name, script);
}

/**
 * A database of this name, on a PostgreSQL that somebody else started; one that is there already stays as it is.
 *
 * @param script - What a new one is filled with.
 */
export async function ensureDatabase(
  connection: PostgresConnection,
  name: string,
  script: string = '',
): Promise<PostgresConnection> {
  const database = { ...connection, database: name };
  const isThere = await withClient(connection, async client => {
    const { rowCount } = await client.query(
      'SELECT 1 FROM pg_database WHERE datname = $1',
      [name],
    );
    if (rowCount) return true;
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
    return false;
  });
  if (!isThere && script)
    await withClient(database, client => client.query(script));
  return database;
}

async function withClient<T>(
  { host, port, user, password, database }: PostgresConnection,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({ host, port, user, password, database });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
