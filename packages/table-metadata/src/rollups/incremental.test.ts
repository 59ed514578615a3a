import { MemoryFileIO } from '../__testUtils__/MemoryFileIO';
import {
  type ManifestSketch,
  tableMetadata,
  writeSnapshot,
} from '../__testUtils__/tableBuilder';
import { CountingFileIO } from '../io';
import type { ManifestFile } from '../model';
import { readFileStatistics } from '../statistics';
import { LostRequestError, ScanThread } from '../workers/ScanThread';
import { ManifestMemory } from './ManifestMemory';
import { MemoryRollupCache } from './MemoryRollupCache';
import type { RollupStore } from './RollupStore';

const specs = [
  {
    specId: 0,
    fields: [
      { sourceIds: [1], fieldId: 1000, name: 'p0', transform: 'bucket[16]' },
    ],
  },
];

function manifest(index: number, files = 200): ManifestSketch {
  return {
    path: `/t/m${index}.avro`,
    partitionTypes: [['null', 'int']],
    files: Array.from({ length: files }, (_file, row) => ({
      filePath: `/t/data/${index}-${row}.parquet`,
      partition: [row % 16],
      recordCount: BigInt(row),
      fileSizeBytes: BigInt(1000 * index + row),
      sequenceNumber: BigInt(index + 1),
    })),
  };
}

function deletes(index: number, path: string): ManifestSketch {
  return {
    path: `/t/d${index}.avro`,
    content: 'deletes',
    partitionTypes: [['null', 'int']],
    files: [
      {
        content: 'position-deletes',
        fileFormat: 'puffin',
        filePath: '/t/data/dv.puffin',
        partition: [60 % 16],
        recordCount: 36n,
        contentSizeBytes: 10n,
        contentOffset: 4n,
        referencedDataFile: path,
        sequenceNumber: 50n,
      },
    ],
  };
}

function table(manifests: ManifestSketch[]) {
  const io = new MemoryFileIO();
  writeSnapshot(io, '/t/list.avro', manifests);
  return new CountingFileIO(io);
}

const metadata = tableMetadata({ specs });

class MapStore implements RollupStore {
  readonly values = new Map<string, Uint8Array>();

  async read(keys: string[]) {
    return new Map(
      keys.flatMap(key => {
        const value = this.values.get(key);
        return value ? [[key, value] as const] : [];
      }),
    );
  }

  async write(rollups: Map<string, Uint8Array>) {
    for (const [key, value] of rollups) this.values.set(key, value);
  }
}

