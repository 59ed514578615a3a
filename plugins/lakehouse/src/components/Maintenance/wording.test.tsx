import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import type { RunDetail } from '@lakehouse-portal/plugin-lakehouse-common';
import { configure, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import {
  DOCUMENT,
  mockApi,
  PLAN,
  renderMaintenance,
  runOf,
} from './__testUtils__/renderMaintenance';

// Whether every ancestor is visible is expensive to know in jsdom, and not what is tested here.
configure({ defaultHidden: true });

/** A run that worked and has set a property; `change` says what happened since. */
function doneRun(change: Partial<RunDetail> = {}): RunDetail {
  const run = runOf({
    state: 'done',
    startedAt: PLAN.plannedAt,
    awaitingApproval: [],
    scoreBefore: 11,
    scoreAfter: 100,
  });
  return {
    ...run,
    units: [
      {
        position: 0,
        stepId: '1-set-properties',
        operation: 'set-properties',
        label: 'properties',
        state: 'done',
        attempts: 1,
        unit: {
          operation: 'set-properties',
          properties: { 'write.metadata.previous-versions-max': '20' },
        },
      },
    ],
    rollback: { possible: true, detail: 'Makes snapshot 42 current again.' },
    ...change,
  };
}

function renderRun(detail: RunDetail) {
  return renderMaintenance(mockApi({ getRun: async () => detail }), {
    query: 'run=run-1',
  });
}

describe('A run that was rolled back', () => {
  it('says so first, as its state and in the headline, and not that it worked', async () => {
    const { container } = renderRun(
      doneRun({
        rollback: {
          possible: false,
          detail: 'It was rolled back already.',
          doneAt: PLAN.plannedAt,
          doneBy: 'user:default/amara.okafor',
        },
      }),
    );
    expect(
      await screen.findByText('The run was rolled back.'),
    ).toBeInTheDocument();
    expect(screen.queryByText(/It worked/)).not.toBeInTheDocument();
    const states = screen.getByRole('list', { name: 'Progress of the run' });
    expect(
      within(states).getByText('Rolled back').closest('li'),
    ).toHaveAttribute('aria-current', 'step');
    expect(
      screen.getByText(/At its end the score had been 100\./),
    ).toHaveTextContent(
      'The property that it has set stays: write.metadata.previous-versions-max.',
    );
    expect((await axe(container)).violations).toEqual([]);
  });

  it('is no run that is done in a list, and has no score that no longer holds', async () => {
    const { summary } = doneRun();
    renderMaintenance(
      mockApi({
        listRuns: async query => ({
          items: query?.state?.includes('running')
            ? []
            : [
                { ...summary, id: 'back', rolledBackAt: PLAN.plannedAt },
                { ...summary, id: 'kept' },
              ],
        }),
      }),
      { all: true },
    );
    const list = await screen.findByRole('table', { name: /^Runs of/ });
    const [, back, kept] = within(list).getAllByRole('row');
    expect(back).toHaveTextContent(/rolled back \d/);
    expect(back).toHaveTextContent('Rolled back');
    expect(back).not.toHaveTextContent(/Done|100/);
    expect(kept).toHaveTextContent('Done');
    expect(kept).toHaveTextContent('11 → 100');
  });

  it('is told before that its properties stay, with what they were', async () => {
    const run = doneRun();
    const [one] = run.units;
    renderRun({
      ...run,
      units: [
        {
          ...one,
          unit: {
            operation: 'set-properties',
            properties: {
              'write.metadata.previous-versions-max': '20',
              'commit.manifest-merge.enabled': 'true',
            },
            before: {
              'write.metadata.previous-versions-max': '100000',
              'commit.manifest-merge.enabled': null,
            },
          },
        },
      ],
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Roll back to before…' }),
    );
    expect(await screen.findByRole('dialog')).toHaveTextContent(
      'Makes snapshot 42 current again. The properties that it has set stay: write.metadata.previous-versions-max (was 100000), commit.manifest-merge.enabled (was not set).',
    );
  });
});

describe('Wording of maintenance', () => {
  it('does not claim a change of a score that stays', async () => {
    const [step] = PLAN.steps;
    const { unmount } = renderMaintenance(
      mockApi({
        createPlan: async () => ({
          ...DOCUMENT,
          plan: { ...PLAN, steps: [step], scoreBefore: 99.7, scoreAfter: 100 },
        }),
      }),
      { query: 'plan=new' },
    );
    expect(
      await screen.findByText(
        '1 step is due on bronze.click_events; the score stays at 100.',
      ),
    ).toBeInTheDocument();
    unmount();
    const { summary, ...rest } = doneRun();
    renderRun({ ...rest, summary: { ...summary, scoreBefore: 100 } });
    expect(
      await screen.findByText('It worked: the score stayed at 100.'),
    ).toBeInTheDocument();
  });

  it('says of an ill table that maintenance can do nothing for it, with what stands in the way first', async () => {
    renderMaintenance(
      mockApi({
        createPlan: async () => ({
          ...DOCUMENT,
          plan: {
            ...PLAN,
            steps: [],
            declined: [
              {
                operation: 'expire-snapshots',
                kind: 'nothing-due',
                reason: 'No snapshot is older than 7 days.',
              },
              ...PLAN.declined,
            ],
          },
        }),
      }),
      { query: 'plan=new' },
    );
    expect(
      await screen.findByText(
        'Maintenance can do nothing for bronze.click_events now.',
      ),
    ).toBeInTheDocument();
    expect(screen.getByText(/Its score is 31\./)).toBeInTheDocument();
    const [, first] = within(
      screen.getByRole('table', { name: /were considered/ }),
    ).getAllByRole('row');
    expect(first).toHaveTextContent('Seen on 476: 2 became 153.');
  });

  it('says what a run has freed and how long it took beside what was planned and how long its engine worked', async () => {
    const detail = runOf({
      state: 'done',
      startedAt: '2026-11-24T09:25:15.000Z',
      finishedAt: '2026-11-24T09:25:22.000Z',
    });
    detail.units = [1, 2].map(position => ({
      position,
      stepId: '1-rewrite-data-files',
      operation: 'rewrite-data-files',
      label: `day=2026-11-0${position}`,
      state: 'done',
      attempts: 1,
      unit: {
        operation: 'rewrite-data-files',
        targetFileSizeBytes: 134_217_728,
        minFileSizeBytes: 100_663_296,
        rewriteAll: false,
        predicted: {
          filesBefore: 700,
          filesAfter: 5,
          rewrittenBytes: '40265318400',
          deleteFilesBefore: 0,
          deleteFilesAfter: 0,
        },
      },
      outcome: { removedDataFiles: 700, addedDataFiles: 4 + position },
    }));
    detail.spent = {
      ...detail.spent,
      freedBytes: '1020054733',
      elapsedMs: 3_000,
    };
    renderRun(detail);
    expect(
      await screen.findByText('Freed 973 MB of 1.9 GB planned'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Data files: 1,400 → 11; planned 1,400 → 10'),
    ).toBeInTheDocument();
    expect(screen.getByText('The engine worked for 3 s')).toBeInTheDocument();
    expect(
      screen.getByText('With all checks the run took 7 s'),
    ).toBeInTheDocument();
  });

  it('counts the data that a run rewrites and no manifests, and says so where these are all', async () => {
    const detail = runOf({ state: 'done', startedAt: PLAN.plannedAt });
    const [step] = PLAN.steps;
    const { unmount } = renderRun(detail);
    expect(
      await screen.findByText('Data rewritten: 0 bytes of 75 GB planned'),
    ).toBeInTheDocument();
    unmount();
    renderRun({
      ...detail,
      run: {
        ...detail.run,
        plan: {
          ...PLAN,
          steps: [
            {
              ...step,
              operation: 'rewrite-manifests',
              title: 'Merge 72 manifests',
              cost: { readBytes: '496640', writtenBytes: '496640' },
              units: [
                {
                  operation: 'rewrite-manifests',
                  targetSizeBytes: 8_388_608,
                  predicted: { manifestsBefore: 72, manifestsAfter: 1 },
                },
              ],
            },
          ],
        },
      },
      spent: { ...detail.spent, plannedBytes: '0' },
    });
    expect(
      await screen.findByText('Rewrites 485 kB of manifests in 1 piece'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        'No data was to be rewritten. What is written of manifests is not counted.',
      ),
    ).toBeInTheDocument();
    expect(screen.queryByText(/0 bytes/)).not.toBeInTheDocument();
  });

  it('says of a run that waits that it does, why, and when it goes on, and not that it starts in a moment', async () => {
    const waiting = {
      cause: 'trouble' as const,
      reason: "It can't go on: the file of 2026-08 can't be read.",
      until: new Date(Date.now() + 30_000).toISOString(),
    };
    const units = { total: 6, done: 3, skipped: 0, failed: 1 };
    renderMaintenance(
      mockApi({
        getRun: async () => runOf({ state: 'running', units, waiting }),
      }),
      { query: 'run=run-1' },
    );
    const headline = await screen.findByText(
      '3 of 6 pieces are done; now it waits.',
    );
    expect(headline.parentElement).toHaveTextContent(
      /the file of 2026-08 can't be read\. It goes on at .*\d\d:\d\d/,
    );
    expect(screen.queryByText(/starts in a moment/)).not.toBeInTheDocument();
  });

  it('says of a run that its budget has stopped how much of it is done, and not only that it worked', async () => {
    renderMaintenance(
      mockApi({
        getRun: async () =>
          runOf({
            state: 'done',
            reason: 'Stopped at the budget of 977 kB.',
            units: { total: 3, done: 2, skipped: 1, failed: 0 },
            scoreBefore: 65,
            scoreAfter: 68,
          }),
      }),
      { query: 'run=run-1' },
    );
    const headline = await screen.findByText(
      'It stopped early: 2 of 3 pieces are done, and verified.',
    );
    expect(headline.parentElement).toHaveTextContent(
      /Stopped at the budget of 977 kB\./,
    );
    expect(screen.queryByText(/It worked/)).not.toBeInTheDocument();
  });

  it('promises a rollback of what makes a snapshot alone, as long as the one from before is there', async () => {
    const { unmount } = renderRun(runOf());
    expect(
      await screen.findByText(
        /can be rolled back as long as the snapshot from before is still there/,
      ),
    ).toBeInTheDocument();
    unmount();
    renderRun(runOf({ operations: ['expire-snapshots'] }));
    expect(
      await screen.findByText(/makes no snapshot that could be taken back/),
    ).toBeInTheDocument();
    expect(screen.queryByText(/can be rolled back/)).not.toBeInTheDocument();
  });

  it('counts approved steps in the right number', async () => {
    const detail = runOf();
    const approval = { by: 'user:default/guest', at: PLAN.plannedAt };
    detail.run.approvals = [
      { ...approval, steps: ['1-rewrite-data-files'] },
      {
        ...approval,
        by: 'user:default/amara.okafor',
        steps: ['2-expire-snapshots', '3-remove-orphan-files'],
      },
    ];
    renderRun(detail);
    expect(await screen.findByText(/^Step 1 approved by/)).toHaveTextContent(
      'Step 1 approved by guest',
    );
    expect(screen.getByText(/^Steps 2, 3 approved by/)).toHaveTextContent(
      'approved by amara.okafor',
    );
    expect(screen.getByRole('link', { name: 'amara.okafor' })).toHaveAttribute(
      'href',
      expect.stringContaining('user/amara.okafor'),
    );
  });

  it('says of each step of a run what became of its approval, and of a name only where there is a button', async () => {
    const approvalOf = async (name: RegExp) =>
      within(await screen.findByRole('row', { name }))
        .getAllByText(/approv/)
        .map(({ textContent }) => textContent);
    // The guest has approved what may be approved alone; no button is left.
    const waiting = ['2-expire-snapshots'];
    const { unmount } = renderMaintenance(
      mockApi({ getRun: async () => runOf({ awaitingApproval: waiting }) }),
      { query: 'run=run-1', user: 'user:default/guest' },
    );
    expect(await approvalOf(/Compact 29/)).toEqual(['approved']);
    expect(await approvalOf(/Expire 32,259/)).toEqual([
      'needs the approval of a second person',
    ]);
    expect(screen.getByText('Step 2 waits for it.')).toBeInTheDocument();
    expect(
      screen.queryByText('Recorded with your name.'),
    ).not.toBeInTheDocument();
    unmount();
    const detail = runOf({ state: 'cancelled', awaitingApproval: waiting });
    const [first, ...others] = detail.run.plan.steps;
    renderRun({
      ...detail,
      run: {
        ...detail.run,
        plan: {
          ...detail.run.plan,
          steps: [{ ...first, approval: 'automatic' }, ...others],
        },
      },
    });
    expect(await approvalOf(/Compact 29/)).toEqual([
      'needed nobody’s approval',
    ]);
    expect(await approvalOf(/Expire 32,259/)).toEqual(['was not approved']);
    expect(await approvalOf(/Remove 1 orphan/)).toEqual(['approved']);
    expect(screen.getByText('Step 2 was not approved.')).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: /^Approve/ }),
    ).not.toBeInTheDocument();
  });

  it('says aloud in which state a run is, and not each time that its age or its log goes on', async () => {
    renderRun(runOf({ state: 'running' }));
    const lede = await screen.findByText(/pieces are done/);
    expect(
      screen
        .getAllByRole('status')
        .filter(({ textContent }) => textContent?.includes('State of the run'))
        .map(({ textContent }) => textContent),
    ).toEqual(['State of the run: Running']);
    expect(lede.closest('[aria-live]')).toBeNull();
    expect(
      (await screen.findByText('Log'))
        .closest('section')
        ?.querySelector('[aria-live]'),
    ).toBeNull();
  });

  it('says of a filter that nothing is in it, and counts no tables where none is due', async () => {
    renderMaintenance(mockApi(), { all: true, query: 'runs=failed' });
    expect(await screen.findByText('No run has failed')).toBeInTheDocument();
    expect(screen.queryByText('No run yet')).not.toBeInTheDocument();
    expect(await screen.findByText('Nothing is due')).toBeInTheDocument();
    expect(screen.queryByText(/0 tables/)).not.toBeInTheDocument();
  });

  it('shows of each run in a list by when it is ordered, and what came after apart', async () => {
    const { summary } = runOf({ state: 'done' });
    const ago = (minutes: number) =>
      new Date(Date.now() - minutes * 60_000).toISOString();
    const items = [
      { ...summary, id: 'b', createdAt: ago(20), finishedAt: ago(12) },
      // Waited for longer than the other one, and has ended later.
      { ...summary, id: 'a', createdAt: ago(50), finishedAt: ago(3) },
    ];
    renderMaintenance(
      mockApi({
        listRuns: async query => ({
          items: query?.state?.includes('running') ? [] : items,
        }),
      }),
    );
    const list = await screen.findByRole('table', { name: /^Runs of/ });
    expect(
      within(list).getByRole('columnheader', { name: 'Proposed' }),
    ).toBeInTheDocument();
    const [, ...rows] = within(list).getAllByRole('row');
    expect(
      rows.map(
        row => row.textContent?.match(/(\d+ min ago)ended (\d+ min ago)/)?.[0],
      ),
    ).toEqual(['20 min agoended 12 min ago', '50 min agoended 3 min ago']);
  });

  it('lists what was withdrawn apart from what has failed', async () => {
    const listRuns = jest.fn(async () => ({ items: [] }));
    renderMaintenance(mockApi({ listRuns }), { all: true });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Withdrawn, stopped' }),
    );
    expect(
      await screen.findByText('No run was withdrawn or stopped'),
    ).toBeInTheDocument();
    expect(listRuns).toHaveBeenLastCalledWith(
      expect.objectContaining({ state: ['cancelled'] }),
      expect.anything(),
    );
  });

  it('gives hints that fit what failed: a run that nobody knows, a back end that is down', async () => {
    const unknown = new NotFoundError('No run "run-1"');
    const { unmount } = renderMaintenance(
      mockApi({
        getRun: async () => {
          throw unknown;
        },
        watchRun: () => ({
          [Symbol.asyncIterator]: () => ({
            next: async () => {
              throw unknown;
            },
          }),
        }),
      }),
      { query: 'run=run-1' },
    );
    expect(
      await screen.findByText(/The link may be of another portal/),
    ).toBeInTheDocument();
    expect(screen.queryByText(/dropped or renamed/)).not.toBeInTheDocument();
    unmount();
    renderMaintenance(
      mockApi({
        listRuns: async () => {
          throw new ServiceUnavailableError('The database did not answer.');
        },
      }),
    );
    expect(
      await screen.findByText(/keeps this in its own database/),
    ).toBeInTheDocument();
    expect(screen.queryByText(/The next scan tries/)).not.toBeInTheDocument();
  });
});

describe('A run that stopped early', () => {
  it('has not done in a list what it has left out', async () => {
    const { summary } = doneRun();
    renderMaintenance(
      mockApi({
        listRuns: async () => ({
          items: [
            {
              ...summary,
              units: { total: 3, done: 1, skipped: 2, failed: 0 },
            },
          ],
        }),
      }),
    );
    const list = await screen.findByRole('table', { name: /^Runs of/ });
    const [, run] = within(list).getAllByRole('row');
    expect(within(run).getByText(/^1 of 3/)).toHaveTextContent(
      '1 of 32 skipped',
    );
  });
});
