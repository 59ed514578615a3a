import { resolvePolicy } from '@lakehouse-portal/table-health';
import fc from 'fast-check';
import {
  DAY_MS,
  dayOf,
  engineOf,
  MB,
  planInputOf,
  snapshotOf,
} from '../__testUtils__/planInputOf';
import { declinedOf, rewritesOf, whole } from '../__testUtils__/planParts';
import type { DeclinedStep, MaintenanceOperation } from '../model';
import { maintenanceOperations } from '../model';
import { defaultMaintenanceRules } from './MaintenanceRules';
import { planMaintenance } from './planMaintenance';

describe('plans where other scores are blind', () => {
  it('takes up small files alone where they are known one by one, and whole partitions where there are deletes', () => {
    const days = [
      dayOf(3, 500, 40 * MB),
      dayOf(2, 2, 400 * MB),
      dayOf(1, 300, 10 * MB, { positionDeleteFiles: 3, deleteRecords: 9n }),
    ];
    const small = (index: number, files: number) => ({
      specId: 0,
      partition: days[index].partition,
      files,
      bytes: BigInt(files * MB),
    });
    const plan = planMaintenance(
      planInputOf(days, {
        input: {
          smallFiles: [small(0, 480), small(1, 1), small(2, 290)],
        },
      }),
    );
    const predicted = rewritesOf(plan).map(unit => [
      unit.partition?.label,
      unit.predicted,
    ]);
    expect(predicted).toEqual([
      [
        days[0].partition,
        {
          filesBefore: 480,
          filesAfter: 4,
          rewrittenBytes: String(480 * MB),
          deleteFilesBefore: 0,
          deleteFilesAfter: 0,
        },
      ],
      [
        days[2].partition,
        expect.objectContaining({
          filesBefore: 300,
          rewrittenBytes: String(3000 * MB),
          deleteFilesBefore: 3,
        }),
      ],
    ]);
    const [step] = plan.steps;
    expect(step.benefit.dataFiles).toEqual({ before: 802, after: 50 });
  });

  it('compacts 100,000 files of 100 kB in one partition', () => {
    const plan = planMaintenance(planInputOf(whole(100_000, 100_000)));
    const [unit] = rewritesOf(plan);
    expect(unit.predicted).toMatchObject({
      filesBefore: 100_000,
      filesAfter: 75,
      rewrittenBytes: '10000000000',
    });
    expect(plan.scoreAfter).toBeGreaterThan((plan.scoreBefore ?? 100) + 50);
    expect(plan.slowdownAfter).toBeLessThan(2);
  });

  it('folds deletes in where 90 % of the rows are deleted', () => {
    const plan = planMaintenance(
      planInputOf(whole(20, 128 * MB, 20), {
        files: { dataFilesWithDeletes: 20 },
      }),
    );
    expect(plan.steps.map(({ operation }) => operation)).toContain(
      'rewrite-data-files',
    );
    const step = plan.steps.find(
      ({ operation }) => operation === 'rewrite-data-files',
    );
    expect(step?.benefit.deleteFiles).toEqual({ before: 20, after: 0 });
  });

  it('proposes coarser partitions, not compaction, for one tiny file in each of 5,000', () => {
    const partitions = Array.from({ length: 5000 }, (_, day) =>
      dayOf(day, 1, 35_000),
    );
    const plan = planMaintenance(planInputOf(partitions));
    expect(rewritesOf(plan)).toEqual([]);
    expect(declinedOf(plan, 'rewrite-data-files')).toMatchObject({
      kind: 'would-not-help',
      reason: expect.stringContaining('coarser partitions'),
    });
  });

  it('folds in the deletes of 2,000 partitions of one file, which no merge would touch, beside the advice to use coarser ones', () => {
    const partitions = Array.from({ length: 2000 }, (_, day) =>
      dayOf(day + 1, 1, 35_000, {
        positionDeleteFiles: 1,
        deleteRecords: 450n,
      }),
    );
    const plan = planMaintenance(planInputOf(partitions));
    const units = rewritesOf(plan);
    expect(units).toHaveLength(2000);
    expect(units[0].predicted).toMatchObject({
      filesBefore: 1,
      filesAfter: 1,
      deleteFilesBefore: 1,
      deleteFilesAfter: 0,
    });
    const step = plan.steps.find(
      ({ operation }) => operation === 'rewrite-data-files',
    );
    expect(step?.benefit.deleteFiles).toEqual({ before: 2000, after: 0 });
    expect(step?.reason).toContain('2,000 delete files slow every read');
    expect(step?.reason).toContain('use coarser partitions for that');
    expect(plan.slowdownAfter).toBeLessThan((plan.slowdownBefore ?? 0) / 2);
    expect(plan.slowdownAfter).toBeGreaterThan(1.5);
  });

  it('does not rewrite what is only in no order: that brings none, and was measured to be slower', () => {
    const plan = planMaintenance(
      planInputOf(whole(40, 100 * MB, 0, 1_000_000), {
        files: {
          clustering: [
            {
              fieldId: 1,
              column: 'at',
              filesPerPoint: 1,
              filesWithBounds: 40,
            },
          ],
        },
      }),
    );
    expect(rewritesOf(plan)).toEqual([]);
    expect(declinedOf(plan, 'rewrite-data-files')).toMatchObject({
      kind: 'would-not-help',
      reason: expect.stringContaining('Set a sort order first'),
    });
  });

  it('rewrites all of it once a sort order is set', () => {
    const plan = planMaintenance(
      planInputOf(whole(40, 127 * MB, 0, 1_000_000), {
        files: {
          clustering: [
            {
              fieldId: 1,
              column: 'at',
              filesPerPoint: 1,
              filesWithBounds: 40,
            },
          ],
        },
        metadata: {
          defaultSortOrderId: 1,
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
        },
      }),
    );
    expect(rewritesOf(plan)).toMatchObject([{ rewriteAll: true }]);
    expect(plan.slowdownAfter).toBeLessThan(plan.slowdownBefore ?? 0);
  });

  it('says that few small files are not worth a rewrite, instead of calling them large', () => {
    const plan = planMaintenance(planInputOf(whole(30, 10_000)));
    expect(declinedOf(plan, 'rewrite-data-files')?.reason).toBe(
      "30 files where 1 would do: reads hardly notice so few, and a rewrite isn't worth it yet.",
    );
  });
});

