import fc from 'fast-check';
import { MemoryFileIO } from '../__testUtils__/MemoryFileIO';
import {
  type ManifestSketch,
  tableMetadata,
  writeSnapshot,
} from '../__testUtils__/tableBuilder';
import { readFileStatistics } from '../statistics';
import { MemoryRollupCache } from './MemoryRollupCache';

const metadata = tableMetadata({
  specs: [
    {
      specId: 0,
      fields: [
        { sourceIds: [1], fieldId: 1000, name: 'p0', transform: 'bucket[16]' },
      ],
    },
  ],
});

/** Totals are kept from so many manifests on. */
const START = 8;

/** What a commit does to the list of manifests. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ kind: 'append' as const }) },
  fc.constant({ kind: 'append-deletes' as const }),
  fc.record({
    kind: fc.constantFrom('remove' as const, 'rewrite' as const),
    at: fc.nat(30),
  }),
  fc.constant({ kind: 'expire-first' as const }),
  fc.constant({ kind: 'newest-first' as const }),
  fc.constant({ kind: 'nothing' as const }),
  fc.record({ kind: fc.constant('truncate' as const), to: fc.nat(12) }),
);

let made = 0;

function dataManifest(random: number): ManifestSketch {
  const index = made++;
  return {
    path: `/t/m${index}.avro`,
    partitionTypes: [['null', 'int']],
    files: Array.from({ length: 1 + (random % 17) }, (_file, row) => ({
      filePath: `/t/data/${index}-${row}.parquet`,
      partition: [(row * 7 + random) % 16],
      recordCount: BigInt(row * 3 + (random % 5)),
      fileSizeBytes: BigInt(1 + ((random * 7919 + row * 104_729) % 1_000_000)),
      sequenceNumber: BigInt(index + 1),
    })),
  };
}

/** Deletes rows of a file of a manifest before. */
function deleteManifest(of: ManifestSketch): ManifestSketch {
  const index = made++;
  const [{ filePath, partition }] = of.files;
  return {
    path: `/t/d${index}.avro`,
    content: 'deletes',
    partitionTypes: [['null', 'int']],
    files: [
      {
        content: 'position-deletes',
        fileFormat: 'puffin',
        filePath: `/t/data/dv-${index}.puffin`,
        partition,
        recordCount: 1n,
        contentSizeBytes: 10n,
        contentOffset: 4n,
        referencedDataFile: filePath,
        sequenceNumber: BigInt(index + 1),
      },
    ],
  };
}

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

function after(
  manifests: ManifestSketch[],
  change: Step,
  random: number,
): ManifestSketch[] {
  const data = manifests.filter(({ content }) => content !== 'deletes');
  switch (change.kind) {
    case 'append':
      return [...manifests, dataManifest(random)];
    case 'append-deletes':
      return data.length > 0
        ? [...manifests, deleteManifest(data[random % data.length])]
        : manifests;
    case 'remove':
      return manifests.filter((_one, index) => index !== change.at);
    case 'rewrite':
      return manifests.map((one, index) =>
        index === change.at && one.content !== 'deletes'
          ? dataManifest(random)
          : one,
      );
    case 'expire-first':
      return manifests.slice(1);
    case 'newest-first':
      return [...manifests].reverse();
    case 'truncate':
      return manifests.slice(0, change.to);
    default:
      return manifests;
  }
}

describe('totals that are gone on with after a commit', () => {
  it('are those of a whole reading, whatever commits did to the list of manifests', async () => {
    let resumed = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(step, fc.nat(1_000_000)), {
          minLength: 2,
          maxLength: 10,
        }),
        fc.constantFrom(undefined, 2, 5),
        async (steps, maxPartitions) => {
          const cache = new MemoryRollupCache();
          const { take } = cache.totals!;
          cache.totals!.take = name => {
            const kept = take.call(cache.totals, name);
            if (kept) resumed++;
            return kept;
          };
          let manifests = Array.from({ length: START }, (_one, index) =>
            dataManifest(index * 31),
          );
          for (const [change, random] of [
            [{ kind: 'nothing' as const }, 0] as const,
            ...steps,
          ]) {
            manifests = after(manifests, change, random);
            const io = new MemoryFileIO();
            writeSnapshot(io, '/t/list.avro', manifests);
            const options = { maxPartitions, threads: 0 };
            expect(
              await readFileStatistics(io, metadata, { ...options, cache }),
            ).toEqual(await readFileStatistics(io, metadata, options));
          }
        },
      ),
      { numRuns: 50 },
    );
    // It was not a whole reading each time.
    expect(resumed).toBeGreaterThan(50);
  }, 120_000);
});
