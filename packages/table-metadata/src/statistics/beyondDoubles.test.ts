import fc from 'fast-check';
import { MemoryFileIO } from '../__testUtils__/MemoryFileIO';
import {
  type FileSketch,
  type ManifestSketch,
  tableMetadata,
  writeSnapshot,
} from '../__testUtils__/tableBuilder';
import type { SchemaField } from '../model';
import { MemoryRollupCache } from '../rollups/MemoryRollupCache';
import type { RollupStore } from '../rollups/RollupStore';
import { filesPerPoint } from './filesPerPoint';
import {
  readFileStatistics,
  type ReadFileStatisticsOptions,
} from './readFileStatistics';

/** The largest integer of 64 bits: row keys often count down from it. */
const LARGEST = 2n ** 63n - 1n;
const columnOf = (name: string): SchemaField => ({
  id: 1,
  name: 'c',
  required: false,
  type: { kind: 'primitive', name },
});
const long = (value: bigint): Uint8Array => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(value);
  return bytes;
};
const int = (value: number): Uint8Array => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
};
/** The shortest two's complement, as engines write it. */
const decimal = (value: bigint): Uint8Array => {
  let bits = 8;
  while (BigInt.asIntN(bits, value) !== value) bits += 8;
  const hex = BigInt.asUintN(bits, value)
    .toString(16)
    .padStart(bits / 4, '0');
  return Buffer.from(hex, 'hex');
};
const withBounds = (lower: Uint8Array, upper: Uint8Array): FileSketch => ({
  bounds: new Map([[1, [lower, upper]]]),
});
/** So many files, each with two numbers that no other has. */
const apart = (
  start: bigint,
  encode: (value: bigint) => Uint8Array,
  count = 100,
): FileSketch[] =>
  Array.from({ length: count }, (_, index) => {
    const lower = start + BigInt(index) * 2n;
    return withBounds(encode(lower), encode(lower + 1n));
  });

function statistics(
  manifests: ManifestSketch[],
  options: { type?: string } & ReadFileStatisticsOptions = {},
) {
  const { type = 'long', ...reading } = options;
  const io = new MemoryFileIO();
  writeSnapshot(io, '/t/list.avro', manifests);
  return readFileStatistics(
    io,
    tableMetadata({
      formatVersion: 3,
      fields: [columnOf(type)],
      sortOrders: [
        {
          orderId: 1,
          fields: [
            {
              sourceIds: [1],
              transform: 'identity',
              direction: 'asc',
              nullOrder: 'nulls-first',
            },
          ],
        },
      ],
      defaultSortOrderId: 1,
    }),
    reading,
  );
}

async function clusteringOf(
  lists: FileSketch[][],
  options: Parameters<typeof statistics>[1] = {},
) {
  const { clustering } = await statistics(
    lists.map((files, index) => ({ path: `/t/d${index}`, files })),
    options,
  );
  return clustering[0];
}

