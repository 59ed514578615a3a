import type { FileStatistics } from '@lakehouse-portal/table-metadata';
import fc from 'fast-check';
import type { HealthInput } from '../model';
import { resolvePolicy } from '../policy/resolvePolicy';
import {
  dayMs,
  filesOf,
  hourMs,
  metadataOf,
  nowMs,
  snapshotOf,
} from '../testing/tableOf';
import { judge } from './judge';

const policy = resolvePolicy({
  overrides: [
    {
      source: { kind: 'policy', label: 'test' },
      overrides: {
        maxStaleness: 'P2D',
        maintenanceInterval: 'P3D',
        maxSnapshotAge: 'P5D',
        minSnapshotsToKeep: 2,
      },
    },
  ],
});

const counts = fc.oneof(
  fc.integer({ min: 0, max: 20 }),
  fc.integer({ min: 0, max: 200_000 }),
);
const bytes = fc.bigInt({ min: 0n, max: 10n ** 13n });

const files: fc.Arbitrary<FileStatistics> = fc
  .record({
    dataFiles: fc.oneof(
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 200_000 }),
    ),
    dataBytes: bytes,
    dataRecords: fc.bigInt({ min: 0n, max: 10n ** 10n }),
    manifests: fc.record({
      data: counts,
      deletes: counts,
      sizeBytes: fc.bigInt({ min: 0n, max: 10n ** 9n }),
    }),
    partitions: fc.integer({ min: 1, max: 3000 }),
    positionDeleteFiles: counts,
    positionDeleteRecords: fc.bigInt({ min: 0n, max: 10n ** 9n }),
    deletionVectors: counts,
    deletionVectorRecords: fc.bigInt({ min: 0n, max: 10n ** 9n }),
    equalityDeleteFiles: counts,
    equalityDeleteRecords: fc.bigInt({ min: 0n, max: 10n ** 9n }),
    deleteFilesPerDataFile: fc.double({ min: 0, max: 2000, noNaN: true }),
    filesPerPoint: fc.double({ min: 0, max: 1, noNaN: true }),
    withoutBounds: fc.double({ min: 0, max: 1, noNaN: true }),
    listed: fc.array(
      fc.tuple(
        fc.integer({ min: 1, max: 5000 }),
        bytes,
        fc.bigInt({ min: 0n, max: 10n ** 8n }),
      ),
      { maxLength: 5 },
    ),
  })
  .map(({ filesPerPoint, withoutBounds, listed, ...part }) => {
    // The listed partitions are part of the table.
    const total = { ...part, partitions: part.partitions + listed.length };
    for (const [dataFiles, dataBytes, dataRecords] of listed) {
      total.dataFiles += dataFiles;
      total.dataBytes += dataBytes;
      total.dataRecords += dataRecords;
    }
    const filesWithoutBounds = Math.floor(total.dataFiles * withoutBounds);
    return filesOf({
      ...total,
      partitionsTruncated: true,
      partitionStatistics: listed.map(
        ([dataFiles, dataBytes, dataRecords], i) => ({
          specId: 0,
          partition: `day=${i}`,
          dataFiles,
          dataBytes,
          dataRecords,
          positionDeleteFiles: 0,
          equalityDeleteFiles: 0,
          deletionVectors: 0,
          deleteRecords: 0n,
        }),
      ),
      columnStatistics: {
        filesWithoutBounds,
        columnsWithBounds: 2,
        columns: 3,
      },
      clustering: [
        {
          fieldId: 2,
          column: 'ordered_at',
          filesPerPoint,
          filesWithBounds: total.dataFiles - filesWithoutBounds,
        },
      ],
    });
  });

