import type { HealthInput, TableHealth } from '../model';
import { judge } from '../judge/judge';
import { resolvePolicy } from '../policy/resolvePolicy';
import {
  simulateCompaction,
  simulateExpiry,
  simulateManifestRewrite,
} from '../simulate';
import { historyOf } from '../history';
import {
  dayMs,
  hourMs,
  inputOf,
  mb,
  metadataOf,
  nowMs,
  snapshotOf,
} from '../testing/tableOf';

const judged = (input: HealthInput): TableHealth =>
  judge(input, resolvePolicy({ metadata: input.metadata }));
const ids = (input: HealthInput) =>
  judged(input).recommendations.map(({ id }) => id);

const byDay = {
  partitionSpecs: [
    {
      specId: 0,
      fields: [
        {
          sourceIds: [2],
          fieldId: 1000,
          name: 'ordered_at_day',
          transform: 'day',
        },
      ],
    },
  ],
};
const streamed = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    snapshotOf(i, nowMs - (count - i) * 60_000),
  );
const old = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    snapshotOf(i, nowMs - 60 * dayMs + i * hourMs),
  );
const shuffled = [
  { fieldId: 2, column: 'ordered_at', filesPerPoint: 1, filesWithBounds: 1 },
];

describe('recommendations', () => {
  it('expire few snapshots where that frees much, and say what they free as a plan does', () => {
    const few = (rest: Partial<HealthInput>) =>
      inputOf({}, { snapshots: old(22) }, rest);
    const expiryOf = (input: HealthInput) =>
      judged(input).recommendations.find(({ id }) => id === 'expire-snapshots');
    expect(
      expiryOf(few({ reclaimableBytes: 63 * mb, reclaimableFiles: 2 })),
    ).toBeUndefined();
    expect(
      expiryOf(few({ reclaimableBytes: 900 * mb, reclaimableFiles: 40 }))
        ?.detail,
    ).toMatch(/That frees 900 MB in 40 files\.$/);
    const many = inputOf({}, { snapshots: old(200) });
    expect(expiryOf(many)?.detail).toMatch(/What that frees is not known\.$/);
    expect(
      expiryOf({ ...many, reclaimableBytes: 0, reclaimableFiles: 0 })?.detail,
    ).toMatch(/That frees nothing\.$/);
  });

  it('are none for a table that is well', () => {
    expect(ids(inputOf())).toEqual([]);
  });

  it('cure over-partitioning by coarser partitions, not by compaction', () => {
    const input = inputOf(
      {
        dataFiles: 5052,
        partitions: 5052,
        dataBytes: 177_000_000n,
        partitionsTruncated: true,
      },
      byDay,
    );
    const [step, ...others] = judged(input).recommendations;
    expect(others).toEqual([]);
    expect(step).toMatchObject({
      id: 'coarser-partitions',
      finding: '1 file in each of 5,052 partitions',
      destructive: false,
    });
    expect(step.actionDetail).toContain('years instead of days of ordered_at');
    expect(step.scoreAfter! - step.scoreBefore!).toBeGreaterThan(40);
    expect(step.statements?.trino).toContain(
      "partitioning = ARRAY['year(ordered_at)']",
    );
  });

  it('fold in the deletes of an over-partitioned table, too: that need not wait for coarser partitions', () => {
    const health = judged(
      inputOf(
        {
          dataFiles: 2000,
          dataBytes: 70_000_000n,
          partitions: 2000,
          partitionsTruncated: true,
          positionDeleteFiles: 2000,
          positionDeleteRecords: 1_125_000n,
          deleteFilesPerDataFile: 1,
          maxDeleteFilesPerDataFile: 1,
        },
        byDay,
      ),
    );
    const steps = health.recommendations.filter(
      ({ group }) => group === 'speed',
    );
    expect(steps.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['fold-deletes', 'coarser-partitions']),
    );
    const [fold, coarser] = steps.filter(({ id }) => id !== 'set-sort-order');
    expect([fold.id, coarser.id]).toEqual([
      'fold-deletes',
      'coarser-partitions',
    ]);
    expect(fold.slowdownAfter).toBeLessThan(fold.slowdownBefore! / 2);
    expect(coarser.slowdownAfter).toBeLessThan(1.2);
  });

  it('take the smallest step of time that suffices', () => {
    const input = inputOf(
      {
        dataFiles: 400,
        partitions: 400,
        dataBytes: 9_000_000n,
        partitionsTruncated: true,
      },
      byDay,
    );
    expect(judged(input).recommendations[0].actionDetail).toContain(
      'months instead of days',
    );
  });

  it('drop a partition field that has no coarser form', () => {
    const spec = {
      specId: 0,
      fields: [
        {
          sourceIds: [3],
          fieldId: 1000,
          name: 'Shop Name',
          transform: 'identity',
        },
      ],
    };
    const input = inputOf(
      {
        dataFiles: 900,
        partitions: 900,
        dataBytes: 9_000_000n,
        dataRecords: 9000n,
        partitionsTruncated: true,
      },
      { partitionSpecs: [spec] },
    );
    const [step] = judged(input).recommendations;
    expect(step.statements).toEqual({
      trino: expect.stringContaining('SET PROPERTIES partitioning = ARRAY[]'),
      spark: expect.stringContaining('DROP PARTITION FIELD `Shop Name`'),
    });
  });

  it('set a sort order before the rewrite that would need it', () => {
    const input = inputOf({
      dataFiles: 1000,
      clustering: shuffled.map(c => ({ ...c, filesWithBounds: 1000 })),
    });
    const steps = judged(input).recommendations;
    expect(steps.map(({ id }) => id)).toEqual(['set-sort-order', 'compact']);
    expect(steps[1].scoreAfter).toBe(100);
  });

  it('set a sort order where compaction would lose the order there is, and not where partitions keep it', () => {
    const many = {
      dataFiles: 9000,
      dataBytes: 12n * 134_217_728n,
      dataRecords: 90_000_000n,
    };
    expect(ids(inputOf(many))).toEqual(['set-sort-order', 'compact']);
    const daily = { ...many, partitions: 30, partitionsTruncated: true };
    expect(ids(inputOf(daily, byDay))).toEqual(['compact']);
    expect(
      ids(
        inputOf({
          dataFiles: 1000,
          dataBytes: 1_000_000n,
          dataRecords: 10_000n,
        }),
      ),
    ).toEqual(['compact']);
  });

  it("don't set a sort order twice", () => {
    const sortOrders = [
      {
        orderId: 1,
        fields: [
          {
            sourceIds: [2],
            transform: 'identity',
            direction: 'asc' as const,
            nullOrder: 'nulls-first' as const,
          },
        ],
      },
    ];
    const input = inputOf(
      { dataFiles: 1000 },
      { sortOrders, defaultSortOrderId: 1 },
    );
    const [step, ...others] = judged(input).recommendations;
    expect(others).toEqual([]);
    expect(step.statements?.spark).toContain("strategy => 'sort'");
  });

  it('say of expiry that it is for storage and privacy, never for speed', () => {
    const [step] = judged(inputOf({}, { snapshots: old(300) })).recommendations;
    expect(step).toMatchObject({
      id: 'expire-snapshots',
      group: 'promise',
      destructive: true,
      slowdownBefore: 1,
      slowdownAfter: 1,
    });
    expect(step.detail).toContain('not for speed');
    expect(step.statements).toEqual({
      trino:
        'ALTER TABLE "silver"."orders" EXECUTE expire_snapshots(retention_threshold => \'7d\', retain_last => 20)',
      spark:
        "CALL system.expire_snapshots(table => '`silver`.`orders`', older_than => TIMESTAMP '2026-11-17T12:00:00.000Z', retain_last => 20)",
    });
  });

  it.each(['false', 'no', '0', 'true '])(
    'leave snapshots alone where another service owns the files: gc.enabled is %j',
    value => {
      const health = judged(
        inputOf(
          {},
          { snapshots: old(300), properties: { 'gc.enabled': value } },
        ),
      );
      expect(health.recommendations.map(({ id }) => id)).not.toContain(
        'expire-snapshots',
      );
      expect(health.notes.some(({ text }) => text.includes('gc.enabled'))).toBe(
        true,
      );
    },
  );

  it("send people to the writer of a stale table: maintenance can't help", () => {
    const input = inputOf(
      {},
      { snapshots: old(1), properties: { 'lakehouse.max-staleness': 'P1D' } },
    );
    const health = judged(input);
    expect(health.recommendations).toMatchObject([
      { id: 'check-writer', action: 'Check its writer' },
    ]);
    expect(health.recommendations[0].scoreAfter).toBeUndefined();
    expect(health.lede.headline).toBe('Its writer stopped 60 days ago.');
    expect(health.lede.detail).toContain("Maintenance can't help");
  });

  it("don't offer Trino's rewrite of manifests where it may split them", () => {
    const bloated = {
      manifests: { data: 90, deletes: 0, sizeBytes: 900_000n },
    };
    const flat = judged(inputOf(bloated)).recommendations[0];
    const daily = judged(
      inputOf(
        {
          ...bloated,
          dataFiles: 80,
          partitions: 80,
          partitionsTruncated: true,
        },
        byDay,
      ),
    ).recommendations[0];
    expect(flat.statements?.trino).toBe(
      'ALTER TABLE "silver"."orders" EXECUTE optimize_manifests',
    );
    expect(Object.keys(daily.statements ?? {})).toEqual(['spark']);
    expect(daily.detail).toContain('may split');
  });

  it('come in order, and each starts where the one before ended', () => {
    const input = inputOf(
      {
        dataFiles: 2000,
        dataBytes: 168_000_000n,
        manifests: { data: 200, deletes: 20, sizeBytes: 1_500_000n },
        equalityDeleteFiles: 200,
        equalityDeleteRecords: 131_000n,
        deleteFilesPerDataFile: 100,
      },
      {
        formatVersion: 1,
        snapshots: [
          ...old(100),
          ...streamed(300).map((s, i) => snapshotOf(100 + i, s.timestampMs)),
        ],
        properties: { 'commit.manifest-merge.enabled': 'false' },
      },
      { orphans: { count: 4, sizeBytes: 5000, listedAtMs: nowMs } },
    );
    const health = judged(input);
    const steps = health.recommendations;
    expect(steps.map(({ id }) => id)).toEqual([
      'set-properties',
      'upgrade-format',
      'set-sort-order',
      'compact',
      'rewrite-manifests',
      'expire-snapshots',
      'remove-orphan-files',
      'slower-commits',
    ]);
    const predicted = steps.filter(
      ({ scoreAfter }) => scoreAfter !== undefined,
    );
    for (let i = 1; i < predicted.length; i++) {
      expect(predicted[i].scoreBefore).toBe(predicted[i - 1].scoreAfter);
    }
    expect(predicted.at(-1)?.slowdownAfter).toBe(1);
    expect(health.lede.detail).toContain(
      'Seven steps would bring reads back to 1× and the score from 0 to',
    );
  });

  it('count maintenance itself only once it has run', () => {
    const health = judged(inputOf({ dataFiles: 900 }, { snapshots: old(3) }));
    const { cost } = health.dimensions.find(({ id }) => id === 'maintenance')!;
    const last = health.recommendations
      .filter(({ scoreAfter }) => scoreAfter !== undefined)
      .at(-1)!;
    expect(cost).toBeGreaterThan(1);
    expect(last.scoreAfter).toBe(Math.round(100 - cost));
    expect(health.lede.detail).toContain('and to 100 once the run counts');
  });

  it("have no statements where the name of the table isn't known", () => {
    const { recommendations } = judged(
      inputOf(
        { dataFiles: 900 },
        { formatVersion: 1 },
        { tableName: undefined },
      ),
    );
    expect(recommendations.length).toBeGreaterThan(1);
    expect(
      recommendations.every(({ statements }) => statements === undefined),
    ).toBe(true);
  });

  it('quote names, whatever they are made of', () => {
    const tableName = {
      catalog: 'my"lake',
      namespace: ['a', 'b`c'],
      table: "it's",
    };
    const sorted = {
      clustering: shuffled.map(c => ({
        ...c,
        column: 'Shop "Name"',
        filesWithBounds: 4,
      })),
    };
    const [sort, compact] = judged(
      inputOf(sorted, {}, { tableName }),
    ).recommendations;
    expect(sort.statements).toEqual({
      trino:
        'ALTER TABLE "my""lake"."a.b`c"."it\'s" SET PROPERTIES sorted_by = ARRAY[\'"Shop ""Name"""\']',
      spark:
        'ALTER TABLE `my"lake`.`a`.`b``c`.`it\'s` WRITE ORDERED BY `Shop "Name"`',
    });
    expect(compact.statements?.spark).toContain(
      "CALL `my\"lake`.system.rewrite_data_files(table => '`a`.`b``c`.`it\\'s`'",
    );
  });
});

