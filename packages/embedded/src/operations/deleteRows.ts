import type { TableIdentifier } from '../catalog/TableIdentifier';
import type { LakehouseContext } from '../commit/LakehouseContext';
import type { TableMetadataJson } from '../metadata/TableMetadataJson';
import { changeRows } from './changeRows';
import { commitSnapshot } from './commitSnapshot';
import type { CommitResult } from './CommitResult';
import type { DeleteOptions } from './DeleteOptions';

/** Deletes rows by a condition. When another writer was faster, it is evaluated anew, so none slips through. */
export function deleteRows(
  context: LakehouseContext,
  table: TableIdentifier,
  options: DeleteOptions,
): Promise<CommitResult> {
  return commitSnapshot(context, table, options, (base, own) =>
    changeRows(
      context,
      base,
      {
        where: options.where,
        branch: options.branch,
        mode: options.mode ?? modeOf(base.json, 'write.delete.mode'),
      },
      own,
    ),
  );
}

/** The table's mode for deletes or updates; copy-on-write where it says nothing, as in Java. */
export function modeOf(
  metadata: TableMetadataJson,
  property: string,
): 'merge-on-read' | 'copy-on-write' {
  const mode = metadata.properties[property]?.toLowerCase();
  // Version 3 has no position deletes any more, so there the property cannot be followed.
  return mode === 'merge-on-read' && metadata['format-version'] === 2
    ? 'merge-on-read'
    : 'copy-on-write';
}
