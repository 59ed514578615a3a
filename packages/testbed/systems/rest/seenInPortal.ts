import type { JsonObject } from '@backstage/types';
import type { S3Access } from '../../src';
import type { ShownSnippet } from '../snippets/runSnippet';
import { type PortalSnapshots, startPortal } from './startPortal';

/**
 * What the portal shows of a table, how it may be queried, and what the connection test of its catalog says: `tcp passed`.
 *
 * @param connection - Without its store.
 */
export async function seenInPortal(
  { endpoint, region, accessKeyId, secretAccessKey }: S3Access,
  connection: JsonObject,
  { schema, table }: { schema: string; table: string },
): Promise<{
  snapshotIds: string[];
  hops: string[];
  snippets: ShownSnippet[];
}> {
  const portal = await startPortal({
    ...connection,
    storage: {
      stores: { lake: { endpoint, region, accessKeyId, secretAccessKey } },
    },
  });
  try {
    const path = `/lakehouses/lake/schemas/${schema}/tables/${table}`;
    const { snapshots } = await portal.get<PortalSnapshots>(
      `${path}/snapshots`,
    );
    const { snippets } = await portal.get<{ snippets: ShownSnippet[] }>(path);
    return {
      snapshotIds: snapshots.map(({ snapshotId }) => snapshotId).sort(),
      hops: await portal.check('catalog'),
      snippets,
    };
  } finally {
    await portal.stop();
  }
}