describe('statistics with a cache', () => {
  it('read only the list and the new manifest after a commit, and are the same as without', async () => {
    const cache = new MemoryRollupCache();
    const before = [0, 1, 2, 3].map(index => manifest(index));
    await readFileStatistics(table(before), metadata, { cache });

    const io = table([...before, manifest(4)]);
    const incremental = await readFileStatistics(io, metadata, { cache });
    expect([...io.reads.keys()]).toEqual(['/t/list.avro', '/t/m4.avro']);
    expect(incremental).toEqual(await readFileStatistics(io, metadata));
  });

  it('survive a restart when there is a store', async () => {
    const store = new MapStore();
    const manifests = [0, 1, 2].map(index => manifest(index));
    await readFileStatistics(table(manifests), metadata, {
      cache: new MemoryRollupCache({ store }),
    });
    const io = table(manifests);
    const again = await readFileStatistics(io, metadata, {
      cache: new MemoryRollupCache({ store }),
    });
    expect([...io.reads.keys()]).toEqual(['/t/list.avro']);
    expect(again).toEqual(await readFileStatistics(io, metadata));
  });

  it('read a manifest again when what the store has of it is damaged, or the store fails', async () => {
    const manifests = [manifest(0)];
    const expected = await readFileStatistics(table(manifests), metadata);
    const store = new MapStore();
    const options = { cache: new MemoryRollupCache({ store }) };
    await readFileStatistics(table(manifests), metadata, options);
    for (const [key, value] of store.values)
      store.values.set(key, value.slice(0, value.length / 2));
    expect(
      await readFileStatistics(table(manifests), metadata, {
        cache: new MemoryRollupCache({ store }),
      }),
    ).toEqual(expected);

    const errors: unknown[] = [];
    const broken: RollupStore = {
      read: async () => {
        throw new Error('no connection');
      },
      write: async () => {
        throw new Error('no connection');
      },
    };
    expect(
      await readFileStatistics(table(manifests), metadata, {
        cache: new MemoryRollupCache({
          store: broken,
          onStoreError: error => errors.push(error),
        }),
      }),
    ).toEqual(expected);
    expect(errors).toHaveLength(2);
  });

  it('attribute the first deletes of a table whose data files were rolled up without their paths', async () => {
    const cache = new MemoryRollupCache();
    const data = manifest(0);
    await readFileStatistics(table([data]), metadata, { cache });
    const statistics = await readFileStatistics(
      table([data, deletes(1, '/t/data/0-60.parquet')]),
      metadata,
      { cache },
    );
    expect(statistics).toMatchObject({
      dataFilesWithDeletes: 1,
      recordsDeletedByPosition: 36n,
      mostDeletedFiles: [
        {
          filePath: '/t/data/0-60.parquet',
          partition: 'p0=12',
          recordCount: 60n,
          deletedRecords: 36n,
          deleteFiles: 1,
        },
      ],
    });
  });

  it('keep lakehouses apart whose tables have the same locations', async () => {
    const cache = new MemoryRollupCache();
    await readFileStatistics(table([manifest(0)]), metadata, {
      cache,
      cacheNamespace: 'one',
    });
    const other = table([{ ...manifest(0, 200), path: '/t/m0.avro' }]);
    await readFileStatistics(other, metadata, { cache, cacheNamespace: 'two' });
    expect(other.reads.has('/t/m0.avro')).toBe(true);
  });

  it('forget what was used longest ago, to stay within the bytes that they may take', async () => {
    const cache = new MemoryRollupCache({ maxBytes: 60_000 });
    const manifests = Array.from({ length: 20 }, (_m, index) =>
      manifest(index),
    );
    await readFileStatistics(table(manifests), metadata, { cache });
    expect(cache.sizeBytes).toBeLessThanOrEqual(60_000);
    const io = table(manifests);
    await readFileStatistics(io, metadata, { cache });
    expect(io.readCount).toBeGreaterThan(10);
    expect(await readFileStatistics(io, metadata, { cache })).toEqual(
      await readFileStatistics(io, metadata),
    );
  });
});

