import { randomUUID } from 'node:crypto';
import { mkdir, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { LocalFileIO } from '@lakehouse-portal/table-metadata';
import { SqliteCatalog } from '../catalog/SqliteCatalog';
import { DuckDBEngine } from '../engine/DuckDBEngine';
import type { LakehouseOptions } from '../LakehouseOptions';
import { requireUsableDirectory } from '../storage/fileLocation';
import { LruCache } from '../storage/LruCache';
import { KeyedQueue } from './KeyedQueue';
import type { LakehouseContext } from './LakehouseContext';

const DEFAULT_THREADS = 1;
const DEFAULT_MEMORY_MB = 1024;
/** More would take minutes for a plan. */
const MAX_FILES_OF_OTHER_TABLES = 30_000;

/** What is kept of files that were read, so that the next commit need not read them again. */
const CACHED_STATES = 16;
const CACHED_MANIFESTS = 20_000;
const CACHED_ENTRIES = 50_000;
const CACHED_FOLDERS = 500_000;

/**
 * Opens catalog, engine and folders of a lakehouse.
 *
 * @param options - with an absolute directory.
 * @throws ValidationError for a folder that other engines would read differently.
 */
export async function openContext(
  options: LakehouseOptions,
): Promise<LakehouseContext> {
  const { directory, name } = options;
  requireUsableDirectory(directory);
  const warehouse = join(directory, 'warehouse');
  await mkdir(warehouse, { recursive: true });
  const roots = await withRealPaths([
    directory,
    ...(options.additionalRoots ?? []).map(root => resolve(root)),
  ]);
  const io = await LocalFileIO.create({ roots });
  const durable = options.durable ?? true;
  const engine = await DuckDBEngine.open({
    threads: options.engine?.threads ?? DEFAULT_THREADS,
    memoryLimitMb: options.engine?.memoryLimitMb ?? DEFAULT_MEMORY_MB,
    temporaryDirectory: join(directory, 'spill'),
  });
  try {
    return {
      catalog: new SqliteCatalog(join(directory, 'catalog.db'), name, durable),
      engine,
      io,
      warehouse,
      roots,
      now: options.now ?? Date.now,
      newUuid: options.newUuid ?? randomUUID,
      maxFilesOfOtherTables:
        options.maxFilesOfOtherTables ?? MAX_FILES_OF_OTHER_TABLES,
      durable,
      commits: new KeyedQueue(),
      caches: {
        states: new LruCache(CACHED_STATES),
        manifestLists: new LruCache(CACHED_MANIFESTS, list => list.length + 1),
        manifests: new LruCache(CACHED_ENTRIES, entries => entries.length + 1),
        folders: new LruCache(CACHED_FOLDERS, folders => folders.length + 1),
      },
    };
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/** A folder may be given by a link; other engines may write either path. */
async function withRealPaths(folders: string[]): Promise<string[]> {
  const all = new Set<string>();
  for (const folder of folders) {
    all.add(folder);
    all.add(await realpath(folder).catch(() => folder));
  }
  return [...all];
}
