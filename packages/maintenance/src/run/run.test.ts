import * as fc from 'fast-check';
import type {
  MaintenancePlan,
  MaintenanceRun,
  MaintenanceUnit,
  PlannedStep,
  RunState,
} from '../model';
import { approve, stepsToApprove } from './approvals';
import { contentSegments } from './contentSegments';
import { findAttempt } from './findAttempt';
import { nextRunState } from './nextRunState';
import { retryDelayMs } from './retryDelayMs';
import { reviewUnit } from './reviewUnit';
import {
  activeRunStates,
  finalRunStates,
  runTransitions,
  type RunEvent,
} from './runTransitions';

const EVENTS: RunEvent[] = [
  'approve',
  'return',
  'start',
  'verify',
  'finish',
  'fail',
  'cancel',
];

function step(over: Partial<PlannedStep> = {}): PlannedStep {
  return {
    id: '1-expire-snapshots',
    operation: 'expire-snapshots',
    title: '',
    reason: '',
    units: [],
    cost: { readBytes: '0', writtenBytes: '0' },
    benefit: {},
    destructive: true,
    approval: 'one',
    ...over,
  };
}
const orphanStep = step({
  id: '2-remove-orphan-files',
  operation: 'remove-orphan-files',
});
function runWith(
  steps: PlannedStep[],
  over: Partial<MaintenanceRun> = {},
): MaintenanceRun {
  return {
    id: 'r',
    lakehouse: 'shop',
    namespace: 'silver',
    table: 'orders',
    state: 'proposed',
    plan: { steps, declined: [], plannedAt: '', table: { uuid: 'u' } },
    createdAt: '',
    createdBy: 'user:default/ann',
    approvals: [],
    ...over,
  };
}

describe('transitions', () => {
  it('never lead out of a final state, and every state leads to one', () => {
    for (const state of finalRunStates) {
      for (const event of EVENTS) {
        expect(() => nextRunState(state, event)).toThrow(
          expect.objectContaining({ name: 'RunTransitionError' }),
        );
      }
    }
    const ends = new Set<RunState>(finalRunStates);
    for (let round = 0; round < 10; round++) {
      for (const { from, to } of runTransitions) {
        if (ends.has(to)) ends.add(from);
      }
    }
    expect([...ends].sort()).toEqual(
      [...new Set(runTransitions.flatMap(({ from, to }) => [from, to]))].sort(),
    );
  });

  it('are one for each state and event, and only approval makes a run hold its table', () => {
    const keys = runTransitions.map(({ from, event }) => `${from} ${event}`);
    expect(new Set(keys).size).toBe(keys.length);
    const entering = runTransitions.filter(
      ({ from, to }) =>
        activeRunStates.includes(to) && !activeRunStates.includes(from),
    );
    expect(entering).toEqual([
      { from: 'proposed', event: 'approve', to: 'approved' },
    ]);
  });

  it('after any events: done only through verifying, verifying only through running', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...EVENTS), { maxLength: 30 }),
        events => {
          const path: RunState[] = ['proposed'];
          for (const event of events) {
            try {
              path.push(nextRunState(path.at(-1)!, event));
            } catch (error) {
              expect(error).toMatchObject({ name: 'RunTransitionError' });
            }
          }
          if (path.includes('done')) {
            expect(path.slice(-5)).toEqual([
              'proposed',
              'approved',
              'running',
              'verifying',
              'done',
            ]);
          }
          expect(
            path.filter(state => finalRunStates.includes(state)).length,
          ).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});

