import { judge, resolvePolicy } from '@lakehouse-portal/table-health';
import { dayOf, engineOf, MB, planInputOf } from '../__testUtils__/planInputOf';
import {
  maintenanceOperations,
  type MaintenancePlan,
  type RewriteDataFilesUnit,
} from '../model';
import { reviewUnit } from '../run';
import { defaultMaintenanceRules } from './MaintenanceRules';
import type { PlanInput } from './PlanInput';
import { planMaintenance } from './planMaintenance';
import { smallFileBytesOf } from './smallFileBytesOf';

const CLEANUP = { 'write.metadata.delete-after-commit.enabled': 'true' };
const TARGET = 'write.target-file-size-bytes';

/** 4,000 files of 1 MB in one partition, by a target of 2 MB. */
function tinyTarget(input: Partial<PlanInput> = {}): PlanInput {
  return planInputOf([dayOf(3, 4000, MB)], {
    metadata: { properties: { ...CLEANUP, [TARGET]: String(2 * MB) } },
    input,
  });
}

function rewriteOf(plan: MaintenancePlan) {
  const step = plan.steps.find(
    ({ operation }) => operation === 'rewrite-data-files',
  );
  return { step, unit: step?.units[0] as RewriteDataFilesUnit | undefined };
}

/** The same table once the properties of a plan are set. */
function afterSettings(input: PlanInput, plan: MaintenancePlan): PlanInput {
  const [unit] = plan.steps[0].units;
  const metadata = {
    ...input.metadata,
    properties: {
      ...input.metadata.properties,
      ...(unit.operation === 'set-properties' &&
        (unit.properties as Record<string, string>)),
    },
  };
  return { ...input, metadata, policy: resolvePolicy({ metadata }) };
}

