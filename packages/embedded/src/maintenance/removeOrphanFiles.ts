import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { TableIdentifier } from '../catalog/TableIdentifier';
import type { LakehouseContext } from '../commit/LakehouseContext';
import { loadTableState } from '../commit/loadTableState';
import type { TableState } from '../commit/TableState';
import { UnsafeRemovalError, ValidationError } from '../errors';
import { deleteFiles } from '../storage/deleteFiles';
import { toFileLocation, toFilePath } from '../storage/fileLocation';
import { isInside } from '../storage/isInside';
import { RealPaths } from '../storage/RealPaths';
import { OtherTables } from './OtherTables';
import { reachableFiles } from './reachableFiles';
import type {
  RemoveOrphanFilesOptions,
  RemoveOrphanFilesResult,
} from './RemoveOrphanFilesOptions';
import { requireGarbageCollection } from './requireGarbageCollection';

const DAY_MS = 24 * 60 * 60 * 1000;
const DEFAULT_AGE_MS = 3 * DAY_MS;

/**
 * Removes old files in the table's own folder that no snapshot and no metadata file refers to.
 *
 * Files are compared by where they really lie, so that neither links nor the ways to write a location matter.
 * When anything that could refer to a file cannot be read, of this table or of any other one of the catalog, nothing is removed;
 * nor when another table has, or wants, files in the folder.
 *
 * @throws UnsafeRemovalError, UnsupportedOperationError, ValidationError, DamagedTableError; nothing was removed then.
 */
export async function removeOrphanFiles(
  context: LakehouseContext,
  table: TableIdentifier,
  options: RemoveOrphanFilesOptions = {},
): Promise<RemoveOrphanFilesResult> {
  // File times are the machine's, whatever clock the lakehouse was given.
  const nowMs = Date.now();
  const olderThanMs = options.olderThanMs ?? nowMs - DEFAULT_AGE_MS;
  if (!Number.isFinite(olderThanMs))
    throw new ValidationError(
      `olderThanMs must be a time in milliseconds since the epoch, got ${olderThanMs}.`,
    );
  if (olderThanMs > nowMs - DAY_MS && !options.allowYoung) {
    throw new ValidationError(
      'Orphan files must be at least one day old: a running writer has files that no snapshot refers to yet. Set allowYoung only when nothing writes.',
    );
  }
  const first = await loadTableState(
    context,
    context.catalog.requireTable(table).metadataLocation,
  );
  requireGarbageCollection(first.json, 'Removing orphan files');
  const folder = resolve(toFilePath(first.json.location));
  const paths = new RealPaths();
  const real = (await paths.folder(folder))?.path;
  if (real === undefined)
    throw new UnsafeRemovalError(`The table's folder ${folder} is not there.`);
  for (const path of [folder, real]) {
    if (!context.roots.some(root => isInside(path, root) && path !== root))
      throw new ValidationError(
        `The table's folder ${path} is outside of what this lakehouse may change.`,
      );
  }
  const files = await listFiles(folder);
  // After listing: what a writer committed in the meantime is referred to now.
  const state = await loadTableState(
    context,
    context.catalog.requireTable(table).metadataLocation,
  );
  const referenced = await referencedPaths(context, state, paths);
  const unreferenced = files.filter(
    // No link was followed below the folder.
    file => !referenced.has(real + file.path.slice(folder.length)),
  );
  // Right before anything goes.
  if (unreferenced.length > 0)
    await new OtherTables(context, table, paths).requireNoneIn(real);
  const wanted = options.locations && new Set(options.locations);
  const orphans = unreferenced
    .filter(file => file.modifiedMs < olderThanMs)
    .map(file => ({
      location: toFileLocation(file.path),
      sizeBytes: file.sizeBytes,
      modifiedMs: file.modifiedMs,
    }))
    .filter(file => wanted?.has(file.location) ?? true);
  const failedFiles = options.dryRun
    ? []
    : await deleteFiles(
        context.roots,
        orphans.map(orphan => orphan.location),
      );
  const failed = new Set(failedFiles.map(file => file.location));
  return {
    orphans,
    sizeBytes: orphans
      .filter(orphan => !failed.has(orphan.location))
      .reduce((sum, orphan) => sum + orphan.sizeBytes, 0),
    scannedFiles: files.length,
    failedFiles,
  };
}

/** Real paths of all that the table refers to. */
async function referencedPaths(
  context: LakehouseContext,
  state: TableState,
  paths: RealPaths,
): Promise<Set<string>> {
  const { json } = state;
  const { manifestLists, manifests, files } = await reachableFiles(
    context,
    state,
    json.snapshots,
    { liveOnly: true },
  );
  const real = new Set<string>();
  for (const location of [
    state.location,
    ...manifestLists,
    ...manifests.keys(),
    ...files.keys(),
  ])
    for (const path of await paths.ofExisting(location)) real.add(path);
  // These may be gone long since.
  for (const location of [
    ...json['metadata-log'].map(entry => entry['metadata-file']),
    ...(json.statistics ?? []).map(file => file['statistics-path']),
    ...(json['partition-statistics'] ?? []).map(
      file => file['statistics-path'],
    ),
    // A pointer that Hadoop catalogs keep.
    `${json.location}/metadata/version-hint.text`,
  ])
    for (const path of await paths.of(location)) real.add(path);
  return real;
}

/** All regular files below a folder. Links are not followed, and not counted as files. */
async function listFiles(
  folder: string,
): Promise<Array<{ path: string; sizeBytes: number; modifiedMs: number }>> {
  const files: Array<{ path: string; sizeBytes: number; modifiedMs: number }> =
    [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) files.push(...(await listFiles(path)));
    else if (entry.isFile()) {
      const { size, mtimeMs } = await stat(path);
      files.push({ path, sizeBytes: size, modifiedMs: mtimeMs });
    }
  }
  return files;
}
