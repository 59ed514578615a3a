import { stat } from 'node:fs/promises';
import type { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import { localPathCandidates } from '@lakehouse-portal/table-metadata';
import type {
  ExpireSnapshotsUnit,
  ExpiryPreview,
  UnitOutcome,
} from '@lakehouse-portal/maintenance';
import { isUnsafeRemoval } from './toExecutorError';

/** Expires just the snapshots of the unit, and counts what goes with them. */
export async function expireEmbedded(
  lakehouse: EmbeddedLakehouse,
  table: { namespace: string; name: string },
  unit: ExpireSnapshotsUnit,
): Promise<UnitOutcome> {
  const { snapshotIds } = unit;
  // Afterwards they are gone, and their sizes with them.
  const sizes = await sizesOf(lakehouse, table, snapshotIds);
  const result = await lakehouse.expireSnapshots(table, { snapshotIds });
  const failed = new Set(result.failedFiles.map(file => file.location));
  const deleted = Object.values(result.deletedFiles)
    .flat()
    .filter(location => sizes.has(location) && !failed.has(location));
  return {
    expiredSnapshots: result.expiredSnapshotIds.length,
    deletedFiles: deleted.length,
    freedBytes: deleted
      .reduce((sum, location) => sum + BigInt(sizes.get(location) ?? 0), 0n)
      .toString(),
    ...(failed.size > 0 && {
      warnings: [
        `${failed.size} files could not be removed, the first because: ${result.failedFiles[0].reason} They are orphan files now.`,
      ],
    }),
  };
}

/** What would go with these snapshots, or that something else needs it. */
export async function previewEmbeddedExpiry(
  lakehouse: EmbeddedLakehouse,
  table: { namespace: string; name: string },
  snapshotIds: readonly string[],
): Promise<ExpiryPreview> {
  let sizes: Map<string, number>;
  try {
    sizes = await sizesOf(lakehouse, table, snapshotIds);
  } catch (error) {
    if (isUnsafeRemoval(error)) {
      return { files: 0, sizeBytes: 0n, refusal: error.message };
    }
    throw error;
  }
  return {
    files: sizes.size,
    sizeBytes: [...sizes.values()].reduce(
      (sum, size) => sum + BigInt(size),
      0n,
    ),
  };
}

/** Files that go, with their bytes. What a manifest lists as deleted may be gone since an expiry before: that is none. */
async function sizesOf(
  lakehouse: EmbeddedLakehouse,
  table: { namespace: string; name: string },
  snapshotIds: readonly string[],
): Promise<Map<string, number>> {
  const { deletedFiles } = await lakehouse.expireSnapshots(table, {
    snapshotIds: [...snapshotIds],
    dryRun: true,
  });
  const sizes = new Map<string, number>();
  for (const location of Object.values(deletedFiles).flat()) {
    const size = await sizeOf(location);
    if (size !== undefined) {
      sizes.set(location, size);
    }
  }
  return sizes;
}

async function sizeOf(location: string): Promise<number | undefined> {
  try {
    // As the engine reads it: nothing is decoded.
    const [path] = localPathCandidates(location);
    return (await stat(path)).size;
  } catch {
    // Not there any more, or not to be seen: it frees nothing that could be counted.
    return undefined;
  }
}
