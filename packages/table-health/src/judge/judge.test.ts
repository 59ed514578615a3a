import type { TableMetadata } from '@lakehouse-portal/table-metadata';
import { namedAilments } from '../ailments/namedAilments';
import type { AilmentId, HealthInput } from '../model';
import { resolvePolicy } from '../policy/resolvePolicy';
import {
  dayMs,
  filesOf,
  hourMs,
  inputOf,
  mb,
  metadataOf,
  nowMs,
  snapshotOf,
} from '../testing/tableOf';
import { judge } from './judge';

const judged = (input: HealthInput, layer?: string) =>
  judge(input, resolvePolicy({ layer, metadata: input.metadata }));

const dimension = (input: HealthInput, id: string) =>
  judged(input).dimensions.find(d => d.id === id)!;

const tiny = { dataBytes: 40_000n, dataRecords: 1000n };

const byDay = {
  partitionSpecs: [
    {
      specId: 0,
      fields: [
        { sourceIds: [2], fieldId: 1000, name: 'day', transform: 'day' },
      ],
    },
  ],
};

const partitions = (
  count: number,
  of: (i: number) => {
    dataFiles: number;
    dataBytes: bigint;
    dataRecords: bigint;
  },
) =>
  Array.from({ length: count }, (_, i) => ({
    specId: 0,
    partition: `day=${i}`,
    positionDeleteFiles: 0,
    equalityDeleteFiles: 0,
    deletionVectors: 0,
    deleteRecords: 0n,
    ...of(i),
  }));

const hourly = (count: number, ageMs = 0) =>
  Array.from({ length: count }, (_, i) =>
    snapshotOf(i, nowMs - ageMs - (count - 1 - i) * hourMs),
  );

