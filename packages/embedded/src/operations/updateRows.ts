import type { TableIdentifier } from '../catalog/TableIdentifier';
import type { LakehouseContext } from '../commit/LakehouseContext';
import { changeRows } from './changeRows';
import { commitSnapshot } from './commitSnapshot';
import type { CommitResult } from './CommitResult';
import type { UpdateOptions } from './DeleteOptions';
import { modeOf } from './deleteRows';

/** Updates rows by a condition, in one commit. When another writer was faster, it is evaluated anew. */
export function updateRows(
  context: LakehouseContext,
  table: TableIdentifier,
  options: UpdateOptions,
): Promise<CommitResult> {
  return commitSnapshot(context, table, options, (base, own) =>
    changeRows(
      context,
      base,
      {
        where: options.where,
        set: options.set,
        branch: options.branch,
        mode: options.mode ?? modeOf(base.json, 'write.update.mode'),
      },
      own,
    ),
  );
}
