import type { ContentFile } from '@lakehouse-portal/table-metadata';
import type { TableIdentifier } from '../catalog/TableIdentifier';
import type { LakehouseContext } from '../commit/LakehouseContext';
import type { SnapshotChange } from '../commit/SnapshotChange';
import { partitionKey } from '../commit/snapshotSummary';
import { liveFiles } from '../commit/tableFiles';
import type { TableState } from '../commit/TableState';
import { UnsupportedOperationError, ValidationError } from '../errors';
import { branchHead, MAIN_BRANCH } from '../metadata/metadataParts';
import { changeRows } from './changeRows';
import { commitSnapshot } from './commitSnapshot';
import type { CommitResult } from './CommitResult';
import type { OverwriteOptions } from './OverwriteOptions';
import type { RowSource } from './RowSource';
import { writeRows } from './writeRows';

/** Replaces rows in one commit. What is replaced is decided on the newest state, also after a retry. */
export function overwrite(
  context: LakehouseContext,
  table: TableIdentifier,
  source: RowSource,
  options: OverwriteOptions = {},
): Promise<CommitResult> {
  if (options.where !== undefined && options.partitions !== undefined) {
    throw new ValidationError(
      `An overwrite takes either a condition or 'partitions', not both.`,
    );
  }
  return commitSnapshot(context, table, options, async (base, own) => {
    const added = await context.engine.run(connection =>
      writeRows(context, connection, base.json, source, {
        filesPerPartition: options.files,
      }),
    );
    own(added.map(file => file.filePath));
    const removal =
      options.where === undefined
        ? await removeFiles(context, base, added, options)
        : await removeRows(context, base, options.where, options, own);
    const change: SnapshotChange = {
      ...removal,
      operation: 'overwrite',
      addedData: [...(removal.addedData ?? []), ...added],
    };
    return isEmpty(change) ? undefined : change;
  });
}

async function removeRows(
  context: LakehouseContext,
  base: TableState,
  where: string,
  options: OverwriteOptions,
  own: (locations: string[]) => void,
): Promise<Partial<SnapshotChange>> {
  return (
    (await changeRows(
      context,
      base,
      { where, mode: 'copy-on-write', branch: options.branch },
      own,
    )) ?? {}
  );
}

/** Whole files go: all of them, or those of the partitions that got new ones. */
async function removeFiles(
  context: LakehouseContext,
  base: TableState,
  added: ContentFile[],
  options: OverwriteOptions,
): Promise<Partial<SnapshotChange>> {
  const live = await liveFiles(
    context,
    base,
    branchHead(base.json, options.branch ?? MAIN_BRANCH),
  );
  if (options.partitions === 'touched') {
    const specId = base.json['default-spec-id'];
    if (
      [...live.data, ...live.deletes].some(
        ({ entry }) => entry.file.specId !== specId,
      )
    ) {
      throw new UnsupportedOperationError(
        'The table has files of an earlier partition spec, so its partitions cannot be replaced one by one. Rewrite its data files first (rewriteAll), or overwrite by a condition.',
      );
    }
    const touched = new Set(added.map(partitionKey));
    live.data = live.data.filter(({ entry }) =>
      touched.has(partitionKey(entry.file)),
    );
    live.deletes = live.deletes.filter(({ entry }) =>
      touched.has(partitionKey(entry.file)),
    );
  }
  return {
    removedData: new Map(
      live.data.map(({ entry, manifestPath }) => [
        entry.file.filePath,
        manifestPath,
      ]),
    ),
    removedDeletes: new Map(
      live.deletes.map(({ entry, manifestPath }) => [
        entry.file.filePath,
        manifestPath,
      ]),
    ),
  };
}

function isEmpty(change: SnapshotChange): boolean {
  return (
    (change.addedData?.length ?? 0) === 0 &&
    (change.addedDeletes?.length ?? 0) === 0 &&
    (change.removedData?.size ?? 0) === 0
  );
}
