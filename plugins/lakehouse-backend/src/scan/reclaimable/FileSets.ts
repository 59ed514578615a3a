import {
  LimitExceededError,
  type FileIO,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';
import { takeTurns } from '../takeTurns';
import { readFileSet, type FileSet } from './FileSet';
import type { ReclaimableCache } from './ReclaimableCache';
import type { ListedManifest } from './SnapshotManifests';

/** Manifests whose files are held at the same time. */
const BATCH = 16;
/** A manifest that is larger is nobody's: writers aim at 8 MB. */
const MAX_MANIFEST_BYTES = 64 * 1024 * 1024;
/** Files of one manifest that are remembered before they are needed. */
const MAX_FILES = 100_000;

/** The files of a table's manifests: from the store where they are known, else from the manifests. */
export class FileSets {
  readonly #io: FileIO;
  readonly #metadata: TableMetadata;
  readonly #cache: ReclaimableCache;
  readonly #signal: AbortSignal | undefined;

  constructor(
    io: FileIO,
    metadata: TableMetadata,
    options: { cache: ReclaimableCache; signal?: AbortSignal },
  ) {
    this.#io = io;
    this.#metadata = metadata;
    this.#cache = options.cache;
    this.#signal = options.signal;
  }

  /**
   * The files of manifests, one manifest after the other.
   *
   * @throws What reading a manifest throws; LimitExceededError beyond `maxFiles` in all of them.
   */
  async *read(
    manifests: ListedManifest[],
    maxFiles: number,
  ): AsyncGenerator<FileSet> {
    const turn = takeTurns(this.#signal);
    let files = 0;
    for (let start = 0; start < manifests.length; start += BATCH) {
      const batch = manifests.slice(start, start + BATCH);
      const known = await this.#known(batch);
      for (const manifest of batch) {
        const set =
          known.get(nameOf(manifest)) ??
          (await this.#make(manifest, maxFiles - files));
        files += set.hashes.length;
        if (files > maxFiles) {
          throw new LimitExceededError(`More than ${maxFiles} files`);
        }
        yield set;
        await turn();
      }
    }
  }

  /** Makes sure that the files of these manifests are known, as far as they can be read. */
  async remember(manifests: ListedManifest[]): Promise<void> {
    for (let start = 0; start < manifests.length; start += BATCH) {
      const batch = manifests.slice(start, start + BATCH);
      const known = await this.#known(batch);
      for (const manifest of batch) {
        if (known.has(nameOf(manifest))) {
          continue;
        }
        try {
          await this.#make(manifest, MAX_FILES);
        } catch {
          // What is wrong with a manifest of the current snapshot, the statistics say.
          this.#signal?.throwIfAborted();
        }
      }
    }
  }

  #known(manifests: ListedManifest[]): Promise<Map<string, FileSet>> {
    return this.#cache.read<FileSet>('files', manifests.map(nameOf));
  }

  async #make(manifest: ListedManifest, maxFiles: number): Promise<FileSet> {
    const { manifestPath, manifestLength = 0n } = manifest;
    if (manifestLength > MAX_MANIFEST_BYTES) {
      throw new LimitExceededError(
        `${manifestPath} has ${manifestLength} bytes, which is more than is read for this`,
        { location: manifestPath },
      );
    }
    const set = await readFileSet(this.#io, this.#metadata, manifest, {
      maxFiles,
      signal: this.#signal,
    });
    await this.#cache.write('files', new Map([[nameOf(manifest), set]]));
    return set;
  }
}

function nameOf(manifest: ListedManifest): string {
  return JSON.stringify([
    manifest.manifestPath,
    String(manifest.manifestLength),
    String(manifest.addedSnapshotId),
  ]);
}
