import {
  judge,
  resolvePolicy,
  type Recommendation,
} from '@lakehouse-portal/table-health';
import type {
  PartitionStatistics,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';
import fc from 'fast-check';
import {
  DAY_MS,
  dayOf,
  engineOf,
  MB,
  planInputOf,
  snapshotOf,
} from '../__testUtils__/planInputOf';
import {
  maintenanceOperations,
  type MaintenanceOperation,
  type MaintenancePlan,
} from '../model';
import { planMaintenance, type PlanInput } from '../plan';
import {
  readMaintenancePolicy,
  resolveMaintenancePolicy,
  rulesOf,
  type MaintenancePolicySpec,
} from '../policy';
import { dueMaintenance } from './dueMaintenance';

const CLEANUP = 'write.metadata.delete-after-commit.enabled';

const operationOf: Partial<Record<Recommendation['id'], MaintenanceOperation>> =
  {
    compact: 'rewrite-data-files',
    'fold-deletes': 'rewrite-data-files',
    'collect-statistics': 'rewrite-data-files',
    'rewrite-manifests': 'rewrite-manifests',
    'expire-snapshots': 'expire-snapshots',
    'set-properties': 'set-properties',
    'remove-orphan-files': 'remove-orphan-files',
  };

const shape = fc.record({
  days: fc.integer({ min: 1, max: 20 }),
  filesPerDay: fc.constantFrom(1, 3, 80, 400),
  fileBytes: fc.constantFrom(30_000, 2 * MB, 120 * MB, 400 * MB),
  deletes: fc.constantFrom(0, 0, 1, 30),
  manifests: fc.constantFrom(1, 5, 200),
  snapshots: fc.constantFrom(1, 8, 30, 400),
  partitioned: fc.boolean(),
  unsorted: fc.boolean(),
  sorted: fc.boolean(),
  withoutBounds: fc.boolean(),
  incomplete: fc.boolean(),
  properties: fc.constantFrom<Record<string, string>>(
    { [CLEANUP]: 'true' },
    {},
    { [CLEANUP]: 'true', 'gc.enabled': 'false' },
    { [CLEANUP]: 'true', 'commit.retry.num-retries': '0' },
    { [CLEANUP]: 'true', 'write.parquet.compression-codec': 'gzip' },
    { [CLEANUP]: 'true', 'write.target-file-size-bytes': '1000000' },
    { [CLEANUP]: 'true', 'write.metadata.metrics.default': 'none' },
  ),
  metadataFiles: fc.constantFrom(1, 300),
  misleadingStatistics: fc.boolean(),
  uuid: fc.boolean(),
  reclaimableBytes: fc.constantFrom(undefined, 0, 5 * MB, 900 * MB),
});

const engine = fc.constantFrom<PlanInput['engine']>(
  undefined,
  engineOf(),
  engineOf(),
  engineOf({
    'rewrite-manifests': {
      supported: true,
      notFor: { partitioned: 'Seen on 476: 2 became 153.' },
    },
    'expire-snapshots': { supported: false, note: 'It keeps them.' },
    'set-properties': { supported: true, properties: [] },
  }),
  engineOf({
    'rewrite-data-files': { supported: false },
    'drop-extended-stats': { supported: false },
  }),
);

const spec = fc.constantFrom<MaintenancePolicySpec>(
  {},
  {},
  { metadataCleanup: true },
  { metadataCleanup: false },
  { budget: { perRun: '1 MB' } },
  { operations: { 'rewrite-data-files': 'off', 'expire-snapshots': 'off' } },
  { operations: { 'set-properties': 'off' } },
  { maintainedBy: 'Amoro' },
);

type Shape = typeof shape extends fc.Arbitrary<infer T> ? T : never;

function inputOf(of: Shape): PlanInput {
  const days = of.partitioned ? of.days : 1;
  const partitions = Array.from({ length: days }, (_, day) =>
    dayOf(day + 1, of.filesPerDay, of.fileBytes, {
      dataRecords: BigInt(of.filesPerDay * 10_000),
      positionDeleteFiles: of.deletes,
      deleteRecords: BigInt(of.deletes * 900),
      ...(!of.partitioned && { partition: '', startMs: undefined }),
    }),
  );
  const dataFiles = days * of.filesPerDay;
  const snapshots = Array.from({ length: of.snapshots }, (_, i) =>
    snapshotOf(i, (of.snapshots - i) * DAY_MS),
  );
  const metadata: Partial<TableMetadata> = {
    snapshots,
    currentSnapshotId: snapshots.at(-1)?.snapshotId,
    properties: of.properties,
    ...(!of.uuid && { tableUuid: undefined }),
    metadataLog: Array.from({ length: of.metadataFiles }, (_, i) => ({
      timestampMs: i,
      metadataLocation: `s3://lake/raw/clicks/metadata/${i}.json`,
    })),
    ...(of.sorted && {
      defaultSortOrderId: 1,
      sortOrders: [
        {
          orderId: 1,
          fields: [
            {
              sourceIds: [1],
              transform: 'identity',
              direction: 'asc' as const,
              nullOrder: 'nulls-first' as const,
            },
          ],
        },
      ] as TableMetadata['sortOrders'],
    }),
    ...(of.misleadingStatistics && {
      statisticsFiles: [
        {
          snapshotId: snapshots.at(-1)!.snapshotId,
          statisticsPath: 's3://lake/raw/clicks/metadata/1.stats',
          fileSizeBytes: 900,
          fileFooterSizeBytes: 90,
          blobs: [
            {
              type: 'apache-datasketches-theta-v1',
              snapshotId: snapshots.at(-1)!.snapshotId,
              sequenceNumber: 1,
              fields: [1],
              properties: { ndv: '900000000' },
            },
          ],
        },
      ] as unknown as TableMetadata['statisticsFiles'],
    }),
  };
  return planInputOf(partitions, {
    metadata,
    files: {
      incomplete: of.incomplete,
      manifests: {
        data: of.manifests,
        deletes: of.deletes > 0 ? 3 : 0,
        sizeBytes: BigInt(of.manifests * 9000),
      },
      ...(of.deletes > 0 && { dataFilesWithDeletes: dataFiles }),
      columnStatistics: {
        filesWithoutBounds: of.withoutBounds ? dataFiles : 0,
        columnsWithBounds: of.withoutBounds ? 0 : 1,
        columns: 1,
      },
      clustering: [
        {
          fieldId: 1,
          column: 'at',
          filesPerPoint: of.unsorted ? 1 : 1 / dataFiles,
          filesWithBounds: of.withoutBounds ? 0 : dataFiles,
        },
      ],
    },
    input: {
      policy: resolvePolicy({ metadata: { properties: of.properties } }),
      ...(of.reclaimableBytes !== undefined && {
        reclaimableBytes: of.reclaimableBytes,
        reclaimableFiles: 3,
        expiry: { files: 3, sizeBytes: BigInt(of.reclaimableBytes) },
      }),
    },
  });
}

/** A table by day that a stream has written to until just now, each minute. */
function streamed(days: PartitionStatistics[]): PlanInput {
  return planInputOf(days, {
    metadata: {
      snapshots: Array.from({ length: 200 }, (_, i) =>
        snapshotOf(i, (200 - i) * 60_000),
      ),
      currentSnapshotId: snapshotOf(199, 0).snapshotId,
    },
    input: { engine: engineOf() },
  });
}

function declinedOf(plan: MaintenancePlan, operation: MaintenanceOperation) {
  return plan.declined.find(one => one.operation === operation);
}

describe('what is due, what health recommends, and what a plan says of the same table', () => {
  it('agree: each that is due is a step or declined for the reason that is said, and each step that is not due says so', () => {
    const seen = {
      due: 0,
      declined: 0,
      notDue: 0,
      merged: 0,
      off: 0,
      switchedOff: 0,
      gained: 0,
    };
    fc.assert(
      fc.property(shape, engine, spec, (of, by, wanted) => {
        const policy = resolveMaintenancePolicy(
          [
            readMaintenancePolicy(
              {
                apiVersion: 'lakehouse-portal.io/v1alpha1',
                kind: 'MaintenancePolicy',
                metadata: { name: 'nightly' },
                spec: wanted,
              },
              'nightly',
            ),
          ],
          { lakehouse: 'shop', schema: 'silver', table: 'orders' },
        );
        const input = { ...inputOf(of), rules: rulesOf(policy) };
        const health = judge(input, input.policy);
        const due = dueMaintenance(
          health,
          policy,
          {},
          {
            input,
            engine: by ?? 'none',
          },
        );
        const plan = planMaintenance({ ...input, engine: by });
        const stepOf = (operation: MaintenanceOperation) =>
          plan.steps.find(one => one.operation === operation);

        // Statistics that the plan leaves switched off are nothing to rewrite well-sized files for.
        const settings = stepOf('set-properties')?.units[0];
        const changed = {
          ...input.metadata.properties,
          ...(settings?.operation === 'set-properties' &&
            (settings.properties as Record<string, string>)),
        };
        if (changed['write.metadata.metrics.default'] === 'none') {
          seen.switchedOff += 1;
          expect(
            stepOf('rewrite-data-files')?.units.some(
              unit =>
                unit.operation === 'rewrite-data-files' &&
                unit.rewriteAll &&
                !of.sorted,
            ) ?? false,
          ).toBe(false);
        }

        // A plan has something to say of everything.
        expect(
          [...plan.steps, ...plan.declined]
            .map(({ operation }) => operation)
            .sort(),
        ).toEqual([...maintenanceOperations].sort());

        for (const { operation, declined } of due?.reasons ?? []) {
          if (declined !== undefined) {
            seen.declined += 1;
            expect([operation, declinedOf(plan, operation)?.reason]).toEqual([
              operation,
              declined,
            ]);
          } else if (!stepOf(operation)) {
            seen.merged += 1;
            expect(declinedOf(plan, operation)).toMatchObject({
              operation: 'rewrite-manifests',
              reason: expect.stringContaining('The compaction before merges'),
            });
          } else {
            seen.due += 1;
          }
        }

        // Where all of the plan is due, it is for the same points.
        if (
          due &&
          plan.steps.length > 0 &&
          plan.steps.every(step =>
            due.reasons.some(
              one =>
                one.operation === step.operation && one.declined === undefined,
            ),
          )
        ) {
          seen.gained += 1;
          expect(due.gain).toBe(
            Math.max(0, (plan.scoreAfter ?? 0) - (plan.scoreBefore ?? 0)),
          );
        }

        for (const { operation, reason } of plan.steps) {
          const isDue = due?.reasons.some(
            one => one.operation === operation && one.declined === undefined,
          );
          if (!isDue) {
            seen.notDue += 1;
            expect([operation, reason]).toEqual([
              operation,
              expect.stringMatching(
                operation === 'rewrite-manifests'
                  ? /After any compaction/
                  : /not listed as due: they go along/,
              ),
            ]);
          }
        }

        // What health recommends and a run can do is due, or the policy is against it, which the plan says.
        for (const { id, group } of health.recommendations) {
          const operation = operationOf[id];
          if (operation === undefined || group === 'advice') {
            continue;
          }
          if (!due?.operations.includes(operation)) {
            seen.off += 1;
            expect(declinedOf(plan, operation)).toBeDefined();
            expect(
              policy.maintainedBy.value ?? policy.approvals[operation].value,
            ).toMatch(/^(Amoro|off)$/);
          }
        }
      }),
      { numRuns: 250, seed: 3 },
    );
    // None of these is vacuous.
    expect(Object.entries(seen).filter(([, count]) => count < 3)).toEqual([]);
  });

  it('promise the same points: the partition that is being written is left by all three, until nobody writes any more', () => {
    const policy = resolveMaintenancePolicy([], {
      lakehouse: 'shop',
      schema: 'bronze',
      table: 'clicks',
    });
    const promisesOf = (input: PlanInput) => {
      const { engine: by, ...table } = input;
      const health = judge(input, input.policy);
      const compact = health.recommendations.find(({ id }) => id === 'compact');
      const due = dueMaintenance(
        health,
        policy,
        {},
        { input: table, engine: by },
      );
      const plan = planMaintenance(input);
      expect([
        plan.steps.map(({ operation }) => operation),
        due?.operations,
      ]).toEqual([['rewrite-data-files'], ['rewrite-data-files']]);
      return { health, compact, due, plan };
    };
    for (const before of [1, 2, 5]) {
      const { compact, due, plan } = promisesOf(
        streamed([
          dayOf(0, 900, MB / 4),
          ...Array.from({ length: before }, (_, day) =>
            dayOf(day + 1, 700, MB / 4),
          ),
        ]),
      );
      expect(compact?.action).toContain(plan.steps[0].title);
      expect(plan.steps[0].units).toHaveLength(before);
      expect(compact?.actionDetail).toContain(
        `about ${900 + 2 * before} files`,
      );
      expect(compact?.actionDetail).toContain(
        'The newest partition is left until nobody has written to the table for an hour.',
      );
      expect(plan.steps[0].reason).toContain(
        'is left until nobody has written to the table for an hour',
      );
      expect(plan.scoreAfter).toBeLessThan(95);
      expect([compact?.scoreBefore, compact?.scoreAfter, due?.gain]).toEqual([
        plan.scoreBefore,
        plan.scoreAfter,
        plan.scoreAfter! - plan.scoreBefore!,
      ]);
    }

    // Nobody has written for an hour: all of it.
    const six = streamed(
      Array.from({ length: 6 }, (_, day) => dayOf(day, 700, MB / 4)),
    );
    const quiet = promisesOf({ ...six, nowMs: six.nowMs + 3_600_000 });
    expect(quiet.plan.steps[0].units).toHaveLength(6);
    expect(quiet.compact?.actionDetail).not.toContain('newest partition');
    expect([quiet.compact?.scoreAfter, quiet.due?.gain]).toEqual([
      quiet.plan.scoreAfter,
      quiet.plan.scoreAfter! - quiet.plan.scoreBefore!,
    ]);

    // Nothing else is to be merged: that one, although soon in vain.
    const alone = promisesOf(streamed([dayOf(0, 900, MB / 4)]));
    expect(alone.compact?.actionDetail).not.toContain('newest partition');
    expect(alone.due?.gain).toBe(
      alone.plan.scoreAfter! - alone.plan.scoreBefore!,
    );
  });
});