describe('simulations', () => {
  const policy = resolvePolicy();

  it('predict what was measured: 5,000 files become 2, deletes are gone, rows deleted are gone', () => {
    const before = inputOf({
      dataFiles: 5000,
      dataBytes: 175_000_000n,
      dataRecords: 2_000_000n,
      positionDeleteFiles: 7,
      positionDeleteRecords: 500_000n,
    });
    const { files } = simulateCompaction(before, policy);
    expect(files).toMatchObject({
      dataFiles: 1,
      dataRecords: 1_500_000n,
      dataBytes: 131_250_000n,
      positionDeleteFiles: 0,
      deleteFilesPerDataFile: 0,
    });
    expect(files?.histogram).toEqual([
      {
        minBytes: 67_108_864n,
        maxBytes: 134_217_728n,
        count: 1,
        sizeBytes: 131_250_000n,
      },
    ]);
    expect(before.files?.dataFiles).toBe(5000);
  });

  it('keep a file in each partition', () => {
    const before = inputOf(
      {
        dataFiles: 400,
        partitions: 100,
        partitionsTruncated: true,
        dataBytes: 1_000_000n,
      },
      byDay,
    );
    const after = simulateCompaction(before, policy);
    expect(after.files?.dataFiles).toBe(100);
    expect(after.files?.clustering[0].filesPerPoint).toBe(0.01);
  });

  it('compose, and change nothing but what they are for', () => {
    const snapshots = old(100);
    const before: HealthInput = {
      ...inputOf({
        manifests: { data: 300, deletes: 40, sizeBytes: 20n * 1_048_576n },
      }),
      metadata: metadataOf({ snapshots, metadataSizeBytes: 100_000 }),
      oldSnapshotBytes: 99 * mb,
      oldSnapshotFiles: 990,
      reclaimableBytes: 60 * mb,
      reclaimableFiles: 700,
    };
    const { due } = historyOf(before.metadata, policy, nowMs);
    const after = simulateExpiry(simulateManifestRewrite(before), due);
    expect(after.files?.manifests).toEqual({
      data: 3,
      deletes: 1,
      sizeBytes: 20n * 1_048_576n,
    });
    expect(after.metadata.snapshots).toHaveLength(20);
    expect(after.metadata.metadataSizeBytes).toBe(20_000);
    expect(after.oldSnapshotBytes).toBe(39 * mb);
    expect(after.oldSnapshotFiles).toBe(290);
    // Nothing that is due is left, whatever is kept still.
    expect(judge(before, policy)).toMatchObject({
      reclaimableBytes: 60 * mb,
      reclaimableFiles: 700,
    });
    expect(judge(after, policy)).toMatchObject({
      reclaimableBytes: 0,
      reclaimableFiles: 0,
      oldSnapshotBytes: 39 * mb,
    });
    const uncounted = { ...before, reclaimableBytes: undefined };
    expect(simulateExpiry(uncounted, due).oldSnapshotBytes).toBe(19 * mb);
    expect(judge(uncounted, policy)).not.toHaveProperty('reclaimableBytes');
    expect(simulateManifestRewrite(simulateExpiry(before, due))).toEqual(after);
  });

  it('leave a table of which nothing is known as it is', () => {
    const unread = { ...inputOf(), files: undefined };
    expect(simulateCompaction(unread, policy)).toEqual(unread);
  });
});