describe('manifests that a compaction leaves', () => {
  const days = Array.from({ length: 35 }, (_, day) =>
    dayOf(day + 1, 40, 100_000),
  );

  it('are merged by the same plan: 35 pieces leave 35 more, which had made tables slower than before', () => {
    const plan = planMaintenance(
      planInputOf(days, {
        files: { manifests: { data: 5, deletes: 0, sizeBytes: 40_000n } },
      }),
    );
    expect(plan.steps.map(({ operation }) => operation)).toEqual([
      'rewrite-data-files',
      'rewrite-manifests',
    ]);
    const [compaction, merge] = plan.steps;
    expect(compaction.units).toHaveLength(35);
    expect(merge.units[0]).toMatchObject({
      predicted: { manifestsBefore: 40, manifestsAfter: 1 },
    });
    expect(compaction.slowdownAfter).toBeGreaterThan(plan.slowdownAfter!);
    expect(plan.slowdownAfter).toBeLessThan(plan.slowdownBefore!);
  });

  it('are few where the engine can merge none: then all of it is one commit, and what is too much for one is left where it made reads slower', () => {
    const engine = engineOf({
      'rewrite-manifests': {
        supported: true,
        notFor: { partitioned: 'It makes one for each partition.' },
      },
    });
    const plan = planMaintenance(planInputOf(days, { input: { engine } }));
    expect(rewritesOf(plan)).toMatchObject([
      { partition: undefined, predicted: { filesBefore: 1400 } },
    ]);
    expect(plan.steps[0].reason).toContain('In one commit');
    expect(plan.slowdownAfter).toBeLessThan(plan.slowdownBefore!);
    const large = Array.from({ length: 35 }, (_, day) =>
      dayOf(day + 1, 1000, MB),
    );
    const left = planMaintenance(planInputOf(large, { input: { engine } }));
    expect(left.steps).toEqual([]);
    expect(declinedOf(left, 'rewrite-data-files')).toMatchObject({
      kind: 'would-not-help',
      reason: expect.stringMatching(
        /would make reads slower, not faster: .* 53 % longer.* 35 commits leaves a manifest/,
      ),
    });
    // Who asks for just that has it planned, with what comes of it.
    const asked = planMaintenance(
      planInputOf(large, {
        input: {
          engine,
          operations: ['rewrite-data-files'],
          evenIfLittle: true,
        },
      }),
    );
    expect(rewritesOf(asked)).toHaveLength(35);
    expect(asked.scoreAfter).toBeLessThan(asked.scoreBefore!);
  });
});

