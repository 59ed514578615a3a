import {
  OrphansUnknownError,
  type FolderListing,
} from '@lakehouse-portal/maintenance';

/** More than these are not listed: to look at each of them would take too long for a plan. */
const MAX_FILES = 1_000_000;
const MAX_FOLDERS = 200_000;
/** Folders that are listed at the same time. */
const FOLDERS_AT_ONCE = 16;

/** A file as the store lists it. */
export interface TableFile {
  location: string;
  sizeBytes: number;
  /** Milliseconds since the epoch. */
  modifiedMs: number;
}

/** What lies below a table's location. */
export interface TableListing {
  files: TableFile[];
  /** Folders below it that are other tables, without a slash at the end. */
  otherTables: string[];
}

/**
 * Lists all files below a location, one request for each folder and each 1,000 of its entries.
 *
 * @throws OrphansUnknownError when there are too many, or the store doesn't say how old they are; what the store throws.
 */
export async function listTableFiles(
  io: FolderListing,
  location: string,
  options: { signal?: AbortSignal } = {},
): Promise<TableListing> {
  const { signal } = options;
  const root = location.replace(/\/+$/, '');
  const files: TableFile[] = [];
  const otherTables = new Set<string>();
  let folders = [root];
  let seen = 0;
  while (folders.length > 0) {
    const batch = folders.slice(0, FOLDERS_AT_ONCE);
    folders = folders.slice(FOLDERS_AT_ONCE);
    signal?.throwIfAborted();
    const found = await Promise.all(
      batch.map(async folder => ({
        folder,
        ...(await io.listFolder(folder, { maxEntries: MAX_FILES, signal })),
      })),
    );
    for (const { folder, ...content } of found) {
      for (const { location: at, sizeBytes, modifiedMs } of content.files) {
        if (modifiedMs === undefined) {
          throw new OrphansUnknownError(
            'The store does not say when files were last changed, so that nobody knows which are old enough to go.',
          );
        }
        files.push({ location: at, sizeBytes, modifiedMs });
      }
      const other = tableAt(folder, content);
      if (other !== undefined && other !== root) {
        otherTables.add(other);
      }
      folders.push(...content.folders);
      seen += content.folders.length;
    }
    if (files.length > MAX_FILES || seen > MAX_FOLDERS) {
      throw new OrphansUnknownError(
        `The table's folder has more than ${MAX_FILES} files or ${MAX_FOLDERS} folders: that is too much to be listed for a plan.`,
      );
    }
  }
  return { files, otherTables: [...otherTables] };
}

/** The table to which a folder with metadata belongs. */
function tableAt(
  folder: string,
  { files, folders }: { files: Array<{ location: string }>; folders: string[] },
): string | undefined {
  if (folders.some(one => /\/(_delta_log|\.hoodie)$/.test(one))) {
    return folder;
  }
  return folder.endsWith('/metadata') &&
    files.some(({ location }) => location.endsWith('.metadata.json'))
    ? folder.slice(0, -'/metadata'.length)
    : undefined;
}
