import { readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { localPathCandidates } from '@lakehouse-portal/table-metadata';
import { UnsafeRemovalError } from '../errors';

/** A folder as it really is. */
export interface RealFolder {
  /** Without links on the way. */
  path: string;
  /** Files and folders in it that are links: the name, and where it really leads (nowhere: left out). */
  links: ReadonlyMap<string, string>;
}

/**
 * Where files really lie, whatever links lead to them and however their locations are written. Each folder is looked at once,
 * not each file; an instance is for one look at the disk.
 */
export class RealPaths {
  readonly #folders = new Map<string, Promise<RealFolder | undefined>>();

  /**
   * The real paths that a location may mean: one, or two where it can be read as an encoded URI, too. None for another store,
   * and where the folder is not there.
   *
   * @throws UnsafeRemovalError when that can't be found out.
   */
  async of(location: string): Promise<string[]> {
    const found: string[] = [];
    for (const path of pathsOf(location)) {
      const folder = await this.folder(dirname(path));
      if (folder) found.push(realPathIn(folder, basename(path)));
    }
    return found;
  }

  /**
   * Like {@link RealPaths.of}, for a file that has to be there.
   *
   * @throws UnsafeRemovalError also when its folder is not there.
   */
  async ofExisting(location: string): Promise<string[]> {
    const found = await this.of(location);
    if (found.length === 0 && pathsOf(location).length > 0)
      throw new UnsafeRemovalError(
        `The folder of ${location}, which the table needs, is not there, so that nobody knows where this file lies.`,
      );
    return found;
  }

  /**
   * Where the folders really lie that a location may mean. They need not be there.
   *
   * @throws UnsafeRemovalError
   */
  async ofFolder(location: string): Promise<string[]> {
    const found: string[] = [];
    for (const path of pathsOf(location))
      found.push(await this.#realOrFuture(path));
    return found;
  }

  /**
   * The folder at a path; undefined where there is none.
   *
   * @throws UnsafeRemovalError when it can't be looked into.
   */
  folder(path: string): Promise<RealFolder | undefined> {
    const known = this.#folders.get(path);
    if (known) return known;
    const folder = lookAt(path);
    this.#folders.set(path, folder);
    return folder;
  }

  async #realOrFuture(path: string): Promise<string> {
    const real = await realPathOf(path);
    return (
      real ?? join(await this.#realOrFuture(dirname(path)), basename(path))
    );
  }
}

/** The real path of a name in a folder. */
function realPathIn(folder: RealFolder, name: string): string {
  return folder.links.get(name) ?? join(folder.path, name);
}

/**
 * The paths that a location may mean on this machine; none for one in another store.
 *
 * @throws UnsafeRemovalError for what is neither.
 */
export function pathsOf(location: string): string[] {
  if (/^(?!file:)[a-z][a-z0-9+.-]*:/i.test(location)) return [];
  try {
    return localPathCandidates(location);
  } catch (error) {
    throw new UnsafeRemovalError(
      `Nobody knows which file is meant by ${JSON.stringify(location)}: ${
        (error as Error).message
      }.`,
      { cause: error },
    );
  }
}

async function lookAt(path: string): Promise<RealFolder | undefined> {
  const real = await realPathOf(path);
  if (real === undefined) return undefined;
  const links = new Map<string, string>();
  try {
    for (const entry of await readdir(real, { withFileTypes: true })) {
      if (!entry.isSymbolicLink()) continue;
      const target = await realPathOf(join(real, entry.name));
      if (target !== undefined) links.set(entry.name, target);
    }
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw unknown(path, error);
  }
  return { path: real, links };
}

async function realPathOf(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw unknown(path, error);
  }
}

function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(
    (error as NodeJS.ErrnoException).code ?? '',
  );
}

function unknown(path: string, error: unknown): Error {
  return error instanceof UnsafeRemovalError
    ? error
    : new UnsafeRemovalError(
        `Where ${path} really lies can't be found out: ${
          (error as Error).message
        }.`,
        { cause: error },
      );
}