it('counts the small files of two partitions of one name, null and the text "null", once', () => {
  const named = { partition: 'region=null', startMs: undefined };
  const plan = planMaintenance(
    planInputOf([dayOf(0, 150, 20_000, named), dayOf(0, 100, 20_000, named)], {
      input: {
        smallFiles: [
          {
            ...{ specId: 0, partition: 'region=null' },
            ...{ files: 250, bytes: 5_000_000n },
          },
        ],
      },
    }),
  );
  const units = rewritesOf(plan);
  expect(units.length).toBeGreaterThan(0);
  expect(
    units.reduce((sum, { predicted }) => sum + predicted.filesBefore, 0),
  ).toBe(250);
  expect(
    units.reduce(
      (sum, { predicted }) => sum + BigInt(predicted.rewrittenBytes),
      0n,
    ),
  ).toBe(5_000_000n);
});

describe('an expiry of few snapshots', () => {
  const expiryOf = (sizeBytes: number) =>
    planMaintenance(
      planInputOf([dayOf(1, 1, 100 * MB)], {
        metadata: {
          snapshots: Array.from({ length: 25 }, (_, i) =>
            snapshotOf(i, (60 - i) * DAY_MS),
          ),
        },
        input: { expiry: { files: 9, sizeBytes: BigInt(sizeBytes) } },
      }),
    ).steps.find(({ operation }) => operation === 'expire-snapshots');

  it('says that nobody was told of it before, unless it frees much', () => {
    expect(expiryOf(3 * MB)?.reason).toMatch(
      /3 MB become unreachable .* So few, and so little, are not listed as due: they go along with what is planned\.$/,
    );
    expect(expiryOf(3000 * MB)?.reason).not.toContain('not listed as due');
  });
});

describe('how far time travel reaches after an expiry', () => {
  it('goes by the ancestors of the current snapshot: what a tag holds is read by its name alone', () => {
    const snapshots = Array.from({ length: 40 }, (_, id) =>
      snapshotOf(id, (40 - id) * DAY_MS),
    );
    const plan = planMaintenance(
      planInputOf([dayOf(1, 2, 400 * MB)], {
        metadata: {
          snapshots,
          refs: [
            {
              name: 'before-erasures',
              type: 'tag',
              snapshotId: snapshots[0].snapshotId,
            },
          ],
        },
      }),
    );
    const step = plan.steps.find(
      ({ operation }) => operation === 'expire-snapshots',
    );
    expect(step?.benefit).toMatchObject({
      timeTravelFrom: {
        before: new Date(snapshots[0].timestampMs).toISOString(),
        after: new Date(snapshots[20].timestampMs).toISOString(),
      },
      protectedRefs: ['before-erasures'],
    });
  });
});