describe('a compaction behind settings of the same plan', () => {
  it('goes by the target size that the plan sets, and says so', () => {
    const input = tinyTarget();
    const plan = planMaintenance(input);
    expect(plan.steps.map(({ id }) => id).slice(0, 2)).toEqual([
      '1-set-properties',
      '2-rewrite-data-files',
    ]);
    const { step, unit } = rewriteOf(plan);
    expect(unit).toMatchObject({
      targetFileSizeBytes: 128 * MB,
      minFileSizeBytes: 96 * MB,
      predicted: { filesBefore: 4000, filesAfter: 32 },
    });
    expect(step).toMatchObject({
      needs: ['1-set-properties'],
      benefit: { dataFiles: { before: 4000, after: 32 } },
      reason: expect.stringContaining(
        'It goes by what the step before sets (files of 128 MB), and can only be done together with that step.',
      ),
    });
    expect(step?.reason).toContain('4,000 files where 32 would do');
    expect(smallFileBytesOf(plan)).toBe(96 * MB);
  });

  it('is what a plan made between the two steps would have, so that the run goes on with it', () => {
    const input = tinyTarget();
    const plan = planMaintenance(input);
    const changed = afterSettings(input, plan);
    const fresh = planMaintenance({
      ...changed,
      operations: ['rewrite-data-files'],
      evenIfLittle: true,
    });
    const { unit } = rewriteOf(plan);
    expect(rewriteOf(fresh).unit).toEqual(unit);
    expect(
      reviewUnit(unit!, plan, {
        metadata: changed.metadata,
        plan: fresh,
        nowMs: input.nowMs,
      }),
    ).toEqual({ kind: 'go', unit });
  });

  it('goes by the target that the table has where nothing sets another', () => {
    const byFormer = { targetFileSizeBytes: 2 * MB };
    const cannot = planMaintenance(
      tinyTarget({
        engine: engineOf({
          'set-properties': { supported: true, properties: [] },
        }),
      }),
    );
    const off = planMaintenance(
      tinyTarget({
        rules: {
          ...defaultMaintenanceRules,
          approvals: {
            ...defaultMaintenanceRules.approvals,
            'set-properties': 'off',
          },
        },
      }),
    );
    const alone = planMaintenance(
      tinyTarget({ operations: ['rewrite-data-files'] }),
    );
    for (const plan of [cannot, off, alone]) {
      expect(rewriteOf(plan).unit).toMatchObject(byFormer);
      expect(rewriteOf(plan).step).not.toHaveProperty('needs');
      expect(rewriteOf(plan).step?.reason).not.toContain('step before sets');
    }
  });

  it('goes by the size that a policy wants, and has the table set to that', () => {
    const { metadata } = tinyTarget();
    const policy = resolvePolicy({
      metadata,
      overrides: [
        {
          source: { kind: 'policy', label: 'policy nightly' },
          overrides: { targetFileSizeBytes: 256 * MB },
        },
      ],
    });
    const plan = planMaintenance(tinyTarget({ policy }));
    expect(plan.steps[0].units[0]).toMatchObject({
      properties: { [TARGET]: String(256 * MB) },
    });
    expect(rewriteOf(plan).unit).toMatchObject({
      targetFileSizeBytes: 256 * MB,
      predicted: { filesAfter: 16 },
    });
  });

  it('goes by what people want, however small or large: the table is set to it, the reason says it, and the next plan sets nothing', () => {
    for (const [bytes, size] of [
      [4 * MB, '4 MB'],
      [4096 * MB, '4 GB'],
    ] as const) {
      for (const source of [
        { kind: 'policy', label: 'policy nightly' },
        { kind: 'layer', label: 'layer silver', reference: 'policies.layers' },
      ] as const) {
        const resolved = (metadata: PlanInput['metadata']) =>
          resolvePolicy({
            metadata,
            layer: 'silver',
            overrides: [{ source, overrides: { targetFileSizeBytes: bytes } }],
          });
        const input = tinyTarget();
        const policy = resolved(input.metadata);
        const plan = planMaintenance({ ...input, policy });
        expect(plan.steps[0].units[0]).toMatchObject({
          properties: { [TARGET]: String(bytes) },
        });
        const { step, unit } = rewriteOf(plan);
        expect(unit?.targetFileSizeBytes).toBe(bytes);
        expect(step?.reason).toContain(`(files of ${size})`);
        const { metadata } = afterSettings(input, plan);
        expect(
          planMaintenance({
            ...input,
            metadata,
            policy: resolved(metadata),
            operations: ['set-properties'],
          }).steps,
        ).toEqual([]);
      }
    }
  });

  it('is not due only because statistics were off: files that have them are left', () => {
    const input = planInputOf([dayOf(3, 4, 100 * MB)], {
      metadata: {
        properties: { ...CLEANUP, 'write.metadata.metrics.default': 'none' },
      },
    });
    expect(
      planMaintenance(input).steps.map(({ operation }) => operation),
    ).toEqual(['set-properties']);
    expect(
      judge(input, input.policy).recommendations.map(({ id }) => id),
    ).not.toContain('collect-statistics');
  });

  it('needs statistics to be on where it is for them', () => {
    const input = planInputOf([dayOf(3, 40, 100 * MB)], {
      metadata: {
        properties: { ...CLEANUP, 'write.metadata.metrics.default': 'none' },
      },
      files: {
        columnStatistics: {
          filesWithoutBounds: 40,
          columnsWithBounds: 0,
          columns: 1,
        },
        clustering: [],
      },
    });
    const { step, unit } = rewriteOf(planMaintenance(input));
    expect(unit?.rewriteAll).toBe(true);
    expect(step).toMatchObject({
      needs: ['1-set-properties'],
      reason: expect.stringContaining('(statistics of columns)'),
    });
  });

  it('is not for statistics that stay switched off, whoever leaves them so, and says why', () => {
    for (const input of settingsWait) {
      const plan = planMaintenance({ ...withoutStatistics(40, 500), ...input });
      expect(rewriteOf(plan).step).toBeUndefined();
      expect(
        plan.declined.find(({ operation }) => operation.includes('data-files')),
      ).toMatchObject({
        kind: 'would-not-help',
        reason: expect.stringContaining('40 files have no column statistics'),
      });
    }
  });

  it('takes up small files alone where statistics stay switched off', () => {
    for (const input of settingsWait) {
      const plan = planMaintenance({ ...withoutStatistics(4000, 1), ...input });
      expect(rewriteOf(plan).unit).toMatchObject({ rewriteAll: false });
      expect(rewriteOf(plan).step).not.toHaveProperty('needs');
    }
  });
});

/** Ways in which a plan does not switch statistics on. */
const settingsWait: Array<Partial<PlanInput>> = [
  {
    rules: {
      ...defaultMaintenanceRules,
      approvals: {
        ...defaultMaintenanceRules.approvals,
        'set-properties': 'off',
      },
    },
  },
  {
    engine: engineOf({ 'set-properties': { supported: true, properties: [] } }),
  },
  {
    operations: maintenanceOperations.filter(
      operation => operation !== 'set-properties',
    ),
  },
];

function withoutStatistics(count: number, megabytes: number): PlanInput {
  return planInputOf([dayOf(3, count, megabytes * MB)], {
    metadata: {
      properties: { ...CLEANUP, 'write.metadata.metrics.default': 'none' },
    },
    files: {
      columnStatistics: {
        filesWithoutBounds: count,
        columnsWithBounds: 0,
        columns: 1,
      },
      clustering: [],
    },
  });
}