describe('statistics by worker threads', () => {
  const manifests = [
    ...Array.from({ length: 6 }, (_m, index) => manifest(index)),
    deletes(1, '/t/data/0-60.parquet'),
  ];

  it('are the same as on one thread', async () => {
    const io = table(manifests);
    expect(await readFileStatistics(io, metadata, { threads: 2 })).toEqual(
      await readFileStatistics(io, metadata, { threads: 0 }),
    );
  });

  it('name a manifest that is damaged or missing, and count the others', async () => {
    const memory = new MemoryFileIO();
    writeSnapshot(memory, '/t/list.avro', manifests);
    const whole = memory.files.get('/t/m2.avro')!;
    const damaged = whole.slice();
    damaged[damaged.length - 20] ^= 0xff;
    memory.put('/t/m2.avro', damaged);
    memory.files.delete('/t/m3.avro');
    const statistics = await readFileStatistics(memory, metadata, {
      threads: 2,
    });
    expect(statistics).toEqual(
      await readFileStatistics(memory, metadata, { threads: 0 }),
    );
    expect(statistics).toMatchObject({
      dataFiles: 800,
      incomplete: true,
      warnings: [
        { code: 'manifest-unreadable', location: '/t/m2.avro' },
        { code: 'manifest-unreadable', location: '/t/m3.avro' },
      ],
    });
  });

  it('read a manifest again that waited in a thread which ended at the one before', async () => {
    const run = jest
      .spyOn(ScanThread.prototype, 'run')
      .mockRejectedValueOnce(new LostRequestError());
    const io = table(manifests);
    const statistics = await readFileStatistics(io, metadata, { threads: 2 });
    expect(run).toHaveBeenCalledTimes(manifests.length + 1);
    run.mockRestore();
    expect(statistics).toEqual(
      await readFileStatistics(io, metadata, { threads: 0 }),
    );
  });

  it('blame the end of a thread on the manifest that it was at, not on the one that waited', async () => {
    const thread = new ScanThread(() => {});
    const results = [1, 2].map(() =>
      thread.run({
        bytes: new Uint8Array(0),
        manifest: { manifestPath: '/t/m0.avro' } as ManifestFile,
        scopeId: 1,
      }),
    );
    const settled = Promise.allSettled(results);
    await thread.end();
    expect(
      (await settled).map(result => (result as PromiseRejectedResult).reason),
    ).toEqual([
      new Error('A scan worker has ended'),
      expect.any(LostRequestError),
    ]);
  });

  it.each([0, 2])(
    'bug: give memory back of what is missing, damaged, or not wanted any more, with %i threads',
    async threads => {
      const memory = new MemoryFileIO();
      writeSnapshot(memory, '/t/list.avro', manifests);
      memory.files.delete('/t/m0.avro');
      memory.put('/t/m1.avro', new Uint8Array(5_000));
      for (let round = 0; round < 3; round++)
        expect(
          await readFileStatistics(memory, metadata, { threads }),
        ).toMatchObject({ dataFiles: 800, incomplete: true });
      expect(ManifestMemory.shared().taken).toBe(0);
      const abort = new AbortController();
      const io = table(manifests);
      const running = readFileStatistics(
        {
          read: async (location, options) => {
            if (location === '/t/m2.avro') abort.abort(new Error('enough'));
            return io.read(location, options);
          },
        },
        metadata,
        { threads, signal: abort.signal },
      );
      await expect(running).rejects.toThrow('enough');
      // Threads go on to the end of what they are at.
      while (ManifestMemory.shared().taken > 0)
        await new Promise(resolve => setTimeout(resolve, 20));
    },
  );

  it.each([0, 2])(
    'are the same where a FileIO takes the memory that it is given, with %i threads',
    async threads => {
      const io = table(manifests);
      let given = 0;
      const taking = {
        read: async (
          location: string,
          options: { into?: Uint8Array } = {},
        ): Promise<Uint8Array> => {
          const bytes = await io.read(location);
          if (!options.into) return bytes;
          given++;
          options.into.set(bytes);
          return options.into.subarray(0, bytes.length);
        },
      };
      // What was kept of one read must not change with the next.
      const cache = new MemoryRollupCache();
      const expected = await readFileStatistics(io, metadata, { threads: 0 });
      for (let round = 0; round < 2; round++)
        expect(
          await readFileStatistics(taking, metadata, { threads, cache }),
        ).toEqual(expected);
      expect(given).toBe(manifests.length);
    },
  );

  it('bug: refuse a number of threads that is none, at which all reads of the process stood still', async () => {
    const io = table(manifests);
    for (const wrong of [
      { threads: -1 },
      { threads: NaN },
      { threads: 1.5 },
      { concurrency: 0 },
      { maxPartitions: NaN },
      { maxTrackedPartitions: -5 },
    ])
      await expect(readFileStatistics(io, metadata, wrong)).rejects.toThrow(
        RangeError,
      );
    expect(
      await readFileStatistics(io, metadata, { threads: 2 }),
    ).toMatchObject({ incomplete: false });
  });

  it('stop when they are no longer wanted', async () => {
    const abort = new AbortController();
    const io = table(manifests);
    const running = readFileStatistics(io, metadata, {
      threads: 1,
      signal: abort.signal,
    });
    abort.abort(new Error('enough'));
    await expect(running).rejects.toThrow('enough');
  });
});

describe('statistics of more partitions than are tracked', () => {
  it('estimate how many there are, keep those with most files, and say so', async () => {
    const many: ManifestSketch[] = Array.from({ length: 10 }, (_m, index) => ({
      path: `/t/p${index}.avro`,
      partitionTypes: [['null', 'int']],
      files: [
        ...Array.from({ length: 2_000 }, (_file, row) => ({
          filePath: `/t/data/${index}-${row}.parquet`,
          partition: [1_000 + index * 2_000 + row],
        })),
        ...Array.from({ length: 50 }, (_file, row) => ({
          filePath: `/t/data/busy-${index}-${row}.parquet`,
          partition: [7],
        })),
      ],
    }));
    const statistics = await readFileStatistics(
      table(many),
      tableMetadata({ specs }),
      { maxTrackedPartitions: 1_000, maxPartitions: 3 },
    );
    const { partitions, partitionStatistics, partitionSketch } = statistics;
    expect(Math.abs(partitions / 20_001 - 1)).toBeLessThan(0.04);
    expect(partitionStatistics[0]).toMatchObject({
      partition: 'p0=7',
      dataFiles: 500,
    });
    expect(statistics).toMatchObject({
      partitionsTruncated: true,
      dataFiles: 20_500,
      partitionSketch: { relativeError: 0.008, maxForgottenFiles: 1 },
    });
    expect(partitionSketch!.tracked).toBeLessThanOrEqual(1_000);
  });
});