describe('a plan that its budget cuts', () => {
  const days = Array.from({ length: 100 }, (_, day) =>
    dayOf(day + 1, 100, 100_000, {
      positionDeleteFiles: 1,
      deleteRecords: 20_000n,
    }),
  );
  const planned = (maxRewrittenBytes?: bigint) =>
    planMaintenance(
      planInputOf(days, {
        input: { rules: { ...defaultMaintenanceRules, maxRewrittenBytes } },
      }),
    );

  it('promises what the partitions that it takes up bring, not what all would', () => {
    const all = planned();
    const one = planned(10_000_000n);
    const half = planned(500_000_000n);
    const [step] = one.steps;
    expect(step.units).toHaveLength(1);
    expect(step.benefit).toMatchObject({
      dataFiles: { before: 10_000, after: 9901 },
      deleteFiles: { before: 100, after: 99 },
    });
    expect(one.slowdownAfter! / one.slowdownBefore!).toBeGreaterThan(0.98);
    expect(one.scoreAfter! - one.scoreBefore!).toBeLessThan(3);
    expect(half.slowdownAfter).toBeLessThan(one.slowdownAfter!);
    expect(half.slowdownAfter).toBeGreaterThan(all.slowdownAfter!);
    expect(all.slowdownAfter).toBeLessThan(1.2);
  });

  it('promises as much as one without, where all fits', () => {
    const { plannedAt, ...fits } = planned(1_000_000_000n);
    expect(fits).toMatchObject({
      scoreAfter: planned().scoreAfter,
      slowdownAfter: planned().slowdownAfter,
    });
  });

  it('never promises more than one without a budget, whose pieces may leave a few manifests that are not worth a merge', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            files: fc.integer({ min: 1, max: 900 }),
            deletes: fc.nat(5),
          }),
          { minLength: 2, maxLength: 30 },
        ),
        fc.bigInt({ min: 1n, max: 2_000_000_000n }),
        (partitions, maxRewrittenBytes) => {
          const of = (rules: typeof defaultMaintenanceRules) =>
            planMaintenance(
              planInputOf(
                partitions.map(({ files, deletes }, day) =>
                  dayOf(day + 1, files, 100_000, {
                    positionDeleteFiles: deletes,
                    deleteRecords: BigInt(deletes * 100),
                  }),
                ),
                { input: { rules } },
              ),
            );
          const cut = of({ ...defaultMaintenanceRules, maxRewrittenBytes });
          const uncut = of(defaultMaintenanceRules);
          // Below 10 points, which are a factor of 1.26, manifests are left as they are.
          const merges = uncut.steps.some(
            ({ operation }) => operation === 'rewrite-manifests',
          );
          expect(cut.slowdownAfter).toBeGreaterThanOrEqual(
            uncut.slowdownAfter! / (merges ? 1 : 1.26) - 1e-9,
          );
          expect(cut.slowdownAfter).toBeLessThanOrEqual(
            cut.slowdownBefore! + 1e-9,
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});

type DeclinedCase = [
  string,
  Parameters<typeof planInputOf>[1],
  MaintenanceOperation,
  Partial<DeclinedStep>,
];

