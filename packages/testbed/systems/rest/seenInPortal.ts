import type { JsonObject } from '@backstage/types';
import type { S3Access } from '../../src';
import { type PortalSnapshots, startPortal } from './startPortal';

/**
 * What the portal shows of a table, and what the connection test of its catalog says: `tcp passed`.
 *
 * @param connection - Without its store.
 */
export async function seenInPortal(
  { endpoint, region, accessKeyId, secretAccessKey }: S3Access,
  connection: JsonObject,
  { schema, table }: { schema: string; table: string },
): Promise<{ snapshotIds: string[]; hops: string[] }> {
  const portal = await startPortal({
    ...connection,
    storage: {
      stores: { lake: { endpoint, region, accessKeyId, secretAccessKey } },
    },
  });
  try {
    const { snapshots } = await portal.get<PortalSnapshots>(
      `/lakehouses/lake/schemas/${schema}/tables/${table}/snapshots`,
    );
    return {
      snapshotIds: snapshots.map(({ snapshotId }) => snapshotId).sort(),
      hops: await portal.check('catalog'),
    };
  } finally {
    await portal.stop();
  }
}
