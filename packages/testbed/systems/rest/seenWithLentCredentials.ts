import type { JsonObject } from '@backstage/types';
import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import { type PortalSnapshots, startPortal } from './startPortal';

/** Made once for a file of tests: it cleans up after the last. */
export type PortalDatabases = ReturnType<typeof TestDatabases.create>;

/** What a portal shows of tables that it reads with lent credentials only. */
export interface SeenWithLentCredentials {
  /** Of the connection test: `metadata-read passed`. */
  hops: string[];
  snapshotIds: string[];
  /** Everything that the portal keeps, as text. */
  kept: string;
  /** Everything that the portal answered here. */
  answered: string;
}

/**
 * Reads a lakehouse with a connection that has no keys for the store, and looks through the portal's whole database.
 *
 * @param connection - Its `storage` names the store, without keys.
 */
export async function seenWithLentCredentials(
  databases: PortalDatabases,
  connection: JsonObject,
  { schema, table }: { schema: string; table: string },
): Promise<SeenWithLentCredentials> {
  const knex = await databases.init('SQLITE_3');
  const portal = await startPortal(connection, [
    mockServices.database.factory({ knex }),
  ]);
  try {
    const path = `/lakehouses/lake/schemas/${schema}/tables/${table}`;
    const shown = await portal.get<unknown>(path);
    const { snapshots } = await portal.get<PortalSnapshots>(
      `${path}/snapshots`,
    );
    const hops = await portal.check('catalog');
    const tables = await knex
      .select('name')
      .from('sqlite_master')
      .where({ type: 'table' });
    const rows = await Promise.all(
      tables.map(({ name }) => knex.select('*').from(name)),
    );
    return {
      hops,
      snapshotIds: snapshots.map(({ snapshotId }) => snapshotId),
      kept: rows
        .flat()
        .flatMap(row => Object.values(row))
        .map(value =>
          Buffer.isBuffer(value) ? value.toString('latin1') : String(value),
        )
        .join('\n'),
      answered: JSON.stringify([shown, snapshots, hops]),
    };
  } finally {
    await portal.stop();
  }
}
