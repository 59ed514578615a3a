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
  await withClient(connection, async client => {
    // Of two that ask at the same time, the second waits until the first has filled it. The end of the session unlocks.
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [name]);
    const { rowCount } = await client.query(
      'SELECT 1 FROM pg_database WHERE datname = $1',
      [name],
    );
    if (rowCount) return;
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
    if (script) await withClient(database, filler => filler.query(script));
  });
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