const inputs: fc.Arbitrary<HealthInput> = fc
  .record({
    files,
    commits: fc.integer({ min: 1, max: 60 }),
    newestAgeMs: fc.integer({ min: 0, max: 20 * dayMs }),
    metadataFiles: fc.integer({ min: 0, max: 60 }),
    metadataSizeBytes: fc.integer({ min: 1000, max: 500_000_000 }),
    schemas: fc.integer({ min: 1, max: 40 }),
    oldSnapshotBytes: fc.option(fc.integer({ min: 0, max: 10 ** 12 }), {
      nil: undefined,
    }),
    orphans: fc.option(
      fc.record({
        count: counts,
        sizeBytes: fc.integer({ min: 0, max: 10 ** 12 }),
      }),
      { nil: undefined },
    ),
  })
  .map(
    ({
      files: live,
      commits,
      newestAgeMs,
      metadataFiles,
      metadataSizeBytes,
      schemas,
      orphans,
      ...rest
    }) => ({
      ...rest,
      files: live,
      nowMs,
      ...(orphans ? { orphans: { ...orphans, listedAtMs: nowMs } } : {}),
      metadata: metadataOf({
        metadataSizeBytes,
        snapshots: Array.from({ length: commits }, (_, i) =>
          snapshotOf(i, nowMs - newestAgeMs - (commits - 1 - i) * 6 * hourMs, {
            operation: i > 0 && i % 9 === 0 ? 'replace' : 'append',
          }),
        ),
        metadataLog: Array.from({ length: metadataFiles }, (_, i) => ({
          timestampMs: i,
          metadataLocation: `m${i}`,
        })),
        schemas: Array.from({ length: schemas }, (_, schemaId) => ({
          ...metadataOf().schemas[0],
          schemaId,
        })),
        properties: {},
      }),
    }),
  );

/** Ways to make one thing worse, by an amount of 1 or more. */
const worse: Record<
  string,
  (input: HealthInput, amount: number) => HealthInput
> = {
  'more files': changed((f, n) => ({ dataFiles: f.dataFiles + n })),
  'the same files with fewer bytes': changed((f, n) => ({
    dataBytes: f.dataBytes / BigInt(1 + n),
  })),
  'more files in one partition': changed((f, n) => ({
    dataFiles: f.dataFiles + n,
    partitionStatistics: f.partitionStatistics.map((p, i) =>
      i === 0 ? { ...p, dataFiles: p.dataFiles + n } : p,
    ),
  })),
  'more data manifests': changed((f, n) => ({
    manifests: { ...f.manifests, data: f.manifests.data + n },
  })),
  'more delete manifests': changed((f, n) => ({
    manifests: { ...f.manifests, deletes: f.manifests.deletes + n },
  })),
  'more position delete files': changed((f, n) => ({
    positionDeleteFiles: f.positionDeleteFiles + n,
  })),
  'more rows deleted by position': changed((f, n) => ({
    positionDeleteRecords: f.positionDeleteRecords + BigInt(n),
  })),
  'more deletion vectors': changed((f, n) => ({
    deletionVectors: f.deletionVectors + n,
  })),
  'more equality delete files': changed((f, n) => ({
    equalityDeleteFiles: f.equalityDeleteFiles + n,
  })),
  'more keys to delete': changed((f, n) => ({
    equalityDeleteRecords: f.equalityDeleteRecords + BigInt(n),
  })),
  'more delete files per data file': changed((f, n) => ({
    deleteFilesPerDataFile: f.deleteFilesPerDataFile + n / 50,
  })),
  'more files without bounds': changed((f, n) => {
    const filesWithoutBounds = Math.min(
      f.dataFiles,
      f.columnStatistics.filesWithoutBounds + n,
    );
    return {
      columnStatistics: { ...f.columnStatistics, filesWithoutBounds },
      clustering: f.clustering.map(c => ({
        ...c,
        filesWithBounds: f.dataFiles - filesWithoutBounds,
      })),
    };
  }),
  'a filter that opens more files': changed((f, n) => ({
    clustering: f.clustering.map(c => ({
      ...c,
      filesPerPoint: Math.min(1, c.filesPerPoint + n / 1000),
    })),
  })),
  'a larger metadata file': (input, n) => ({
    ...input,
    metadata: {
      ...input.metadata,
      metadataSizeBytes: (input.metadata.metadataSizeBytes ?? 0) + n * 100_000,
    },
  }),
  'more schemas': (input, n) => ({
    ...input,
    metadata: {
      ...input.metadata,
      schemas: [
        ...input.metadata.schemas,
        ...Array.from({ length: n % 50 }, () => input.metadata.schemas[0]),
      ],
    },
  }),
  'more old snapshots': (input, n) => {
    const { snapshots } = input.metadata;
    const [first] = snapshots;
    const older = Array.from({ length: n % 300 }, (_, i) =>
      snapshotOf(-1 - i, first.timestampMs - (i + 1) * hourMs),
    ).reverse();
    return {
      ...input,
      metadata: {
        ...input.metadata,
        snapshots: [
          ...older.map((snapshot, i) => ({
            ...snapshot,
            parentSnapshotId: older[i - 1]?.snapshotId,
          })),
          { ...first, parentSnapshotId: older.at(-1)?.snapshotId },
          ...snapshots.slice(1),
        ],
      },
    };
  },
  'more old metadata files': (input, n) => ({
    ...input,
    metadata: {
      ...input.metadata,
      metadataLog: [
        ...input.metadata.metadataLog,
        ...Array.from({ length: n % 100 }, (_, i) => ({
          timestampMs: i,
          metadataLocation: `more${i}`,
        })),
      ],
    },
  }),
  'more bytes for old snapshots alone': (input, n) => ({
    ...input,
    oldSnapshotBytes:
      input.oldSnapshotBytes === undefined
        ? undefined
        : input.oldSnapshotBytes + n * 1_000_000,
  }),
  'larger delete files': changed((f, n) => ({
    positionDeleteBytes: f.positionDeleteBytes + BigInt(n) * 1_000_000n,
    equalityDeleteBytes: f.equalityDeleteBytes + BigInt(n) * 1_000_000n,
    deletionVectorBytes: f.deletionVectorBytes + BigInt(n) * 1_000_000n,
  })),
  'more orphan files': (input, n) => ({
    ...input,
    orphans: input.orphans && {
      ...input.orphans,
      count: input.orphans.count + n,
    },
  }),
  'larger orphan files': (input, n) => ({
    ...input,
    orphans: input.orphans && {
      ...input.orphans,
      sizeBytes: input.orphans.sizeBytes + n * 1_000_000,
    },
  }),
  'no write for longer': (input, n) => ({
    ...input,
    nowMs: input.nowMs + n * hourMs,
  }),
  'no bounds of the columns that order is judged by': changed(() => ({
    clustering: [],
    columnStatistics: {
      ...{ filesWithoutBounds: 0, columnsWithBounds: 1, columns: 3 },
    },
  })),
  'format version 1': input => ({
    ...input,
    metadata: { ...input.metadata, formatVersion: 1 },
  }),
  'statistics switched off': setting('write.metadata.metrics.default', 'none'),
  'manifest merge switched off': setting(
    'commit.manifest-merge.enabled',
    'false',
  ),
  'no commit retries': setting('commit.retry.num-retries', '0'),
  'a tiny target for files': setting('write.target-file-size-bytes', '1048576'),
};