describe('judge', () => {
  it('lists ten dimensions, speed before promises, in a fixed order', () => {
    expect(
      judged(inputOf()).dimensions.map(({ id, group }) => `${group} ${id}`),
    ).toEqual([
      'speed file-layout',
      'speed manifests',
      'speed deletes',
      'speed order-and-statistics',
      'promise snapshots-kept',
      'promise freshness',
      'promise maintenance',
      'promise configuration',
      'promise storage',
      'promise orphan-files',
    ]);
  });

  it('gives every line a value, a threshold and its source, and every costly one a cause', () => {
    const health = judged(
      inputOf(
        {
          dataFiles: 900,
          positionDeleteFiles: 40,
          deleteFilesPerDataFile: 2,
          positionDeleteRecords: 5000n,
          clustering: [],
        },
        { formatVersion: 1, snapshots: hourly(400, 40 * dayMs) },
        { orphans: { count: 3, sizeBytes: 900, listedAtMs: nowMs } },
      ),
    );
    for (const {
      value,
      threshold,
      thresholdSource,
      cost,
      cause,
    } of health.dimensions) {
      expect(value).not.toBe('');
      expect(threshold).not.toBe('');
      expect(thresholdSource.label).not.toBe('');
      expect(cause !== undefined || cost === 0).toBe(true);
    }
  });

  describe('names each ailment', () => {
    const ailing: Array<[AilmentId, HealthInput]> = [
      ['small-files', inputOf({ ...tiny, dataFiles: 240 })],
      [
        'over-partitioned',
        inputOf(
          {
            ...tiny,
            dataFiles: 400,
            partitions: 400,
            partitionsTruncated: true,
          },
          byDay,
        ),
      ],
      [
        'manifests',
        inputOf({
          ...tiny,
          manifests: { data: 60, deletes: 0, sizeBytes: 400_000n },
        }),
      ],
      [
        'deletes',
        inputOf({
          ...tiny,
          positionDeleteFiles: 4,
          positionDeleteRecords: 300n,
          deleteFilesPerDataFile: 1,
        }),
      ],
      [
        'deletes',
        inputOf({
          ...tiny,
          deletionVectors: 4,
          deletionVectorRecords: 300n,
          deleteFilesPerDataFile: 1,
        }),
      ],
      [
        'deletes',
        inputOf({
          ...tiny,
          equalityDeleteFiles: 4,
          equalityDeleteRecords: 300n,
          deleteFilesPerDataFile: 4,
        }),
      ],
      [
        'unsorted',
        inputOf({
          clustering: [
            {
              fieldId: 2,
              column: 'ordered_at',
              filesPerPoint: 0.98,
              filesWithBounds: 4,
            },
          ],
        }),
      ],
      [
        'missing-statistics',
        inputOf({
          ...tiny,
          clustering: [],
          columnStatistics: {
            filesWithoutBounds: 4,
            columnsWithBounds: 0,
            columns: 3,
          },
        }),
      ],
      ['snapshots', inputOf({}, { snapshots: hourly(300, 30 * dayMs) })],
      [
        'stale',
        inputOf(
          {},
          {
            snapshots: hourly(1, 9 * dayMs),
            properties: { 'lakehouse.max-staleness': 'P1D' },
          },
        ),
      ],
      ['old-format', inputOf({}, { formatVersion: 1 })],
      [
        'codec',
        inputOf(
          {},
          { properties: { 'write.parquet.compression-codec': 'gzip' } },
        ),
      ],
      [
        'schema-churn',
        inputOf(
          {},
          {
            schemas: Array.from({ length: 13 }, (_, schemaId) => ({
              ...metadataOf().schemas[0],
              schemaId,
            })),
          },
        ),
      ],
      [
        'metadata-cleanup-off',
        inputOf(
          {},
          {
            properties: {},
            metadataLog: Array.from({ length: 40 }, (_, i) => ({
              timestampMs: i,
              metadataLocation: `${i}`,
            })),
          },
        ),
      ],
      [
        'skew',
        inputOf({
          ...tiny,
          dataFiles: 20,
          partitions: 20,
          partitionStatistics: partitions(20, i => ({
            dataFiles: 1,
            dataBytes: 2000n,
            dataRecords: i === 7 ? 950n : 2n,
          })),
        }),
      ],
      ['storage-waste', inputOf({}, {}, { oldSnapshotBytes: 3_000_000_000 })],
      ['metadata-growth', inputOf({}, { metadataSizeBytes: 90 * mb })],
      [
        'orphan-files',
        inputOf(
          {},
          {},
          { orphans: { count: 2, sizeBytes: 4000, listedAtMs: nowMs } },
        ),
      ],
      [
        'poor-settings',
        inputOf({}, { properties: { 'commit.retry.num-retries': '0' } }),
      ],
      [
        'maintenance-due',
        inputOf({ dataFiles: 900 }, { snapshots: hourly(3, 20 * dayMs) }),
      ],
    ];

    it.each(ailing)('%s', (ailment, input) => {
      expect(namedAilments(judged(input))).toContain(ailment);
    });
  });

  describe('blames no table that is well, however long ago it was made', () => {
    const well: Array<[string, HealthInput]> = [
      ['large, sorted, compact', inputOf()],
      [
        'small, 12 commits',
        inputOf(
          {
            ...tiny,
            dataFiles: 12,
            manifests: { data: 12, deletes: 0, sizeBytes: 90_000n },
          },
          { snapshots: hourly(12) },
        ),
      ],
      [
        '30 daily partitions',
        inputOf(
          { ...tiny, dataFiles: 30, partitions: 30, partitionsTruncated: true },
          byDay,
        ),
      ],
      [
        'one file in no order',
        inputOf({
          ...tiny,
          dataFiles: 1,
          clustering: [
            {
              fieldId: 2,
              column: 'ordered_at',
              filesPerPoint: 1,
              filesWithBounds: 1,
            },
          ],
        }),
      ],
      [
        'few rows in no order',
        inputOf({
          ...tiny,
          clustering: [
            {
              fieldId: 2,
              column: 'ordered_at',
              filesPerPoint: 1,
              filesWithBounds: 4,
            },
          ],
        }),
      ],
      [
        'overwritten each day',
        inputOf(tiny, {
          snapshots: hourly(15).map(s => ({
            ...s,
            operation: 'overwrite',
            summary: {
              'deleted-data-files': '4',
              'removed-files-size': '40000',
            },
          })),
        }),
      ],
      [
        'no rows at all',
        inputOf({
          dataFiles: 0,
          dataBytes: 0n,
          dataRecords: 0n,
          manifests: { data: 0, deletes: 0, sizeBytes: 0n },
          clustering: [],
        }),
      ],
      ['text columns only', inputOf({ ...tiny, clustering: [] })],
    ];

    it.each(well)('%s', (_name, input) => {
      for (const ageMs of [0, 30 * dayMs, 1000 * dayMs]) {
        const health = judged({ ...input, nowMs: nowMs + ageMs });
        expect(namedAilments(health)).toEqual([]);
        expect(health.severity).toBe('healthy');
        expect(health.recommendations).toEqual([]);
        expect(health.lede.headline).toBe(
          "Reads are as fast as this table's layout allows; nothing is due.",
        );
      }
    });
  });

  describe('has no floor where published formulas have one', () => {
    it('rates 100,000 files of 100 kB as poor', () => {
      const health = judged(
        inputOf({
          dataFiles: 100_000,
          dataBytes: 10_000_000_000n,
          dataRecords: 100_000_000n,
        }),
      );
      expect(health.score).toBeLessThan(61);
      expect(health.slowdown).toBeGreaterThan(2);
    });

    it('rates 90 % deleted rows as critical, and worse than 20 %', () => {
      const deleted = (rows: bigint) =>
        judged(
          inputOf({
            dataFiles: 100,
            dataBytes: 100n * 134_217_728n,
            dataRecords: 10_000_000n,
            positionDeleteFiles: 100,
            positionDeleteRecords: rows,
            deleteFilesPerDataFile: 1,
          }),
        );
      expect(deleted(9_000_000n).score).toBe(0);
      expect(deleted(2_000_000n).score).toBeGreaterThan(50);
    });

    it('rates a million partitions of one tiny file as critical', () => {
      const health = judged(
        inputOf(
          {
            dataFiles: 1_000_000,
            partitions: 1_000_000,
            partitionsTruncated: true,
            dataBytes: 10_000_000_000n,
          },
          byDay,
        ),
      );
      expect(health.score).toBeLessThan(10);
      expect(namedAilments(health)[0]).toBe('over-partitioned');
    });

    it('calls a number of partitions that is an estimate one, wherever it is said', () => {
      for (const dataFiles of [1_200_000, 5_000_000]) {
        const health = judged(
          inputOf(
            {
              dataFiles,
              partitions: 1_204_711,
              partitionsTruncated: true,
              partitionSketch: {
                tracked: 100_000,
                relativeError: 0.008,
                maxForgottenFiles: 1,
              },
              partitionStatistics: partitions(2, i => ({
                dataFiles: 100_000 - i,
                dataBytes: 900_000_000n,
                dataRecords: 1_500_000n,
              })),
              dataBytes: 10_000_000_000n,
            },
            byDay,
          ),
        );
        const words = JSON.stringify([
          health.dimensions.map(({ evidence, ...said }) => said),
          health.recommendations,
          health.notes,
        ]);
        expect(words.match(/about 1,200,000 partitions/g)?.length).toBe(4);
        expect(words).not.toContain('1,204,711');
      }
    });
  });

  describe('file layout', () => {
    it('weighs partitions by their rows, so that a bad one is not averaged away', () => {
      const good = {
        dataFiles: 10,
        dataBytes: BigInt(1280 * mb),
        dataRecords: 1_000_000n,
      };
      const bad = {
        dataFiles: 9000,
        dataBytes: BigInt(128 * mb),
        dataRecords: 9_000_000n,
      };
      const input = inputOf({
        dataFiles: 9000 + 900,
        dataBytes: 90n * good.dataBytes + bad.dataBytes,
        dataRecords: 99_000_000n,
        partitions: 91,
        partitionStatistics: partitions(91, i => (i === 5 ? bad : good)),
      });
      const { cost, partitions: worst } = dimension(input, 'file-layout');
      expect(cost).toBeGreaterThan(5);
      expect(worst?.[0]).toEqual({
        partition: 'day=5',
        dataFiles: 9000,
        neededFiles: 1,
        sizeBytes: 128 * mb,
        deleteFiles: 0,
      });
      expect(worst).toHaveLength(1);
    });

    it('uses the totals for partitions that are not listed', () => {
      const all = partitions(300, () => ({
        dataFiles: 2,
        dataBytes: 20_000n,
        dataRecords: 10n,
      }));
      const base = {
        dataFiles: 600,
        dataBytes: 6_000_000n,
        dataRecords: 3000n,
        partitions: 300,
      };
      const listed = dimension(
        inputOf({ ...base, partitionStatistics: all }, byDay),
        'file-layout',
      );
      const truncated = dimension(
        inputOf(
          {
            ...base,
            partitionStatistics: all.slice(0, 10),
            partitionsTruncated: true,
          },
          byDay,
        ),
        'file-layout',
      );
      expect(truncated.cost).toBe(listed.cost);
      expect(truncated.ailments).toEqual(listed.ailments);
    });

    it("counts needed files by the policy's target", () => {
      const input = inputOf(
        { dataFiles: 900, dataBytes: BigInt(1024 * mb) },
        { properties: { 'write.target-file-size-bytes': '536870912' } },
      );
      expect(dimension(input, 'file-layout').value).toBe('900 files, 2 needed');
    });

    it('counts needed files partition by partition, as what to do counts them; without partitions where these are the trouble', () => {
      const small = { dataFiles: 900, partitions: 3, dataBytes: 9_000_000n };
      const few = judge(inputOf({ ...small }, byDay), resolvePolicy());
      expect(dimension(inputOf(small, byDay), 'file-layout').value).toBe(
        '900 files, 3 needed',
      );
      expect(
        few.recommendations.find(({ id }) => id === 'compact')?.finding,
      ).toBe('900 files where 3 would do');
      expect(
        dimension(inputOf({ ...small, partitions: 900 }, byDay), 'file-layout')
          .value,
      ).toBe('900 files, 1 needed without partitions');
    });
  });

  describe('freshness', () => {
    const idle = (properties: Record<string, string>) =>
      inputOf({}, { snapshots: hourly(3, 400 * dayMs), properties });

    it('costs nothing without a promise', () => {
      const line = dimension(idle({}), 'freshness');
      expect(line).toMatchObject({
        state: 'known',
        cost: 0,
        value: 'Last change 400 days ago',
        threshold: 'nothing promised',
      });
      expect(line.ailments).toBeUndefined();
    });

    it('is not fooled by maintenance, which changes no rows', () => {
      const snapshots = [
        snapshotOf(0, nowMs - 9 * dayMs),
        snapshotOf(1, nowMs - hourMs, { operation: 'replace' }),
      ];
      const line = dimension(
        inputOf(
          {},
          { snapshots, properties: { 'lakehouse.max-staleness': 'P1D' } },
        ),
        'freshness',
      );
      expect(line).toMatchObject({
        value: 'Last change 9 days ago',
        ailments: ['stale'],
      });
      expect(line.thresholdSource).toMatchObject({
        kind: 'table-property',
        reference: 'lakehouse.max-staleness',
      });
    });

    it('is unknown when the last change has expired and may have been fresh enough', () => {
      const snapshots = [
        snapshotOf(5, nowMs - hourMs, { operation: 'replace' }),
      ];
      const line = dimension(
        inputOf(
          {},
          { snapshots, properties: { 'lakehouse.max-staleness': 'P1D' } },
        ),
        'freshness',
      );
      expect(line).toMatchObject({ state: 'unknown', cost: 0 });
      expect(line.howToKnow).toContain('expired');
    });

    it('is unknown when the newest change is dated in the future: a clock was wrong', () => {
      const line = dimension(
        inputOf(
          {},
          {
            snapshots: hourly(1, -3650 * dayMs),
            properties: { 'lakehouse.max-staleness': 'PT1H' },
          },
        ),
        'freshness',
      );
      expect(line).toMatchObject({
        state: 'unknown',
        cost: 0,
        value: 'Last change is dated 3,650 days ahead',
        howToKnow: expect.stringContaining('A clock was wrong'),
      });
    });

    it('takes a commit by a clock that is a little ahead as just now', () => {
      const line = dimension(
        inputOf(
          {},
          {
            snapshots: hourly(1, -hourMs / 2),
            properties: { 'lakehouse.max-staleness': 'PT1H' },
          },
        ),
        'freshness',
      );
      expect(line).toMatchObject({
        cost: 0,
        value: 'Last change 0 seconds ago',
      });
    });
  });

  describe('snapshots kept', () => {
    it('charges only those that are old and beyond the number to keep', () => {
      const properties = {
        'history.expire.max-snapshot-age-ms': String(5 * dayMs),
        'history.expire.min-snapshots-to-keep': '50',
      };
      const young = dimension(
        inputOf({}, { snapshots: hourly(110), properties }),
        'snapshots-kept',
      );
      const kept = dimension(
        inputOf({}, { snapshots: hourly(50, 90 * dayMs), properties }),
        'snapshots-kept',
      );
      const due = dimension(
        inputOf({}, { snapshots: hourly(150, 90 * dayMs), properties }),
        'snapshots-kept',
      );
      expect([young.cost, kept.cost]).toEqual([0, 0]);
      expect(due.evidence).toMatchObject({ snapshots: 150, dueSnapshots: 100 });
      expect(due.cost).toBe(3);
    });

    it('spares what tags and branches hold, by their own retention', () => {
      const snapshots = hourly(200, 90 * dayMs);
      const refs = [
        {
          name: 'main',
          type: 'branch' as const,
          snapshotId: snapshots[199].snapshotId,
        },
        {
          name: 'audit',
          type: 'tag' as const,
          snapshotId: snapshots[3].snapshotId,
        },
        {
          name: 'test',
          type: 'branch' as const,
          snapshotId: snapshots[60].snapshotId,
          minSnapshotsToKeep: 40,
        },
      ];
      const line = dimension(
        inputOf({}, { snapshots, refs }),
        'snapshots-kept',
      );
      expect(line.evidence.dueSnapshots).toBe(200 - 20 - 1 - 40);
    });

    it('ends at circles and gaps of damaged history', () => {
      const [a, b] = hourly(2, 90 * dayMs);
      const snapshots = [{ ...a, parentSnapshotId: b.snapshotId }, b];
      expect(judged(inputOf({}, { snapshots })).score).toBe(100);
      expect(
        judged(inputOf({}, { snapshots: [{ ...b, parentSnapshotId: '404' }] }))
          .score,
      ).toBe(100);
    });
  });

  describe('storage', () => {
    it('estimates what old snapshots alone hold from the summaries', () => {
      const snapshots = hourly(3).map((s, i) =>
        i === 2
          ? {
              ...s,
              operation: 'overwrite',
              summary: {
                'deleted-data-files': '9',
                'removed-files-size': '4000000000',
              },
            }
          : s,
      );
      const health = judged(inputOf({}, { snapshots }));
      // Said of no figure that was counted; and none of it is past its retention.
      expect(health).not.toHaveProperty('oldSnapshotBytes');
      expect(health).toMatchObject({
        reclaimableBytes: 0,
        reclaimableFiles: 0,
      });
      expect(health.dimensions.find(({ id }) => id === 'storage')?.value).toBe(
        'About 97 % serves old snapshots only',
      );
    });

    it("says unknown where summaries don't tell", () => {
      const snapshots = hourly(2).map((s, i) =>
        i === 1
          ? {
              ...s,
              operation: 'delete',
              summary: { 'deleted-data-files': '9' },
            }
          : s,
      );
      const health = judged(inputOf({}, { snapshots }));
      expect(
        health.dimensions.find(({ id }) => id === 'storage'),
      ).toMatchObject({ state: 'unknown', cost: 0 });
    });
  });

  describe('what is not known', () => {
    it('gives no score to a table whose manifests were not read', () => {
      const health = judged({ ...inputOf(), files: undefined });
      expect(health).toMatchObject({
        severity: 'unknown',
        scoreIsUpperBound: true,
      });
      expect(health.score).toBeUndefined();
      expect(
        health.dimensions.filter(
          ({ group, state }) => group === 'speed' && state === 'unknown',
        ),
      ).toHaveLength(4);
    });

    it('gives no score to a table without a snapshot, and says so', () => {
      const health = judged(
        inputOf({}, { snapshots: [], currentSnapshotId: undefined }),
      );
      expect(health).toMatchObject({
        severity: 'unknown',
        commitRhythm: { workload: 'unknown' },
      });
      expect(health.lede.headline).toBe('No data yet.');
      expect(health.snapshotId).toBeUndefined();
      expect(namedAilments(health)).toEqual([]);
    });

    it('does not call a table empty whose current snapshot is damaged, or that has snapshots beside main', () => {
      const without = (part: Partial<TableMetadata>) =>
        judged(inputOf({}, { currentSnapshotId: undefined, ...part }));
      const unreadable = [
        { code: 'snapshot-unreadable' as const, message: 'Snapshot 3 …' },
      ];
      const none = without({ snapshots: [], warnings: unreadable });
      expect(none.severity).toBe('unknown');
      expect(none.lede.headline).toContain("can't be read");
      expect(none.lede.detail).toContain('None of its snapshots');
      expect(none.dimensions[0].value).toBe(
        "The current snapshot can't be read",
      );
      const some = without({ warnings: unreadable });
      expect(some.lede.detail).toContain('1 other snapshot can be');
      const staged = without({});
      expect(staged.lede.headline).toContain('Nothing is current');
      expect(staged.dimensions[0].value).toBe('No current snapshot');
      for (const health of [none, some, staged]) {
        expect(JSON.stringify(health)).not.toContain('No data yet');
      }
    });

    it('neither charges nor credits a table of Nessie for the one snapshot that its metadata has', () => {
      const years = 3 * 365 * 24 * hourMs;
      const lone = [snapshotOf(0, nowMs - years)];
      const usual = judged(inputOf({}, { snapshots: lone }));
      for (const properties of [
        { 'nessie.commit.id': 'abc' } as Record<string, string>,
        { 'gc.enabled': 'false' },
      ]) {
        const health = judged(inputOf({}, { snapshots: lone, properties }));
        const of = (id: string) =>
          health.dimensions.find(candidate => candidate.id === id);
        expect(of('snapshots-kept')).toMatchObject({
          state: 'unknown',
          cost: 0,
          value: 'Kept by Nessie, in its commits',
        });
        expect(of('maintenance')).toMatchObject({ state: 'unknown', cost: 0 });
        expect(of('storage')?.value).not.toContain('Nothing serves old');
        // What it does not tell of its past says nothing about how fast it is.
        expect(health.slowdown).toBe(usual.slowdown);
        expect(health.scoreIsUpperBound).toBe(usual.scoreIsUpperBound);
      }
      // Engines may forbid expiry, too: with a history it is judged as any other.
      const several = judged(
        inputOf(
          {},
          {
            snapshots: [snapshotOf(0, nowMs - years), snapshotOf(1, nowMs)],
            properties: { 'gc.enabled': 'false' },
          },
        ),
      );
      expect(
        several.dimensions.find(({ id }) => id === 'snapshots-kept')?.state,
      ).toBe('known');
    });

    it('takes part of the manifests as a lower bound: bad is certain, good is not', () => {
      const damaged = {
        incomplete: true,
        warnings: [
          {
            code: 'manifest-unreadable',
            message: 'Manifest m1.avro is truncated.',
          },
        ],
      };
      const good = judged(inputOf(damaged));
      expect(good.severity).toBe('unknown');
      expect(good.score).toBeUndefined();
      expect(
        good.notes.find(({ subject }) => subject === 'Damage')?.text,
      ).toContain('m1.avro');
      const bad = judged(inputOf({ ...damaged, dataFiles: 9000 }));
      expect(bad).toMatchObject({
        severity: 'critical',
        scoreIsUpperBound: true,
      });
      expect(bad.lede.headline).toMatch(/^Reads take at least /);
      expect(bad.recommendations.map(({ id }) => id)).not.toContain('compact');
    });

    it('bug: says of files of which none could be read that they are unknown, not that there are none', () => {
      const unread = judged(
        inputOf({
          dataFiles: 0,
          incomplete: true,
          warnings: [
            {
              code: 'manifest-list-unreadable',
              message: 'snap-1.avro: access denied.',
            },
          ],
        }),
      );
      expect(unread.severity).toBe('unknown');
      expect(unread.lede.headline).toBe('The health of this table is unknown.');
      for (const { group, id, state } of unread.dimensions)
        if (group === 'speed') expect([id, state]).toEqual([id, 'unknown']);
      expect(
        unread.notes.find(({ subject }) => subject === 'Damage')?.text,
      ).toContain('access denied');
    });

    it('charges nothing for orphan files that nobody looked for, and says how to look', () => {
      expect(dimension(inputOf(), 'orphan-files')).toMatchObject({
        state: 'unknown',
        cost: 0,
        howToKnow: expect.stringContaining('List'),
      });
    });
  });

  it('calls rows in random order unsorted, also by a column whose values all differ', () => {
    // Seen from each bound of such files, half of them are open; of those by day, all.
    const cost = (filesPerPoint: number) =>
      dimension(
        inputOf({
          dataFiles: 100,
          clustering: [
            { fieldId: 2, column: 'id', filesPerPoint, filesWithBounds: 100 },
          ],
        }),
        'order-and-statistics',
      ).cost;
    expect(cost(101 / 200)).toBe(cost(1));
    expect(cost(0.3)).toBeLessThan(cost(1) / 2);
  });

  it('shows skew and codec at no cost', () => {
    const input = inputOf(
      {
        dataFiles: 20,
        partitions: 20,
        partitionStatistics: partitions(20, i => ({
          dataFiles: 1,
          dataBytes: 7_000_000n,
          dataRecords: i === 0 ? 2_375_000n : 6_500n,
        })),
      },
      { properties: { 'write.parquet.compression-codec': 'snappy' } },
    );
    const health = judged(input);
    expect(health.score).toBe(100);
    expect(
      health.notes
        .filter(({ ailment }) => ailment !== undefined)
        .map(({ ailment }) => ailment),
    ).toEqual(['skew', 'codec']);
    expect(health.notes[0].text).toContain('day=0 holds 95 % of the rows');
  });

  it("shows a policy property that can't be read instead of failing", () => {
    const health = judged(
      inputOf({}, { properties: { 'lakehouse.max-staleness': 'tomorrow' } }),
    );
    expect(
      health.dimensions.find(({ id }) => id === 'configuration'),
    ).toMatchObject({ cost: 1, ailments: ['poor-settings'] });
    expect(
      health.notes.some(({ text }) =>
        text.includes('lakehouse.max-staleness: "tomorrow"'),
      ),
    ).toBe(true);
  });

  it('judges 50,000 snapshots, 200 branches and 1,000 partitions without recursion or quadratic work', () => {
    const snapshots = Array.from({ length: 50_000 }, (_, i) =>
      snapshotOf(i, nowMs - (50_000 - i) * 60_000),
    );
    const refs = Array.from({ length: 200 }, (_, i) => ({
      name: `b${i}`,
      type: 'branch' as const,
      snapshotId: snapshots[i * 100].snapshotId,
    }));
    const health = judged({
      metadata: metadataOf({ snapshots, refs }),
      files: filesOf({
        dataFiles: 50_000,
        partitions: 5000,
        partitionsTruncated: true,
        partitionStatistics: partitions(1000, () => ({
          dataFiles: 40,
          dataBytes: 1000n,
          dataRecords: 10n,
        })),
      }),
      nowMs,
    });
    expect(health.severity).toBe('critical');
    expect(
      health.dimensions.every(line => (line.partitions?.length ?? 0) <= 20),
    ).toBe(true);
  });
});