describe('clustering by bounds beyond 2^53', () => {
  it.each([
    ['long', 2n ** 60n],
    ['long', LARGEST - 199n],
    ['long', -(2n ** 63n)],
    ['long', -100n],
    ['long', 2n ** 53n - 100n],
    ['timestamp_ns', 1_700_000_000_000_000_000n],
    ['timestamptz_ns', 1_700_000_000_000_000_000n],
    ['timestamp', 1_700_000_000_000_000n],
  ])(
    'bug: disjoint files of %s from %s on counted as if they overlapped',
    async (type, start) => {
      expect(await clusteringOf([apart(start, long)], { type })).toEqual({
        fieldId: 1,
        column: 'c',
        filesPerPoint: 0.01,
        filesWithBounds: 100,
      });
    },
  );

  it.each([10n ** 37n, -(10n ** 37n), -100n, 2n ** 63n - 100n])(
    'bug: disjoint files of decimals from %s on counted as if they overlapped',
    async start => {
      expect(
        await clusteringOf([apart(start, decimal)], {
          type: 'decimal(38, 0)',
        }),
      ).toMatchObject({ filesPerPoint: 0.01, filesWithBounds: 100 });
    },
  );

  it('bug: bounds that are the wrong way round by less than a double tells counted as bounds', async () => {
    const files = [
      withBounds(long(2n ** 60n + 1n), long(2n ** 60n)),
      withBounds(long(2n ** 60n), long(2n ** 60n + 1n)),
    ];
    expect(await clusteringOf([files])).toMatchObject({ filesWithBounds: 1 });
  });

  it('bug: large values in one manifest and small ones in others were compared by what doubles are left', async () => {
    const small = apart(-50n, long, 50);
    const large = apart(2n ** 62n, long, 50);
    for (const lists of [
      [small, large],
      [large, small],
    ])
      expect(await clusteringOf(lists)).toMatchObject({ filesPerPoint: 0.01 });
  });

  it('bug: a date that became a timestamp of nanoseconds was not told from the nanosecond after it', async () => {
    const day = 86_400_000_000_000n;
    const files = [
      withBounds(int(20_000), int(20_000)),
      withBounds(long(20_000n * day + 1n), long(20_000n * day + 2n)),
    ];
    expect(await clusteringOf([files], { type: 'timestamp_ns' })).toMatchObject(
      { filesPerPoint: 0.5 },
    );
  });

  it('bug: rollups from a store, and a tally that was gone on with, had the values rounded', async () => {
    const kept = new Map<string, Uint8Array>();
    const store: RollupStore = {
      read: async keys =>
        new Map(
          keys.flatMap(key => {
            const bytes = kept.get(key);
            return bytes ? [[key, bytes] as const] : [];
          }),
        ),
      write: async rollups => {
        for (const [key, bytes] of rollups) kept.set(key, bytes);
      },
    };
    const lists = Array.from({ length: 10 }, (_, index) =>
      apart(index < 9 ? BigInt(index) * 20n : 2n ** 60n, long, 10),
    );
    const cache = new MemoryRollupCache({ store });
    for (const [manifests, expected] of [
      [9, 1 / 90],
      [10, 1 / 100],
    ])
      expect(
        (await clusteringOf(lists.slice(0, manifests), { cache }))
          .filesPerPoint,
      ).toBeCloseTo(expected, 10);
    expect(kept.size).toBe(10);
    expect(
      (await clusteringOf(lists, { cache: new MemoryRollupCache({ store }) }))
        .filesPerPoint,
    ).toBeCloseTo(0.01, 10);
  });

  it('is that of exact numbers, whatever the numbers and however they are spread', async () => {
    const value = fc.oneof(
      fc.bigInt({ min: -(2n ** 63n), max: LARGEST }),
      fc.bigInt({ min: -3n, max: 3n }),
      fc.bigInt({ min: 2n ** 60n - 6n, max: 2n ** 60n + 6n }),
      fc.bigInt({ min: LARGEST - 6n, max: LARGEST }),
      fc.bigInt({ min: -(2n ** 53n) - 6n, max: -(2n ** 53n) + 6n }),
    );
    const pair = fc
      .tuple(value, value)
      .map(([a, b]): [bigint, bigint] => (a < b ? [a, b] : [b, a]));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(pair, { maxLength: 8 }), {
          minLength: 1,
          maxLength: 4,
        }),
        async lists => {
          const all = lists.flat();
          if (all.length === 0) return;
          const expected = filesPerPoint(
            all.map(([lower]) => lower),
            all.map(([, upper]) => upper),
          );
          for (const [type, encode] of [
            ['long', long],
            ['decimal(38, 2)', decimal],
          ] as const) {
            const files = lists.map(pairs =>
              pairs.map(([lower, upper]) =>
                withBounds(encode(lower), encode(upper)),
              ),
            );
            expect(await clusteringOf(files, { type })).toMatchObject({
              filesPerPoint: expected,
              filesWithBounds: all.length,
            });
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('keeps values exact when pairs are left out because there are many', async () => {
    const { filesPerPoint: share, filesWithBounds } = await clusteringOf([
      apart(2n ** 60n, long, 5000),
      apart(0n, long, 5000),
    ]);
    expect(filesWithBounds).toBe(10_000);
    // Some thousand pairs are kept, of which none overlap.
    expect(share).toBeGreaterThan(1 / 4097);
    expect(share).toBeLessThan(1 / 1000);
  });
});

describe('sizes beyond 2^53', () => {
  it.each([
    2n ** 53n - 1n,
    2n ** 53n,
    2n ** 54n - 1n,
    2n ** 54n,
    2n ** 62n - 1n,
    LARGEST,
  ])('bug: a file of %s bytes lay in the wrong bucket', async size => {
    const { histogram } = await statistics([
      { path: '/t/d', files: [{ fileSizeBytes: size }] },
    ]);
    expect(histogram).toHaveLength(1);
    const [{ minBytes, maxBytes, count, sizeBytes }] = histogram;
    expect({ count, sizeBytes }).toEqual({ count: 1, sizeBytes: size });
    expect(minBytes <= size && size < maxBytes).toBe(true);
  });

  it('bug: quantiles lay beyond the largest file, or below the smallest', async () => {
    for (const size of [LARGEST, 2n ** 53n + 1n]) {
      const found = await statistics([
        { path: '/t/d', files: [{ fileSizeBytes: size }] },
      ]);
      expect(found.minFileBytes).toBe(size);
      expect(found.maxFileBytes).toBe(size);
      expect(new Set(Object.values(found.fileSizeQuantiles!))).toEqual(
        new Set([size]),
      );
    }
  });

  it('bug: the largest and the median partition were rounded', async () => {
    const metadata = tableMetadata({
      fields: [columnOf('int')],
      specs: [
        {
          specId: 0,
          fields: [
            { sourceIds: [1], fieldId: 1000, name: 'p', transform: 'identity' },
          ],
        },
      ],
    });
    const io = new MemoryFileIO();
    writeSnapshot(io, '/t/list.avro', [
      {
        path: '/t/d',
        partitionTypes: [['null', 'int']],
        files: [3n, 1n, 2n].map((bytes, index) => ({
          partition: [index],
          fileSizeBytes: 2n ** 60n + bytes,
        })),
      },
    ]);
    expect(
      (await readFileStatistics(io, metadata)).partitionSkew,
    ).toMatchObject({
      largestBytes: 2n ** 60n + 3n,
      medianBytes: 2n ** 60n + 2n,
    });
  });
});

describe('partitions beyond those that are tracked', () => {
  it('bug: partitions with nothing but deletes were counted as partitions', async () => {
    const metadata = tableMetadata({
      fields: [columnOf('int')],
      specs: [
        {
          specId: 0,
          fields: [
            { sourceIds: [1], fieldId: 1000, name: 'p', transform: 'identity' },
          ],
        },
      ],
    });
    const io = new MemoryFileIO();
    const partitionTypes = [['null', 'int']];
    writeSnapshot(io, '/t/list.avro', [
      {
        path: '/t/d',
        partitionTypes,
        files: Array.from({ length: 10 }, (_, index) => ({
          partition: [index],
        })),
      },
      {
        path: '/t/x',
        partitionTypes,
        content: 'deletes',
        files: Array.from({ length: 5000 }, (_, index) => ({
          content: 'position-deletes' as const,
          partition: [index + 5],
        })),
      },
    ]);
    for (const maxTrackedPartitions of [100, 1000, 100_000])
      expect(
        await readFileStatistics(io, metadata, { maxTrackedPartitions }),
      ).toMatchObject({ partitions: 10, dataFiles: 10 });
  });
});