function changed(
  change: (files: FileStatistics, amount: number) => Partial<FileStatistics>,
) {
  return (input: HealthInput, amount: number): HealthInput =>
    input.files
      ? { ...input, files: { ...input.files, ...change(input.files, amount) } }
      : input;
}

function setting(key: string, value: string) {
  return (input: HealthInput): HealthInput => ({
    ...input,
    metadata: {
      ...input.metadata,
      properties: { ...input.metadata.properties, [key]: value },
    },
  });
}

describe('judge, whatever the table', () => {
  it.each(Object.keys(worse))('never raises the score for %s', name => {
    fc.assert(
      fc.property(
        inputs,
        fc.integer({ min: 1, max: 5000 }),
        (input, amount) => {
          const before = judge(input, policy);
          const after = judge(worse[name](input, amount), policy);
          expect(after.score).toBeLessThanOrEqual(before.score!);
          expect(after.speedCost + after.promiseCost).toBeGreaterThanOrEqual(
            before.speedCost + before.promiseCost,
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('takes larger manifests of the same number for better filled ones: no line but theirs gets cheaper, and fewer bytes in as many never do', () => {
    const costsOf = (input: HealthInput) =>
      new Map(judge(input, policy).dimensions.map(one => [one.id, one.cost]));
    const withBytes = (input: HealthInput, sizeBytes: bigint): HealthInput => ({
      ...input,
      files: input.files && {
        ...input.files,
        manifests: { ...input.files.manifests, sizeBytes },
      },
    });
    fc.assert(
      fc.property(
        inputs,
        fc.bigInt({ min: 1n, max: 10n ** 10n }),
        (input, more) => {
          const before = costsOf(input);
          const larger = costsOf(
            withBytes(input, input.files!.manifests.sizeBytes + more),
          );
          for (const [id, cost] of larger) {
            if (id === 'manifests') {
              expect(cost).toBeLessThanOrEqual(before.get(id)!);
            } else if (id !== 'maintenance') {
              // Which is due because of other lines, this one among them.
              expect(cost).toBeGreaterThanOrEqual(before.get(id)!);
            }
          }
          const smaller = costsOf(
            withBytes(input, input.files!.manifests.sizeBytes / (1n + more)),
          );
          expect(smaller.get('manifests')).toBeGreaterThanOrEqual(
            before.get('manifests')!,
          );
        },
      ),
      { numRuns: 100 },
    );
  });

  it('adds up: score, costs and factors follow from the dimensions', () => {
    fc.assert(
      fc.property(inputs, input => {
        const health = judge(input, policy);
        const sum = (group: string) =>
          health.dimensions
            .filter(d => d.group === group)
            .reduce((total, d) => total + d.cost, 0);
        expect(health.speedCost).toBeCloseTo(sum('speed'), 6);
        expect(health.promiseCost).toBeCloseTo(sum('promise'), 6);
        expect(health.score).toBe(
          Math.round(
            Math.max(
              0,
              Math.round((100 - health.speedCost - health.promiseCost) * 10),
            ) / 10,
          ),
        );
        const factors = health.dimensions.reduce(
          (product, d) => product * (d.factor ?? 1),
          1,
        );
        expect(health.slowdown / factors).toBeCloseTo(1, 6);
        for (const { cost } of health.dimensions) {
          expect(cost).toBeGreaterThanOrEqual(0);
          expect(Math.round(cost * 10) / 10).toBe(cost);
        }
      }),
    );
  });

  it("is deterministic, doesn't touch its input, and its verdict is plain JSON", () => {
    fc.assert(
      fc.property(inputs, input => {
        const copy = structuredClone(input);
        const first = judge(input, policy);
        expect(judge(copy, policy)).toEqual(first);
        expect(input).toEqual(copy);
        expect(JSON.parse(JSON.stringify(first))).toEqual(
          JSON.parse(JSON.stringify(judge(copy, policy))),
        );
        expect(JSON.stringify(first)).not.toMatch(
          /NaN|Infinity|undefined|\[object/,
        );
      }),
      { numRuns: 30 },
    );
  });

  it('advises no step that a table in perfect order would lose more by than one deletion vector costs', () => {
    const input: HealthInput = {
      nowMs,
      metadata: metadataOf({ properties: {} }),
      files: filesOf({
        ...{ dataFiles: 4, dataBytes: 0n, dataRecords: 1_342_581n },
        ...{ deletionVectors: 1, deletionVectorRecords: 173_242n },
        clustering: [
          {
            ...{ fieldId: 2, column: 'ordered_at' },
            ...{ filesPerPoint: 0, filesWithBounds: 4 },
          },
        ],
      }),
    };
    const { recommendations, slowdown } = judge(input, policy);
    for (const { slowdownAfter } of recommendations)
      expect(slowdownAfter ?? 0).toBeLessThanOrEqual(slowdown + 1e-9);
  });

  it('predicts that no step makes the table worse, each from where the last one ended', () => {
    fc.assert(
      fc.property(inputs, input => {
        const health = judge(input, policy);
        const steps = health.recommendations.filter(
          ({ scoreAfter }) => scoreAfter !== undefined,
        );
        let score = health.score;
        let slowdown = health.slowdown;
        for (const step of steps) {
          expect(step.scoreBefore).toBe(score);
          expect(step.slowdownBefore).toBeCloseTo(slowdown, 9);
          expect(step.slowdownAfter).toBeLessThanOrEqual(slowdown + 1e-9);
          expect(step.scoreAfter).toBeGreaterThanOrEqual(score!);
          score = step.scoreAfter;
          slowdown = step.slowdownAfter!;
        }
      }),
    );
  });
});
