import {
  LimitExceededError,
  readManifestBytes,
  type FileIO,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';
import { takeTurns } from '../takeTurns';
import { untilAborted } from '../untilAborted';
import { decodeFileSet, type FileSet } from './FileSet';
import { FileSetThread } from './FileSetThread';
import type { ReclaimableCache } from './ReclaimableCache';
import type { ListedManifest } from './SnapshotManifests';

/** Manifests whose files are held at the same time. */
const BATCH = 16;
/** A manifest that is larger is nobody's: writers aim at 8 MB. */
const MAX_MANIFEST_BYTES = 64 * 1024 * 1024;
/** Checking a manifest of so many bytes would hold up others for too long: a thread does it. */
const THREAD_FROM_BYTES = 256 * 1024;
/** Files of one manifest that are remembered before they are needed. */
const MAX_FILES = 100_000;

/** The files of a table's manifests: from the store where they are known, else from the manifests. */
export class FileSets {
  readonly #io: FileIO;
  readonly #metadata: TableMetadata;
  readonly #cache: ReclaimableCache;
  readonly #signal: AbortSignal | undefined;
  readonly #threadFromBytes: number;
  #thread: FileSetThread | undefined;

  constructor(
    io: FileIO,
    metadata: TableMetadata,
    options: {
      cache: ReclaimableCache;
      threadFromBytes?: number;
      signal?: AbortSignal;
    },
  ) {
    this.#io = io;
    this.#metadata = metadata;
    this.#cache = options.cache;
    this.#threadFromBytes = options.threadFromBytes ?? THREAD_FROM_BYTES;
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
    const bytes = await readManifestBytes(this.#io, manifest, {
      signal: this.#signal,
    });
    const set =
      bytes.length < this.#threadFromBytes
        ? await this.#decodeHere(bytes, manifest, maxFiles)
        : await this.#decodeInThread(bytes, manifest, maxFiles);
    await this.#cache.write('files', new Map([[nameOf(manifest), set]]));
    return set;
  }

  /** To be called at the end: ends the thread, if there is one. */
  async close(): Promise<void> {
    await this.#thread?.end();
    this.#thread = undefined;
  }

  async #decodeHere(
    bytes: Uint8Array,
    manifest: ListedManifest,
    maxFiles: number,
  ): Promise<FileSet> {
    const turn = takeTurns(this.#signal);
    const steps = decodeFileSet(bytes, manifest, this.#metadata, maxFiles);
    for (;;) {
      const step = steps.next();
      if (step.done) {
        return step.value;
      }
      await turn();
    }
  }

  async #decodeInThread(
    bytes: Uint8Array,
    manifest: ListedManifest,
    maxFiles: number,
  ): Promise<FileSet> {
    this.#thread ??= new FileSetThread(this.#metadata);
    return untilAborted(
      this.#thread.run({ bytes, manifest, maxFiles }),
      this.#signal,
    );
  }
}

function nameOf(manifest: ListedManifest): string {
  return JSON.stringify([
    manifest.manifestPath,
    String(manifest.manifestLength),
    String(manifest.addedSnapshotId),
  ]);
}
