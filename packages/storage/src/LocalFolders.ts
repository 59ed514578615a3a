import { lstat, readdir, realpath } from 'node:fs/promises';
import { isAbsolute, join, resolve, sep } from 'node:path';
import {
  FileReadError,
  LimitExceededError,
  LocalFileIO,
  LocationNotAllowedError,
  type ReadOptions,
} from '@lakehouse-portal/table-metadata';
import { localFolderOf } from './config/localFolderOf';
import type { FolderContent, FolderFileIO } from './FolderFileIO';
import type { ListedFile, ListOptions } from './requests/ObjectReader';

const MAX_LISTED = 1_000_000;

/**
 * Reads files of this machine below given folders, and lists what is in them. Reading follows links that stay inside,
 * listing none: a link to a folder above would have no end.
 * @public
 */
export class LocalFolders implements FolderFileIO {
  readonly #files: LocalFileIO;
  readonly #roots: string[];
  readonly #rootsAsGiven: readonly string[];

  /** @param roots - Folders that may be read, absolute. */
  static async create(roots: string[]): Promise<LocalFolders> {
    const files = await LocalFileIO.create({ roots });
    const real = await Promise.all(
      roots.map(root => realpath(root).catch(() => resolve(root))),
    );
    return new LocalFolders(
      files,
      real,
      roots.map(root => resolve(root)),
    );
  }

  private constructor(
    files: LocalFileIO,
    roots: string[],
    rootsAsGiven: string[],
  ) {
    this.#files = files;
    this.#roots = roots;
    this.#rootsAsGiven = rootsAsGiven;
  }

  async read(location: string, options?: ReadOptions): Promise<Uint8Array> {
    return this.#files.read(location, options);
  }

  async list(location: string, options?: ListOptions): Promise<ListedFile[]> {
    return this.#files.list(location, options);
  }

  /** {@inheritDoc FolderFileIO.listFolder} */
  async listFolder(
    location: string,
    options: ListOptions = {},
  ): Promise<FolderContent> {
    const { maxEntries = MAX_LISTED, signal } = options;
    const content: FolderContent = { files: [], folders: [] };
    const folder = await this.#locate(location);
    if (folder === undefined) return content;
    const base = location.replace(/\/+$/, '');
    const entries = await readdir(folder, { withFileTypes: true });
    if (entries.length > maxEntries)
      throw new LimitExceededError(
        `${location} has more than can be listed: ${entries.length} files and folders`,
        { location },
      );
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      signal?.throwIfAborted();
      const at = `${base}/${entry.name}`;
      if (entry.isDirectory()) content.folders.push(at);
      else if (entry.isFile()) {
        const stats = await lstat(join(folder, entry.name)).catch(() => null);
        if (stats)
          content.files.push({
            location: at,
            sizeBytes: stats.size,
            modifiedMs: stats.mtimeMs,
          });
      }
    }
    return content;
  }

  /** The real path of a folder; undefined when there is none. */
  async #locate(location: string): Promise<string | undefined> {
    const path = localFolderOf(location, 'The folder');
    if (!isAbsolute(path)) return undefined;
    let real: string;
    try {
      real = await realpath(path);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT' && code !== 'ENOTDIR')
        throw new FileReadError(`${location} cannot be listed: ${code}`, {
          location,
        });
      // Whether something outside is there is nobody's business. What is not there has no real path: a root may be a link.
      if (isIn([...this.#roots, ...this.#rootsAsGiven], path)) return undefined;
      throw refusal(location);
    }
    if (!isIn(this.#roots, real)) throw refusal(location);
    return (await lstat(real)).isDirectory() ? real : undefined;
  }
}

function isIn(roots: readonly string[], path: string): boolean {
  return roots.some(root => path === root || path.startsWith(root + sep));
}

function refusal(location: string): LocationNotAllowedError {
  return new LocationNotAllowedError(
    `${location} is outside the folders that may be read`,
    { location },
  );
}
