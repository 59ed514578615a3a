import type { PlanDocument } from '@lakehouse-portal/plugin-lakehouse-common';
import { configure, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { createMockLakehouseApi } from '../../testing';
import {
  DOCUMENT,
  mockApi,
  PLAN,
  renderMaintenance,
  runOf,
  TABLE,
} from './__testUtils__/renderMaintenance';

// Whether every ancestor is visible is expensive to know in jsdom, and not what is tested here.
configure({ defaultHidden: true });

type Plan = PlanDocument['plan'];
type Unit = Plan['steps'][number]['units'][number];

const LISTED = 50;

function partition(day: string, deleteFiles = 0): Unit {
  return {
    operation: 'rewrite-data-files',
    partition: { specId: 0, label: `day=${day}`, fields: [] },
    targetFileSizeBytes: 268_435_456,
    minFileSizeBytes: 201_326_592,
    rewriteAll: false,
    predicted: {
      filesBefore: 1_640,
      filesAfter: 11,
      rewrittenBytes: '3221225472',
      deleteFilesBefore: deleteFiles,
      deleteFilesAfter: 0,
    },
  };
}

function expiry(snapshotIds: string[]): Unit {
  return {
    operation: 'expire-snapshots',
    olderThanMs: 0,
    retainLast: 1,
    snapshotIds,
  };
}

/** The plan with other pieces of its first steps. */
function planOf(...units: Unit[][]): Plan {
  return {
    ...PLAN,
    steps: PLAN.steps.map((step, index) => ({
      ...step,
      units: units[index] ?? step.units,
    })),
  };
}

function renderPlan(plan: Plan) {
  return renderMaintenance(
    mockApi({ createPlan: async () => ({ ...DOCUMENT, plan }) }),
    { query: 'plan=new' },
  );
}

describe('What a step consists of', () => {
  it('is told before anybody approves it: partitions with files before and after, and their size', async () => {
    const { container } = renderPlan(
      planOf([partition('2026-11-01'), partition('2026-11-02', 3)]),
    );
    await userEvent.click(await screen.findByText('The 2 pieces, one by one'));
    const pieces = await screen.findByRole('table', {
      name: 'What the step consists of: Compact 29 partitions',
    });
    expect(
      within(pieces).getByRole('row', { name: /2026-11-02/ }),
    ).toHaveTextContent('day=2026-11-021,640 → 113 → 03 GB');
    expect((await axe(container)).violations).toEqual([]);
  });

  it('is bounded: the first 50, and how many more there are', async () => {
    const days = Array.from({ length: 53 }, (_, day) => partition(String(day)));
    renderPlan(planOf(days));
    await userEvent.click(await screen.findByText('The 53 pieces, one by one'));
    const pieces = await screen.findByRole('table', {
      name: /What the step consists of/,
    });
    expect(within(pieces).getAllByRole('row')).toHaveLength(LISTED + 1);
    expect(screen.getByText('and 3 more')).toBeInTheDocument();
  });

  it('names the snapshots that go, with when and by what they were committed; of one that has gone, its id', async () => {
    const { growth } = await createMockLakehouseApi().getSnapshots(TABLE);
    const [oldest] = growth;
    renderPlan(
      planOf([], [expiry([oldest.snapshotId, '9223372036854775807'])]),
    );
    await userEvent.click(await screen.findByText('The 2 snapshots that go'));
    const snapshots = await screen.findByRole('table', {
      name: /What the step consists of: Expire/,
    });
    const known = await within(snapshots).findByRole('row', {
      name: new RegExp(
        `${oldest.snapshotId} ${oldest.at.slice(0, 10)} .*UTC ${
          oldest.operation
        }`,
      ),
    });
    expect(known).toBeInTheDocument();
    expect(
      within(snapshots).getByRole('row', { name: '9223372036854775807 – –' }),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/not in the table any more, only its id is known/),
    ).toBeInTheDocument();
  });

  it('lists orphan files with their size in the plan, too', async () => {
    renderPlan(PLAN);
    await userEvent.click(await screen.findByText('The file that goes'));
    expect(
      await screen.findByRole('table', { name: /Remove 1 orphan file/ }),
    ).toHaveTextContent('left.parquet12 bytes');
  });

  it('says in a run what a property was before', async () => {
    const unit: Unit = {
      operation: 'set-properties',
      properties: { kept: '20', cleaned: 'true' },
    };
    const detail = runOf({ state: 'done', startedAt: PLAN.plannedAt });
    const [step] = PLAN.steps;
    detail.run.plan = {
      ...PLAN,
      steps: [{ ...step, operation: 'set-properties', units: [unit] }],
    };
    detail.units = [
      {
        position: 0,
        stepId: step.id,
        operation: 'set-properties',
        label: 'kept, cleaned',
        state: 'done',
        unit: { ...unit, before: { kept: '100000', cleaned: null } },
        attempts: 1,
      },
    ];
    renderMaintenance(mockApi({ getRun: async () => detail }), {
      query: 'run=run-1',
    });
    await userEvent.click(await screen.findByText('The 2 properties'));
    const properties = await screen.findByRole('table', {
      name: /What the step consists of/,
    });
    expect(
      within(properties).getByRole('row', { name: 'kept 20 100000' }),
    ).toBeInTheDocument();
    expect(
      within(properties).getByRole('row', { name: 'cleaned true not set' }),
    ).toBeInTheDocument();
  });

  it('says in a run what became of each piece, and why one was left out', async () => {
    const unit = partition('2026-11-01');
    const detail = runOf({ state: 'running', startedAt: PLAN.plannedAt });
    detail.run.plan = planOf([unit]);
    detail.units = [
      {
        position: 0,
        stepId: PLAN.steps[0].id,
        operation: 'rewrite-data-files',
        label: 'day=2026-11-01',
        state: 'skipped',
        unit,
        attempts: 0,
        reason: 'Somebody else has compacted it.',
      },
    ];
    renderMaintenance(mockApi({ getRun: async () => detail }), {
      query: 'run=run-1',
    });
    await userEvent.click(await screen.findByText('What is rewritten'));
    expect(
      await screen.findByRole('table', { name: /What the step consists of/ }),
    ).toHaveTextContent('skipped: Somebody else has compacted it.');
  });
});
