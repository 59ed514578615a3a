import { TableReadError } from '../errors';
import type { FileIO } from '../io';
import type {
  ManifestEntry,
  ManifestFile,
  ReadWarning,
  TableMetadata,
} from '../model';
import { requireCount } from '../model/requireCount';
import { manifestWarning } from './manifestWarning';
import { statedLength } from './statedLength';
import {
  type ReadManifestOptions,
  manifestEntries,
  readManifestBytes,
} from './readManifest';

/** Longest time without letting others have a turn, looked at every so many entries. */
const SLICE_MS = 8;
const ENTRIES_PER_LOOK = 256;

/** Bytes of manifests, as the list states them, that are fetched ahead. */
const MAX_AHEAD_BYTES = 128 * 1024 * 1024;

/**
 * How {@link visitManifests} reads.
 * @public
 */
export interface VisitManifestsOptions extends ReadManifestOptions {
  /** Manifests that are fetched ahead. Default 8. */
  concurrency?: number;
}

/**
 * Visits the entries of many manifests in order, fetching ahead but holding one decoded manifest at a time.
 *
 * A manifest that cannot be read is left out as a whole, and becomes a warning.
 *
 * @returns A warning for each manifest that could not be read.
 * @throws RangeError when `concurrency` is no number from 1.
 * @public
 */
export async function visitManifests(
  io: FileIO,
  metadata: TableMetadata,
  manifests: ManifestFile[],
  visit: (entry: ManifestEntry, manifest: ManifestFile) => void,
  options: VisitManifestsOptions = {},
): Promise<ReadWarning[]> {
  requireCount('concurrency', options.concurrency, 1);
  const warnings: ReadWarning[] = [];
  for await (const { manifest, bytes } of fetchAhead(io, manifests, options)) {
    try {
      const entries = manifestEntries(bytes(), manifest, metadata, options);
      let visited = 0;
      let lastTurn = performance.now();
      for (const entry of entries) {
        visit(entry, manifest);
        // Decoding is synchronous: let others have a turn.
        if (
          ++visited % ENTRIES_PER_LOOK === 0 &&
          performance.now() - lastTurn > SLICE_MS
        ) {
          await turn();
          options.signal?.throwIfAborted();
          lastTurn = performance.now();
        }
      }
    } catch (trouble) {
      options.signal?.throwIfAborted();
      if (!(trouble instanceof TableReadError)) throw trouble;
      warnings.push(manifestWarning(manifest, trouble));
    }
    await turn();
  }
  return warnings;
}

interface Fetched {
  manifest: ManifestFile;
  /** Throws what reading threw. */
  bytes(): Uint8Array;
}

async function* fetchAhead(
  io: FileIO,
  manifests: ManifestFile[],
  options: VisitManifestsOptions,
): AsyncGenerator<Fetched> {
  const window: Array<{ sizeBytes: number; fetched: Promise<Fetched> }> = [];
  const { concurrency = 8 } = options;
  let windowBytes = 0;
  let next = 0;
  while (next < manifests.length || window.length > 0) {
    options.signal?.throwIfAborted();
    while (next < manifests.length && window.length < concurrency) {
      // One whose length nobody knows is read alone.
      const sizeBytes =
        statedLength(manifests[next].manifestLength) ?? MAX_AHEAD_BYTES;
      if (window.length > 0 && windowBytes + sizeBytes > MAX_AHEAD_BYTES) break;
      window.push({
        sizeBytes,
        fetched: fetchOne(io, manifests[next++], options),
      });
      windowBytes += sizeBytes;
    }
    const first = window.shift();
    if (!first) break;
    windowBytes -= first.sizeBytes;
    yield await first.fetched;
  }
}

function turn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}

/** Never rejects: a rejection that is waited for later than it comes would end the process. */
async function fetchOne(
  io: FileIO,
  manifest: ManifestFile,
  options: VisitManifestsOptions,
): Promise<Fetched> {
  try {
    const bytes = await readManifestBytes(io, manifest, options);
    return { manifest, bytes: () => bytes };
  } catch (error) {
    return {
      manifest,
      bytes: () => {
        throw error;
      },
    };
  }
}