describe('approvals', () => {
  it('with four eyes, no sequence of approvals by its author lets a run start', () => {
    const steps = fc.array(
      fc.record({
        approval: fc.constantFrom<PlannedStep['approval']>(
          'automatic',
          'one',
          'four-eyes',
        ),
        operation: fc.constantFrom<PlannedStep['operation']>(
          'expire-snapshots',
          'remove-orphan-files',
          'rewrite-data-files',
        ),
      }),
      { minLength: 1, maxLength: 4 },
    );
    const asked = fc.array(
      fc.record({
        by: fc.constantFrom('user:default/ann', 'user:default/ben'),
        steps: fc.option(fc.array(fc.integer({ min: 0, max: 4 })), {
          nil: undefined,
        }),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(steps, asked, (kinds, approvals) => {
        const run = runWith(
          kinds.map((kind, index) => step({ ...kind, id: String(index) })),
        );
        for (const { by, steps: named } of approvals) {
          try {
            run.approvals = approve(run, {
              by,
              at: '',
              steps: named?.map(String),
            });
          } catch (error) {
            expect(error).toMatchObject({ name: 'ApprovalRefusedError' });
          }
        }
        for (const one of run.plan.steps) {
          const by = run.approvals
            .filter(approval => approval.steps.includes(one.id))
            .map(approval => approval.by);
          const isOpen = stepsToApprove(run).includes(one);
          if (one.approval === 'four-eyes') {
            expect(isOpen).toBe(!by.includes('user:default/ben'));
          } else if (
            one.approval === 'one' ||
            one.operation === 'remove-orphan-files'
          ) {
            expect(isOpen).toBe(by.length === 0);
          } else {
            expect(isOpen).toBe(false);
          }
        }
      }),
    );
  });

  it('of whoever proposed the run do not count as those of a second person in another spelling', () => {
    const run = runWith([step({ approval: 'four-eyes' })]);
    expect(() => approve(run, { by: 'User:Default/Ann', at: 't' })).toThrow(
      /takes two people/,
    );
    run.approvals = [{ by: 'user:default/ANN', at: 't', steps: [step().id] }];
    expect(stepsToApprove(run)).toHaveLength(1);
  });

  it('of everything leave the removal of orphan files open: somebody must have seen the list', () => {
    const run = runWith([step(), orphanStep]);
    run.approvals = approve(run, { by: 'user:default/ben', at: 't' });
    expect(stepsToApprove(run)).toEqual([orphanStep]);
    expect(() => approve(run, { by: 'user:default/ben', at: 't' })).toThrow(
      /looking at the list/,
    );
    run.approvals = approve(run, {
      by: 'user:default/ben',
      at: 't',
      steps: [orphanStep.id],
    });
    expect(stepsToApprove(run)).toEqual([]);
  });

  it('are refused for unknown steps, none, and of runs that are under way', () => {
    const run = runWith([step()]);
    const by = 'user:default/ben';
    expect(() => approve(run, { by, at: '', steps: ['x'] })).toThrow(
      /no step "x"/,
    );
    expect(() => approve(run, { by, at: '', steps: [] })).toThrow(/No step/);
    expect(() => approve({ ...run, state: 'running' }, { by, at: '' })).toThrow(
      /can't approve/,
    );
  });
});

const snapshot = (snapshotId: string, over: object = {}) => ({
  snapshotId,
  timestampMs: 0,
  summary: {},
  ...over,
});
const rewrite = {
  operation: 'rewrite-data-files' as const,
  targetFileSizeBytes: 1,
  minFileSizeBytes: 1,
  rewriteAll: false,
  predicted: {
    filesBefore: 9,
    filesAfter: 1,
    rewrittenBytes: '100',
    deleteFilesBefore: 0,
    deleteFilesAfter: 0,
  },
};

describe('findAttempt', () => {
  const intent = { key: 'r/1/1', at: '', queryIds: ['q1'] };
  const found = (snapshots: object[], properties = {}) =>
    findAttempt(rewrite, intent, {
      snapshots: snapshots as never,
      properties,
      statisticsFiles: [],
    });

  it('knows a rewrite by its mark or its query, not by time or kind', () => {
    const byOther = snapshot('2', {
      operation: 'replace',
      summary: { 'lakehouse.unit': 'r/1/2', trino_query_id: 'q2' },
    });
    expect(found([snapshot('1'), byOther])).toEqual({ kind: 'not-done' });
    expect(
      found([byOther, snapshot('3', { summary: { trino_query_id: 'q1' } })]),
    ).toMatchObject({ kind: 'done', outcome: { snapshotId: '3' } });
    expect(
      found([
        snapshot('4', {
          summary: {
            'lakehouse.unit': 'r/1/1',
            'deleted-data-files': '9',
            'removed-files-size': '9007199254740993',
          },
        }),
      ]),
    ).toMatchObject({
      kind: 'done',
      outcome: { removedDataFiles: 9, rewrittenBytes: '9007199254740993' },
    });
  });

  it('knows an expiry by what is gone, properties by their values, and repeats the removal of files', () => {
    const expire = {
      operation: 'expire-snapshots' as const,
      olderThanMs: 0,
      retainLast: 1,
      snapshotIds: ['1', '2'],
    };
    const state = {
      snapshots: [snapshot('2')] as never,
      properties: {},
      statisticsFiles: [{ statisticsPath: 's3://a/1.stats' }] as never,
    };
    expect(findAttempt(expire, intent, state)).toEqual({ kind: 'not-done' });
    expect(
      findAttempt({ ...expire, snapshotIds: ['1'] }, intent, state),
    ).toMatchObject({ kind: 'done', outcome: { expiredSnapshots: 1 } });
    const set = {
      operation: 'set-properties' as const,
      properties: { a: 'b', gone: null },
    };
    expect(findAttempt(set, intent, state)).toEqual({ kind: 'not-done' });
    expect(
      findAttempt(set, intent, { ...state, properties: { a: 'b' } }),
    ).toEqual({ kind: 'done', outcome: {} });
    const drop = (location: string) => ({
      operation: 'drop-extended-stats' as const,
      files: [{ snapshotId: '1', location, sizeBytes: '1' }],
    });
    expect(findAttempt(drop('s3://a/1.stats'), intent, state)).toEqual({
      kind: 'not-done',
    });
    expect(findAttempt(drop('s3://a/0.stats'), intent, state)).toEqual({
      kind: 'done',
      outcome: {},
    });
    expect(
      findAttempt(
        { operation: 'remove-orphan-files', olderThanMs: 0, files: [] },
        intent,
        state,
      ),
    ).toEqual({ kind: 'repeatable' });
  });
});

describe('contentSegments', () => {
  it('joins rewrites that follow each other, parts them at commits of others, and says what is missing', () => {
    const snapshots = [
      snapshot('1'),
      snapshot('2', { parentSnapshotId: '1' }),
      snapshot('3', { parentSnapshotId: '2' }),
      snapshot('4', { parentSnapshotId: '3' }),
      snapshot('5', { parentSnapshotId: '4' }),
      snapshot('7', { parentSnapshotId: '6' }),
    ];
    expect(contentSegments(['2', '3', '5', '7', '8'], { snapshots })).toEqual({
      segments: [
        { before: '1', after: '3' },
        { before: '4', after: '5' },
      ],
      missing: ['6', '8'],
    });
  });
});

describe('reviewUnit', () => {
  const metadata = {
    tableUuid: 'u',
    snapshots: [snapshot('1'), snapshot('2'), snapshot('3')],
    refs: [{ name: 'main', type: 'branch' as const, snapshotId: '3' }],
    partitionSpecs: [{ specId: 0, fields: [] }],
    properties: {},
    schemas: [],
    currentSchemaId: 0,
  };
  const planOf = (
    units: PlannedStep['units'],
    declined: MaintenancePlan['declined'] = [],
  ) => ({
    steps: units.map(unit =>
      step({ operation: unit.operation, units: [unit] }),
    ),
    declined,
  });
  const approved = { table: { uuid: 'u' } };
  const NOW = Date.UTC(2026, 10, 26);

  it('never lets more snapshots expire than were approved, nor what a ref or the policy keeps now', () => {
    fc.assert(
      fc.property(
        fc.subarray(['1', '2', '3', '4']),
        fc.subarray(['1', '2', '3', '4']),
        fc.subarray(['1', '2', '3', '4']),
        fc.subarray(['1', '2', '3', '4']),
        (wanted, fresh, present, tagged) => {
          const unit = {
            operation: 'expire-snapshots' as const,
            olderThanMs: 0,
            retainLast: 1,
            snapshotIds: wanted,
          };
          const review = reviewUnit(unit, approved, {
            metadata: {
              ...metadata,
              snapshots: present.map(id => snapshot(id)),
              refs: tagged.map(id => ({
                name: `t${id}`,
                type: 'tag',
                snapshotId: id,
              })),
            },
            plan: planOf([{ ...unit, snapshotIds: fresh }]),
            nowMs: NOW,
          });
          const left = wanted.filter(
            id =>
              fresh.includes(id) &&
              present.includes(id) &&
              !tagged.includes(id),
          );
          expect(review).toMatchObject(
            left.length === 0
              ? { kind: 'skip' }
              : { kind: 'go', unit: { snapshotIds: left } },
          );
        },
      ),
    );
  });

  it('notes what properties were before, also when an attempt that was interrupted has set some already', () => {
    const unit = {
      operation: 'set-properties' as const,
      properties: { kept: '20', cleaned: 'true', gone: null },
    };
    const begun = (
      one: MaintenanceUnit,
      properties: Record<string, string>,
    ): MaintenanceUnit => {
      const review = reviewUnit(one, approved, {
        metadata: { ...metadata, properties },
        plan: planOf([one]),
        nowMs: NOW,
      });
      return review.kind === 'go' ? review.unit : one;
    };
    const first = begun(unit, { kept: '100000', gone: 'x', other: 'y' });
    expect(first).toEqual({
      ...unit,
      before: { kept: '100000', cleaned: null, gone: 'x' },
    });
    // The value that somebody else gave it meanwhile is the one that is lost.
    expect(begun(first, { kept: '20', cleaned: 'false' })).toEqual({
      ...unit,
      before: { kept: '100000', cleaned: 'false', gone: 'x' },
    });
  });

  it('sets no property that a plan made now would leave, or set to something else', () => {
    const unit = {
      operation: 'set-properties' as const,
      properties: { size: '128', cleaned: 'true' },
    };
    const review = (
      properties: Record<string, string>,
      fresh: Record<string, string>,
    ) =>
      reviewUnit(unit, approved, {
        metadata: { ...metadata, properties },
        plan: planOf([{ ...unit, properties: fresh }]),
        nowMs: NOW,
      });
    expect(review({ size: '256' }, { cleaned: 'true' })).toEqual({
      kind: 'go',
      unit: {
        ...unit,
        properties: { cleaned: 'true' },
        before: { cleaned: null },
      },
    });
    for (const [now, fresh] of [
      [{ size: '256', cleaned: 'true' }, {}],
      [{ size: '2', cleaned: 'true' }, { size: '512' }],
    ] as const) {
      expect(review(now, fresh)).toEqual({
        kind: 'skip',
        reason: expect.stringContaining('would not set size to what'),
      });
    }
    expect(review({ size: '128', cleaned: 'true' }, {})).toEqual({
      kind: 'skip',
      reason: 'The properties are set already.',
    });
  });

  it('has a rewrite go by the target that a plan made now goes by, and leave well-sized files where statistics were switched off', () => {
    const fresh = {
      ...rewrite,
      targetFileSizeBytes: 2 * rewrite.targetFileSizeBytes,
      minFileSizeBytes: 2 * rewrite.minFileSizeBytes,
      rewriteAll: false,
    };
    for (const [mode, rewriteAll] of [
      ['none', false],
      ['truncate(16)', true],
    ] as const) {
      expect(
        reviewUnit({ ...rewrite, rewriteAll: true }, approved, {
          metadata: {
            ...metadata,
            properties: { 'write.metadata.metrics.default': mode },
          },
          plan: planOf([fresh]),
          nowMs: NOW,
        }),
      ).toEqual({ kind: 'go', unit: { ...fresh, rewriteAll } });
    }
  });

  it('stops for another table of the same name, a refusal, a lost spec and a rewrite that has grown', () => {
    const fresh = { metadata, plan: planOf([rewrite]), nowMs: NOW };
    expect(reviewUnit(rewrite, approved, fresh)).toEqual({
      kind: 'go',
      unit: rewrite,
    });
    expect(reviewUnit(rewrite, { table: { uuid: 'v' } }, fresh)).toMatchObject({
      kind: 'stop',
      reason: expect.stringContaining('anew'),
    });
    expect(
      reviewUnit(rewrite, approved, {
        ...fresh,
        plan: planOf(
          [],
          [
            {
              operation: 'rewrite-data-files',
              reason: 'Glue does it.',
              kind: 'must-not',
            },
          ],
        ),
      }),
    ).toEqual({ kind: 'stop', reason: 'Glue does it.' });
    expect(
      reviewUnit(
        { ...rewrite, partition: { specId: 4, label: 'a=1', fields: [] } },
        approved,
        fresh,
      ),
    ).toMatchObject({ kind: 'stop' });
    const grown = {
      ...rewrite,
      predicted: { ...rewrite.predicted, rewrittenBytes: '99999999999' },
    };
    expect(
      reviewUnit(rewrite, approved, { ...fresh, plan: planOf([grown]) }),
    ).toMatchObject({ kind: 'stop', reason: expect.stringContaining('grown') });
    expect(
      reviewUnit(rewrite, approved, { ...fresh, plan: planOf([]) }),
    ).toMatchObject({ kind: 'skip' });
  });

  it('removes approved files only that are orphans still, and young ones only where that was allowed', () => {
    const file = (name: string) => ({
      location: `file:///t/${name}`,
      sizeBytes: '1',
    });
    const unit = {
      operation: 'remove-orphan-files' as const,
      olderThanMs: NOW - 8 * 24 * 3600_000,
      files: [file('a'), file('b')],
    };
    const fresh = {
      metadata,
      plan: planOf([{ ...unit, files: [file('b'), file('c')] }]),
      nowMs: NOW,
    };
    expect(reviewUnit(unit, approved, fresh)).toEqual({
      kind: 'go',
      unit: { ...unit, files: [file('b')] },
    });
    const young = { ...unit, olderThanMs: NOW - 1000 };
    expect(reviewUnit(young, approved, fresh)).toMatchObject({ kind: 'stop' });
    expect(
      reviewUnit({ ...young, allowYoung: true }, approved, fresh),
    ).toMatchObject({ kind: 'go' });
  });
});

describe('retryDelayMs', () => {
  it('grows to five minutes and no further', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempt, random) => {
          const delay = retryDelayMs(attempt, () => random);
          expect(delay).toBeGreaterThanOrEqual(1_000);
          expect(delay).toBeLessThanOrEqual(300_000);
        },
      ),
    );
  });
});
