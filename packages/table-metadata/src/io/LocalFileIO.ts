import { constants, type Stats } from 'node:fs';
import {
  type FileHandle,
  lstat,
  open,
  readdir,
  realpath,
  stat,
} from 'node:fs/promises';
import { isAbsolute, join, resolve, sep } from 'node:path';
import {
  MissingFileError,
  FileReadError,
  LimitExceededError,
  LocationNotAllowedError,
} from '../errors';
import type { ListingFileIO, ReadOptions } from './FileIO';
import { localPathCandidates } from './localPathCandidates';

/** Bytes; a reader that wants more says so. */
const DEFAULT_MAX_BYTES = 1024 * 1024 * 1024;

/**
 * Reads files of the local file system below given folders, and nothing else: `..` and symbolic links
 * that lead out of them are refused, and so is anything that is not a regular file.
 * @public
 */
export class LocalFileIO implements ListingFileIO {
  readonly #roots: string[];

  private constructor(roots: string[]) {
    this.#roots = roots;
  }

  /**
   * @param options - `roots`: folders (absolute paths) that may be read. A root that does not exist yet is fine.
   */
  static async create(options: { roots: string[] }): Promise<LocalFileIO> {
    const roots = new Set<string>();
    for (const root of options.roots) {
      if (!isAbsolute(root))
        throw new LocationNotAllowedError(
          `A root must be an absolute path, not "${root}"`,
          { location: root },
        );
      roots.add(resolve(root));
      roots.add(await realpath(root).catch(() => resolve(root)));
    }
    return new LocalFileIO([...roots]);
  }

  /** {@inheritDoc FileIO.read} */
  async read(location: string, options: ReadOptions = {}): Promise<Uint8Array> {
    options.signal?.throwIfAborted();
    const path = await this.#locate(location);
    const handle = await openForReading(path, location);
    try {
      const stats = await handle.stat();
      if (!stats.isFile()) {
        throw new FileReadError(
          `${location} is ${
            stats.isDirectory() ? 'a folder' : 'not a regular file'
          }`,
          { location },
        );
      }
      return await readFrom(handle, stats, location, options);
    } catch (error) {
      throw asReadError(error, location);
    } finally {
      // Nobody waits for it: it takes as long as the reading of a small file, and can lose nothing that was read.
      void handle.close().catch(() => undefined);
    }
  }

  /** {@inheritDoc ListingFileIO.list} */
  async list(
    location: string,
    options: { signal?: AbortSignal } = {},
  ): Promise<
    Array<{ location: string; sizeBytes: number; modifiedMs?: number }>
  > {
    const files: Array<{
      location: string;
      sizeBytes: number;
      modifiedMs?: number;
    }> = [];
    let path: string;
    let names: string[];
    try {
      path = await this.#locate(location);
      names = (await readdir(path)).sort();
    } catch (error) {
      if (error instanceof MissingFileError || errorCode(error) === 'ENOENT')
        return [];
      throw asReadError(error, location);
    }
    for (const name of names) {
      options.signal?.throwIfAborted();
      const stats = await this.#statsInside(join(path, name));
      if (stats?.isFile()) {
        files.push({
          location: `${location.replace(/\/+$/, '')}/${name}`,
          sizeBytes: stats.size,
          modifiedMs: stats.mtimeMs,
        });
      }
    }
    return files;
  }

  /** Of a link that leads out of the roots nothing is told, not even how large that file is. */
  async #statsInside(path: string): Promise<Stats | undefined> {
    try {
      const own = await lstat(path);
      if (!own.isSymbolicLink()) return own;
      const real = await realpath(path);
      return this.#isInside(real) ? await stat(real) : undefined;
    } catch {
      // A file may vanish while we look, and a link may lead nowhere.
      return undefined;
    }
  }

  /** The real path of a location, checked against the roots. */
  async #locate(location: string): Promise<string> {
    let allowed = false;
    for (const candidate of localPathCandidates(location)) {
      const path = resolve(candidate);
      let real: string;
      try {
        real = await realpath(path);
      } catch (error) {
        const code = errorCode(error);
        if (code !== 'ENOENT' && code !== 'ENOTDIR')
          throw asReadError(error, location);
        // Whether a file outside the roots exists is nobody's business: the path as written decides.
        allowed ||= this.#isInside(path);
        continue;
      }
      if (this.#isInside(real)) return real;
      allowed = false;
      break;
    }
    if (!allowed) {
      throw new LocationNotAllowedError(
        `${location} is outside the folders that may be read`,
        { location },
      );
    }
    throw new MissingFileError(`There is no ${location}`, { location });
  }

  #isInside(path: string): boolean {
    return this.#roots.some(
      root =>
        path === root ||
        path.startsWith(root.endsWith(sep) ? root : root + sep),
    );
  }
}

async function openForReading(
  path: string,
  location: string,
): Promise<FileHandle> {
  try {
    // O_NONBLOCK: opening a named pipe must not wait for a writer. O_NOFOLLOW: the path is already real.
    return await open(
      path,
      constants.O_RDONLY |
        (constants.O_NONBLOCK ?? 0) |
        (constants.O_NOFOLLOW ?? 0),
    );
  } catch (error) {
    throw asReadError(error, location);
  }
}

async function readFrom(
  handle: FileHandle,
  stats: Stats,
  location: string,
  options: ReadOptions,
): Promise<Uint8Array> {
  const offset = options.range?.offset ?? 0;
  const available = Math.max(0, stats.size - offset);
  const length = Math.min(available, options.range?.length ?? available);
  const maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
  if (length > maxBytes) {
    throw new LimitExceededError(
      `${location} has ${length} bytes, more than the ${maxBytes} that are read at once`,
      { location },
    );
  }
  const { into } = options;
  const bytes =
    into && into.length >= length
      ? into.subarray(0, length)
      : new Uint8Array(length);
  let done = 0;
  while (done < length) {
    options.signal?.throwIfAborted();
    const { bytesRead } = await handle.read(
      bytes,
      done,
      Math.min(length - done, 16 * 1024 * 1024),
      offset + done,
    );
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return done === length ? bytes : bytes.subarray(0, done);
}

function errorCode(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code;
}

function asReadError(error: unknown, location: string): unknown {
  const code = errorCode(error);
  if (code === undefined || !(error instanceof Error) || 'location' in error)
    return error;
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new MissingFileError(`There is no ${location}`, {
      location,
      cause: error,
    });
  return new FileReadError(`${location} cannot be read: ${error.message}`, {
    location,
    cause: error,
  });
}
