import { judge } from '@lakehouse-portal/table-health';
import fc from 'fast-check';
import {
  DAY_MS,
  dayOf,
  engineOf,
  MB,
  NOW_MS,
  planInputOf,
  snapshotOf,
} from '../__testUtils__/planInputOf';
import { rewritesOf, whole } from '../__testUtils__/planParts';
import { maintenanceOperations } from '../model';
import { resolveMaintenancePolicy } from '../policy';
import { dueMaintenance } from '../schedule';
import { defaultMaintenanceRules } from './MaintenanceRules';
import { isInsideLocation } from './isInsideLocation';
import { planMaintenance } from './planMaintenance';

describe('any plan', () => {
  const day = fc.record({
    files: fc.integer({ min: 1, max: 3000 }),
    bytes: fc.integer({ min: 1000, max: 200 * MB }),
    deletes: fc.nat(5),
  });

  it('says each operation once, as a step or with a reason, stays in its budget, and never makes files more', () => {
    fc.assert(
      fc.property(
        fc.array(day, { minLength: 1, maxLength: 12 }),
        fc.option(fc.bigInt({ min: 1n, max: 500n * 1024n ** 3n }), {
          nil: undefined,
        }),
        fc.integer({ min: 1, max: 40 }),
        (days, maxRewrittenBytes, snapshots) => {
          const input = planInputOf(
            days.map(({ files, bytes, deletes }, index) =>
              dayOf(index + 1, files, bytes, {
                positionDeleteFiles: deletes,
                deleteRecords: BigInt(deletes * 10),
              }),
            ),
            {
              metadata: {
                snapshots: Array.from({ length: snapshots }, (_, id) =>
                  snapshotOf(id, (90 - id) * DAY_MS),
                ),
              },
              input: {
                rules: { ...defaultMaintenanceRules, maxRewrittenBytes },
              },
            },
          );
          const plan = planMaintenance(input);
          expect(
            [...plan.steps, ...plan.declined]
              .map(({ operation }) => operation)
              .sort(),
          ).toEqual([...maintenanceOperations].sort());
          expect(plan.steps.map(({ operation }) => operation)).toEqual(
            maintenanceOperations.filter(operation =>
              plan.steps.some(step => step.operation === operation),
            ),
          );
          const units = rewritesOf(plan);
          const bytes = units.reduce(
            (sum, { predicted }) => sum + BigInt(predicted.rewrittenBytes),
            0n,
          );
          expect(
            maxRewrittenBytes === undefined || bytes <= maxRewrittenBytes,
          ).toBe(true);
          for (const { predicted } of units) {
            expect(predicted.filesAfter).toBeLessThanOrEqual(
              predicted.filesBefore,
            );
          }
          for (const step of plan.steps) {
            expect(step.units.length).toBeGreaterThan(0);
            expect(step.approval).not.toBe('off');
          }
          expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
          expect(planMaintenance(input)).toEqual(plan);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('bug: makes no table slower by a compaction, whatever the engine can do, and what is due agrees', () => {
    const engines = [
      engineOf(),
      engineOf({ 'rewrite-manifests': { supported: false } }),
    ];
    fc.assert(
      fc.property(
        fc.array(day, { minLength: 1, maxLength: 30 }),
        fc.constantFrom(...engines),
        fc.constantFrom(undefined, 10n * 1024n ** 3n),
        fc.nat(3),
        (days, engine, maxRewrittenBytes, hoursAgo) => {
          const input = planInputOf(
            days.map(({ files, bytes, deletes }, index) =>
              dayOf(index, files, bytes, {
                positionDeleteFiles: deletes,
                deleteRecords: BigInt(deletes * 10),
              }),
            ),
            {
              metadata: {
                snapshots: Array.from({ length: 30 }, (_, id) =>
                  snapshotOf(id, hoursAgo * 3_600_000 + (30 - id) * 60_000),
                ),
              },
              input: {
                engine,
                rules: { ...defaultMaintenanceRules, maxRewrittenBytes },
              },
            },
          );
          const plan = planMaintenance(input);
          expect(plan.slowdownAfter).toBeLessThanOrEqual(
            plan.slowdownBefore! * (1 + 1e-9),
          );
          expect(
            dueMaintenance(
              judge(input, input.policy),
              resolveMaintenancePolicy([], {
                lakehouse: 'sales',
                schema: 'raw',
                table: 'clicks',
              }),
              {},
              { input, engine },
            )?.reasons.some(
              ({ operation, declined }) =>
                operation === 'rewrite-data-files' && declined === undefined,
            ) ?? false,
          ).toBe(
            plan.steps.some(
              ({ operation }) => operation === 'rewrite-data-files',
            ),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it('never names an orphan file outside the own location, too young, or at a path that leads elsewhere', () => {
    const location = 's3://lake/raw/clicks';
    const tame = [
      's3://lake/raw/clicks/data/a.parquet',
      's3a://lake/raw/clicks/data/b.parquet',
      's3n://lake/raw/clicks/x',
    ];
    const hostile = [
      's3://lake/raw/clicks',
      's3://lake/raw/clicks/',
      's3://lake/raw/clicks2/data/a.parquet',
      's3://lake/raw/clicks/../orders/a.parquet',
      's3://lake/raw/clicks/%2e%2e/orders/a.parquet',
      's3://lake/raw/clicks//a.parquet',
      's3://other/raw/clicks/data/a.parquet',
      'gs://lake/raw/clicks/data/a.parquet',
      '/lake/raw/clicks/a.parquet',
      '',
    ];
    const plan = planMaintenance(
      planInputOf(whole(4, 100 * MB), {
        input: {
          orphanFiles: {
            listedAtMs: NOW_MS,
            files: [
              ...[...tame, ...hostile].map(file => ({
                location: file,
                sizeBytes: 5n,
                modifiedMs: NOW_MS - 8 * DAY_MS,
              })),
              {
                location: `${location}/data/young.parquet`,
                sizeBytes: 5n,
                modifiedMs: NOW_MS - 6 * DAY_MS,
              },
            ],
          },
        },
      }),
    );
    const [unit] = plan.steps.flatMap(({ units }) => units);
    expect(unit).toMatchObject({
      operation: 'remove-orphan-files',
      files: tame.map(file => ({ location: file, sizeBytes: '5' })),
    });
    for (const file of hostile) {
      expect(isInsideLocation(file, location)).toBe(false);
    }
  });
});
