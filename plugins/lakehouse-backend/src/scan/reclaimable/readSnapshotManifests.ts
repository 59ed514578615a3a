import {
  LimitExceededError,
  readManifestList,
  type FileIO,
  type ReadOptions,
  type Snapshot,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';
import { forEachConcurrently } from '../forEachConcurrently';
import type { ReclaimableCache } from './ReclaimableCache';
import {
  SnapshotManifests,
  type SnapshotManifestsParts,
} from './SnapshotManifests';

/** Different manifests, and what lists name of them, that are looked at. */
const MAX_MANIFESTS = 10_000;
const MAX_REFERENCES = 4_000_000;
const CONCURRENCY = 4;

/** Where the manifests of a snapshot are listed; a snapshot of version 1 may list them itself. */
export function listOf(snapshot: Snapshot): string {
  return snapshot.manifestList ?? `snapshot ${snapshot.snapshotId}`;
}

/**
 * The manifests of snapshots: of the lists, only those are read that were not read before.
 *
 * @throws What `readManifestList` throws; LimitExceededError when there are too many. What was read until then is kept.
 */
export async function readSnapshotManifests(
  io: FileIO,
  metadata: TableMetadata,
  snapshots: Snapshot[],
  options: { cache: ReclaimableCache; signal?: AbortSignal },
): Promise<SnapshotManifests> {
  const { cache, signal } = options;
  const stored = await cache.read<SnapshotManifestsParts>('lists', ['']);
  const manifests = new SnapshotManifests(
    stored.get(''),
    new Set(snapshots.map(listOf)),
  );
  const missing = snapshots.filter(
    snapshot => !manifests.has(listOf(snapshot)),
  );
  try {
    await forEachConcurrently(
      missing,
      { concurrency: CONCURRENCY, signal },
      async snapshot => {
        checkLimits(manifests);
        const measured = new MeasuredList(io, snapshot.manifestList);
        manifests.add(
          listOf(snapshot),
          await readManifestList(measured, metadata, snapshot, { signal }),
          measured.sizeBytes,
        );
      },
    );
    checkLimits(manifests);
  } finally {
    // When time was up, the next scan goes on from here.
    if (missing.length > 0) {
      await cache.write('lists', new Map([['', manifests.toParts()]]));
    }
  }
  return manifests;
}

/** Remembers how large a manifest list is: no other file says so. */
class MeasuredList implements FileIO {
  sizeBytes: number | undefined;
  readonly #io: FileIO;
  readonly #list: string | undefined;

  constructor(io: FileIO, list: string | undefined) {
    this.#io = io;
    this.#list = list;
  }

  async read(location: string, options?: ReadOptions): Promise<Uint8Array> {
    const bytes = await this.#io.read(location, options);
    if (location === this.#list && options?.range === undefined) {
      this.sizeBytes = bytes.length;
    }
    return bytes;
  }
}

function checkLimits({ manifestCount, references }: SnapshotManifests): void {
  if (manifestCount > MAX_MANIFESTS || references > MAX_REFERENCES) {
    throw new LimitExceededError(
      `Its snapshots have more than ${MAX_MANIFESTS} manifests, or list more than ${MAX_REFERENCES}`,
    );
  }
}
