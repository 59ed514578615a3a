import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import {
  CountingFileIO,
  LocalFileIO,
  readManifest,
  readManifestList,
  readTableMetadata,
  type FileIO,
  type RollupStore,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';
import fc from 'fast-check';
import { makeTables } from '../../__testUtils__/makeTables';
import { FileSetThread } from './FileSetThread';
import { readOldSnapshotFiles } from './readOldSnapshotFiles';
import type { UnreachableFilesOptions } from './readUnreachableFiles';

jest.setTimeout(120_000);

const TABLE = 'silver.orders';
const row = (order_id: number) => ({
  order_id,
  day: `2026-11-0${1 + (order_id % 4)}`,
  total: '1.00',
});

/** What a commit may be; each takes a number. */
const commits: Array<
  (lakehouse: EmbeddedLakehouse, n: number) => Promise<unknown>
> = [
  (lakehouse, n) => lakehouse.append(TABLE, { rows: [row(n), row(n + 1)] }),
  (lakehouse, n) => lakehouse.overwrite(TABLE, { rows: [row(n)] }),
  (lakehouse, n) => lakehouse.delete(TABLE, { where: `order_id = ${n % 20}` }),
  (lakehouse, n) =>
    lakehouse.delete(TABLE, {
      where: `order_id = ${n % 20}`,
      mode: 'merge-on-read',
    }),
  lakehouse => lakehouse.rewriteManifests(TABLE),
  lakehouse => lakehouse.rewriteDataFiles(TABLE),
  async (lakehouse, n) => {
    const { metadata } = await lakehouse.loadTable(TABLE);
    const { parentSnapshotId } =
      metadata.snapshots.find(
        ({ snapshotId }) => snapshotId === metadata.currentSnapshotId,
      ) ?? {};
    if (parentSnapshotId !== undefined) {
      await lakehouse.rollback(TABLE, parentSnapshotId);
    }
    await lakehouse.append(TABLE, { rows: [row(n)] });
  },
];

class MapStore implements RollupStore {
  readonly values = new Map<string, Uint8Array>();

  async read(keys: string[]) {
    return new Map(
      keys
        .filter(key => this.values.has(key))
        .map(key => [key, this.values.get(key)!]),
    );
  }

  async write(values: Map<string, Uint8Array>) {
    for (const [key, value] of values) this.values.set(key, value);
  }
}

describe('readOldSnapshotFiles with a store', () => {
  let directory: string;
  let lakehouse: EmbeddedLakehouse;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'reclaim-'));
    lakehouse = await makeTables(directory);
  });
  afterEach(async () => {
    await lakehouse.close();
    await rm(directory, { recursive: true });
  });

  async function open() {
    const io = new CountingFileIO(
      await LocalFileIO.create({ roots: [directory] }),
    );
    const { metadataLocation } = await lakehouse.loadTable(TABLE);
    const metadata = await readTableMetadata(io, metadataLocation);
    io.reads.clear();
    return { io, metadata };
  }

  it('says after every commit of any history what a count of all files says', async () => {
    const histories = fc.sample(
      fc.array(
        fc.record({
          commit: fc.nat({ max: commits.length - 1 }),
          n: fc.nat({ max: 30 }),
        }),
        { minLength: 12, maxLength: 12 },
      ),
      { numRuns: 3, seed: 5 },
    );
    let largest = 0;
    for (const history of histories) {
      const store = new MapStore();
      for (const { commit, n } of history) {
        await commits[commit](lakehouse, n);
        const { io, metadata } = await open();
        const expected = await plainCount(io, metadata);
        const bytes = await bytesOf(io, metadata, { store });
        expect([commit, bytes]).toEqual([commit, expected]);
        expect(await bytesOf(io, metadata)).toBe(expected);
        io.reads.clear();
        expect(await bytesOf(io, metadata, { store })).toBe(expected);
        expect([...io.reads.keys()]).toEqual([]);
        largest = Math.max(largest, expected);
      }
    }
    expect(largest).toBeGreaterThan(0);
  });

  it('has large manifests decoded by a thread, which says the same', async () => {
    await lakehouse.overwrite(TABLE, { rows: [row(1)] });
    const { io, metadata } = await open();
    const run = jest.spyOn(FileSetThread.prototype, 'run');
    const end = jest.spyOn(FileSetThread.prototype, 'end');
    const bytes = await bytesOf(io, metadata, {
      threadFromBytes: 1,
    });
    expect(bytes).toBeGreaterThan(0);
    expect(run).toHaveBeenCalled();
    expect(end).toHaveBeenCalledTimes(1);
    expect(bytes).toBe(await plainCount(io, metadata));
  });

  it('reads anew what is damaged in the store, or of another table', async () => {
    const store = new MapStore();
    await lakehouse.overwrite(TABLE, { rows: [row(1)] });
    const { io, metadata } = await open();
    const expected = await bytesOf(io, metadata, { store });
    for (const [key, value] of store.values) {
      store.values.set(key, value.slice(0, value.length / 2));
    }
    io.reads.clear();
    expect(await bytesOf(io, metadata, { store })).toBe(expected);
    const { readCount } = io;
    expect(readCount).toBeGreaterThan(2);
    io.reads.clear();
    const other = { store, cacheNamespace: 'other' };
    expect(await bytesOf(io, metadata, other)).toBe(expected);
    expect(io.readCount).toBe(readCount);
  });

  it('goes on where it was stopped, so that a table with many snapshots is known after some scans', async () => {
    for (let n = 0; n < 8; n++) {
      await lakehouse.append(TABLE, { rows: [row(n)] });
    }
    await lakehouse.overwrite(TABLE, { rows: [row(1)] });
    const store = new MapStore();
    const { io, metadata } = await open();
    const expected = await plainCount(io, metadata);
    const seen = new Map<string, number>();
    let rounds = 0;
    for (let bytes: number | undefined; bytes === undefined; rounds++) {
      expect(rounds).toBeLessThan(20);
      const stop = new AbortController();
      let reads = 0;
      const slow: FileIO = {
        async read(location, options) {
          const content = await io.read(location, options);
          seen.set(location, (seen.get(location) ?? 0) + 1);
          if (++reads === 6) stop.abort(new Error('time is up'));
          return content;
        },
      };
      try {
        bytes = await bytesOf(slow, metadata, {
          store,
          signal: stop.signal,
        });
        expect(bytes).toBe(expected);
      } catch (error) {
        expect(error).toMatchObject({ message: 'time is up' });
      }
    }
    expect(rounds).toBeGreaterThan(1);
    // The read under way when time was up may be lost, nothing else.
    const repeated = [...seen.values()].filter(count => count > 1);
    expect(repeated.length).toBeLessThanOrEqual(4 * rounds);
  });
});

async function bytesOf(
  io: FileIO,
  metadata: TableMetadata,
  options?: UnreachableFilesOptions,
): Promise<number | undefined> {
  const found = await readOldSnapshotFiles(io, metadata, options);
  return found && Number(found.sizeBytes);
}

/** Files of all snapshots without those of the current one, by the book. */
async function plainCount(
  io: FileIO,
  metadata: TableMetadata,
): Promise<number> {
  const files = new Map<string, bigint>();
  const live = new Set<string>();
  for (const snapshot of metadata.snapshots) {
    for (const manifest of await readManifestList(io, metadata, snapshot)) {
      for (const { status, file } of await readManifest(
        io,
        manifest,
        metadata,
      )) {
        if (status === 'deleted') continue;
        files.set(file.filePath, file.fileSizeBytes);
        if (snapshot.snapshotId === metadata.currentSnapshotId)
          live.add(file.filePath);
      }
    }
  }
  let bytes = 0n;
  for (const [key, sizeBytes] of files) if (!live.has(key)) bytes += sizeBytes;
  return Number(bytes);
}