describe('what a plan declines, and why', () => {
  const ill = whole(5000, 35_000);
  const old = Array.from({ length: 40 }, (_, id) =>
    snapshotOf(id, (80 - id) * DAY_MS),
  );

  it('everything, where another service maintains the table', () => {
    const plan = planMaintenance(
      planInputOf(ill, {
        input: { rules: { ...defaultMaintenanceRules, maintainedBy: 'Amoro' } },
      }),
    );
    expect(plan.steps).toEqual([]);
    expect(plan.declined.map(({ operation }) => operation)).toEqual([
      ...maintenanceOperations,
    ]);
    for (const { kind, reason } of plan.declined) {
      expect({ kind, reason }).toEqual({
        kind: 'must-not',
        reason: expect.stringContaining('Amoro maintains this table'),
      });
    }
  });

  it.each<DeclinedCase>([
    [
      'no engine',
      { input: { engine: undefined } },
      'rewrite-data-files',
      { kind: 'cannot', reason: expect.stringContaining('no engine') },
    ],
    [
      'an engine that can not',
      {
        input: {
          engine: engineOf({
            'rewrite-manifests': { supported: false, note: 'Too old.' },
          }),
        },
      },
      'rewrite-manifests',
      { kind: 'cannot', reason: 'Too old.' },
    ],
    [
      'gc.enabled=false',
      { metadata: { snapshots: old, properties: { 'gc.enabled': 'false' } } },
      'expire-snapshots',
      { kind: 'must-not', reason: expect.stringContaining('gc.enabled') },
    ],
    [
      'gc.enabled=false, orphan files',
      { metadata: { properties: { 'gc.enabled': 'FALSE' } } },
      'remove-orphan-files',
      { kind: 'must-not' },
    ],
    ...['no', '0', 'off', 'false ', ' true'].map(
      (value): DeclinedCase => [
        `gc.enabled=${value}, which Iceberg takes for false`,
        { metadata: { snapshots: old, properties: { 'gc.enabled': value } } },
        'expire-snapshots',
        { kind: 'must-not', reason: expect.stringContaining('gc.enabled') },
      ],
    ),
    [
      'no UUID',
      { metadata: { tableUuid: undefined } },
      'rewrite-data-files',
      {
        kind: 'cannot',
        reason: expect.stringMatching(/has no UUID.*format version 2/),
      },
    ],
    [
      'bug: a UUID that Trino does not tell, of a table that has one',
      {
        metadata: {
          tableUuid: undefined,
          warnings: [{ code: 'read-through-trino', message: 'Not told.' }],
        },
      },
      'rewrite-data-files',
      {
        kind: 'cannot',
        reason: expect.stringMatching(/^Trino does not tell the UUID/),
      },
    ],
    [
      'manifests that can not be read',
      { files: { incomplete: true } },
      'rewrite-data-files',
      { kind: 'cannot', reason: expect.stringContaining('could not be read') },
    ],
    [
      'deletion vectors that the engine does not know',
      {
        files: { deletionVectors: 1 },
        input: {
          engine: engineOf({
            'rewrite-data-files': {
              supported: true,
              notFor: { deletionVectors: 'It would bring deleted rows back.' },
            },
          }),
        },
      },
      'rewrite-data-files',
      { kind: 'cannot', reason: 'It would bring deleted rows back.' },
    ],
    [
      'a policy that switches it off',
      {
        input: {
          rules: {
            ...defaultMaintenanceRules,
            approvals: {
              ...defaultMaintenanceRules.approvals,
              'rewrite-data-files': 'off',
            },
          },
        },
      },
      'rewrite-data-files',
      { kind: 'must-not', reason: expect.stringContaining('switched off') },
    ],
    [
      'a budget that is too small for any piece',
      {
        input: {
          rules: { ...defaultMaintenanceRules, maxRewrittenBytes: 10n },
        },
      },
      'rewrite-data-files',
      { kind: 'cannot', reason: expect.stringContaining('at once') },
    ],
    [
      'history that is kept for good',
      {
        metadata: { snapshots: old },
        input: { policy: resolvePolicy({ layer: 'gold' }) },
      },
      'expire-snapshots',
      { kind: 'nothing-due', reason: expect.stringContaining('for good') },
    ],
    [
      'a folder that nobody has listed',
      {},
      'remove-orphan-files',
      { kind: 'cannot', reason: expect.stringContaining('listed') },
    ],
  ])('%s', (_what, rest, operation, expected) => {
    const plan = planMaintenance(planInputOf(ill, rest));
    expect(declinedOf(plan, operation)).toMatchObject(expected);
    expect(plan.steps.some(step => step.operation === operation)).toBe(false);
  });

  it('bug: a UUID that is not known hinders no plan that is only shown', () => {
    const unknown = {
      metadata: { tableUuid: undefined },
      input: { isOnlyShown: true },
    };
    expect(
      planMaintenance(planInputOf(ill, unknown)).steps.map(
        ({ operation }) => operation,
      ),
    ).toContain('rewrite-data-files');
  });

  it('manifests of a partitioned table on an engine that would make more of them', () => {
    const plan = planMaintenance(
      planInputOf([dayOf(1, 4, MB), dayOf(2, 4, MB)], {
        files: { manifests: { data: 100, deletes: 0, sizeBytes: 400_000n } },
        input: {
          engine: engineOf({
            'rewrite-manifests': {
              supported: true,
              notFor: { partitioned: 'It makes one for each partition.' },
            },
          }),
        },
      }),
    );
    expect(declinedOf(plan, 'rewrite-manifests')).toMatchObject({
      kind: 'would-not-help',
      reason: 'It makes one for each partition.',
    });
  });

  it('the day that a stream is writing, and only that one', () => {
    const stream = Array.from({ length: 200 }, (_, id) =>
      snapshotOf(id, (200 - id) * 60_000),
    );
    const plan = planMaintenance(
      planInputOf(
        [
          dayOf(0, 2000, 80_000),
          dayOf(1, 2000, 80_000),
          dayOf(2, 2000, 80_000),
        ],
        { metadata: { snapshots: stream } },
      ),
    );
    expect(rewritesOf(plan).map(({ partition }) => partition?.label)).toEqual([
      'day=2026-11-22',
      'day=2026-11-23',
    ]);
    const step = plan.steps.find(
      ({ operation }) => operation === 'rewrite-data-files',
    );
    expect(step?.reason).toContain(
      'day=2026-11-24 is left until nobody has written to the table for an hour',
    );
  });
});

