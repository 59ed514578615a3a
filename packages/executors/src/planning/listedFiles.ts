import type { OpenTable } from '@lakehouse-portal/maintenance';
import { listTableFiles, type TableFile } from './listTableFiles';
import { locationKey } from './locationKey';
import type { UnreachableFiles } from './readExpiry';

/**
 * The files in a table's folder, by the key of their location.
 *
 * @returns undefined where nobody can list it, or there is too much in it: only numbers depend on it.
 */
export async function listedFiles(
  { metadata, fileIO }: OpenTable,
  options: { signal?: AbortSignal },
): Promise<Map<string, TableFile> | undefined> {
  if (!fileIO.listFolder) {
    return undefined;
  }
  try {
    const { files } = await listTableFiles(
      { listFolder: fileIO.listFolder.bind(fileIO) },
      metadata.location,
      options,
    );
    return new Map(files.map(file => [locationKey(file.location), file]));
  } catch {
    options.signal?.throwIfAborted();
    return undefined;
  }
}

/**
 * Without those that are gone from the table's folder already: a file that a snapshot took away may have been removed as an
 * orphan before that snapshot expires.
 */
export async function stillThere(
  found: UnreachableFiles,
  table: OpenTable,
  options: { signal?: AbortSignal },
): Promise<UnreachableFiles> {
  const listed = await listedFiles(table, options);
  if (!listed) {
    return found;
  }
  const folder = `${locationKey(table.metadata.location).replace(/\/+$/, '')}/`;
  const present = (files: Map<string, bigint>) =>
    new Map(
      [...files].filter(([location]) => {
        const key = locationKey(location);
        return listed.has(key) || !key.startsWith(folder);
      }),
    );
  return {
    ...found,
    data: present(found.data),
    deletes: present(found.deletes),
  };
}
