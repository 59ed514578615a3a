import type { TableIdentifier } from '../catalog/TableIdentifier';
import { commitTable } from '../commit/commitTable';
import type { LakehouseContext } from '../commit/LakehouseContext';
import type { SnapshotChange } from '../commit/SnapshotChange';
import { SnapshotWriter } from '../commit/SnapshotWriter';
import type { TableState } from '../commit/TableState';
import { CommitStateUnknownError } from '../errors';
import { deleteFiles } from '../storage/deleteFiles';
import type { CommitOptions } from './CommitOptions';
import type { CommitResult } from './CommitResult';
import { commitResult } from './tableResult';

/**
 * Commits one snapshot. What was written for a commit that did not come about is removed again.
 *
 * @param prepare - what to do to the files, on the newest state; called for every try. Files that it writes it
 *   registers with `own`; those of earlier tries that the last one does not use are removed.
 *   Undefined: there is nothing to do.
 */
export async function commitSnapshot(
  context: LakehouseContext,
  table: TableIdentifier,
  options: CommitOptions,
  prepare: (
    base: TableState,
    own: (locations: string[]) => void,
  ) => Promise<SnapshotChange | undefined>,
): Promise<CommitResult> {
  const writer = new SnapshotWriter(context, options.branch);
  const owned = new Set<string>();
  let used = new Set<string>();
  let committed: Awaited<ReturnType<typeof commitTable>>;
  try {
    committed = await commitTable(context, table, async base => {
      const change = await prepare(base, locations => {
        for (const location of locations) owned.add(location);
      });
      if (!change) return undefined;
      used = new Set(
        [...(change.addedData ?? []), ...(change.addedDeletes ?? [])].map(
          file => file.filePath,
        ),
      );
      return writer.propose(base, {
        ...change,
        summary: { ...options.summary, ...change.summary },
      });
    });
  } catch (error) {
    if (!(error instanceof CommitStateUnknownError)) {
      await writer.discard();
      await deleteFiles(context.roots, owned);
    }
    throw error;
  }
  if (committed.attempts === 0) {
    await writer.discard();
    await deleteFiles(context.roots, owned);
  } else {
    await writer.removeUnused();
    await deleteFiles(
      context.roots,
      [...owned].filter(location => !used.has(location)),
    );
  }
  return commitResult(table, committed, writer.snapshotId);
}