describe('a retention of the table itself that nobody can read', () => {
  const KEYS = [
    'history.expire.max-snapshot-age-ms',
    'history.expire.min-snapshots-to-keep',
  ];

  it('is set by no plan, and nothing expires by a default, a layer or the suite', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...KEYS),
        fc.oneof(
          fc.constantFrom('forever', '730 d', 'all', '-1', '1.5', ''),
          fc.string().filter(text => !/^\s*[\dP]/.test(text)),
        ),
        fc.constantFrom('bronze', 'silver', undefined),
        (key, value, layer) => {
          const metadata = {
            properties: { [key]: value },
            snapshots: Array.from({ length: 40 }, (_, id) =>
              snapshotOf(id, (900 - id) * DAY_MS),
            ),
          };
          const policy = resolvePolicy({ layer, metadata });
          const plan = planMaintenance(
            planInputOf(whole(4, 100 * MB), { metadata, input: { policy } }),
          );
          const set = plan.steps.flatMap(({ units }) =>
            units.flatMap(unit =>
              unit.operation === 'set-properties'
                ? Object.keys(unit.properties)
                : [],
            ),
          );
          expect(set.filter(name => KEYS.includes(name))).toEqual([]);
          expect(declinedOf(plan, 'expire-snapshots')?.reason).toMatch(
            /kept for good/,
          );
        },
      ),
    );
  });

  it('is named, with who can mend it', () => {
    const metadata = {
      properties: {
        'history.expire.max-snapshot-age-ms': '730 d',
        'write.metadata.delete-after-commit.enabled': 'true',
        'write.parquet.compression-codec': 'zstd',
      },
    };
    const plan = planMaintenance(
      planInputOf(whole(4, 100 * MB), {
        metadata,
        input: { policy: resolvePolicy({ metadata }) },
      }),
    );
    expect(declinedOf(plan, 'set-properties')).toMatchObject({
      kind: 'cannot',
      reason:
        'history.expire.max-snapshot-age-ms is not valid, and how long history has to stay only the owner of the table knows.',
    });
  });
});
