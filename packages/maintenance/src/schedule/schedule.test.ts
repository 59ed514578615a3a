import fc from 'fast-check';
import type {
  Recommendation,
  TableHealth,
} from '@lakehouse-portal/table-health';
import {
  isInWindow,
  readMaintenancePolicy,
  resolveMaintenancePolicy,
  type MaintenancePolicySpec,
  type MaintenanceWindow,
} from '../policy';
import { automaticOperations, dueMaintenance } from './dueMaintenance';
import { mayStart, type PacePolicy, type StartSituation } from './mayStart';
import { windowAt } from './windowAt';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const at = (text: string) => Date.parse(text);
const source = { kind: 'policy' as const, label: 'policy nightly' };

function pace(values: {
  windows?: MaintenanceWindow[];
  concurrency?: number;
  maxWindowBytes?: bigint;
  cooldownMs?: number;
}): PacePolicy {
  return {
    windows: { value: values.windows ?? [], source },
    concurrency: { value: values.concurrency ?? 2, source },
    maxWindowBytes: { value: values.maxWindowBytes, source },
    cooldownMs: { value: values.cooldownMs, source },
  };
}

function situation(change: Partial<StartSituation>): StartSituation {
  return {
    policy: pace({}),
    nowMs: at('2026-11-27T12:00Z'),
    running: 0,
    usedBytes: 0n,
    nextBytes: 0n,
    ...change,
  };
}

const nights = [{ from: '22:00', to: '04:00', timeZone: 'Europe/Oslo' }];

describe('windowAt', () => {
  it('says since when and until when a window over midnight is open', () => {
    expect(windowAt(nights, at('2026-11-28T01:30Z'))).toEqual({
      startMs: at('2026-11-27T21:00Z'),
      endMs: at('2026-11-28T03:00Z'),
    });
    expect(windowAt(nights, at('2026-11-28T03:00Z'))).toBeUndefined();
  });

  it('is an hour longer or shorter in the night in which clocks change', () => {
    expect(windowAt(nights, at('2026-10-25T01:59Z'))).toEqual({
      startMs: at('2026-10-24T20:00Z'),
      endMs: at('2026-10-25T03:00Z'),
    });
    expect(windowAt(nights, at('2026-03-29T00:30Z'))).toEqual({
      startMs: at('2026-03-28T21:00Z'),
      endMs: at('2026-03-29T02:00Z'),
    });
  });

  it('has an hour that comes twice in one window, and none in an hour that is skipped', () => {
    const small = [{ from: '02:10', to: '02:40', timeZone: 'Europe/Oslo' }];
    const first = at('2026-10-25T00:10Z');
    expect(windowAt(small, at('2026-10-25T00:20Z'))?.startMs).toBe(first);
    expect(windowAt(small, at('2026-10-25T00:50Z'))).toBeUndefined();
    expect(windowAt(small, at('2026-10-25T01:20Z'))?.startMs).toBe(first);
    for (let minute = 0; minute < 24 * 60; minute++) {
      expect(
        windowAt(small, at('2026-03-28T23:00Z') + minute * MINUTE_MS),
      ).toBeUndefined();
    }
  });

  it('tells days apart that follow each other without a gap, and never closes then', () => {
    const always = [{ from: '06:00', to: '06:00' }];
    expect(windowAt(always, at('2026-11-27T05:59Z'))).toEqual({
      startMs: at('2026-11-26T06:00Z'),
    });
    expect(windowAt(always, at('2026-11-27T06:00Z'))).toEqual({
      startMs: at('2026-11-27T06:00Z'),
    });
    expect(windowAt([], at('2026-11-27T06:30Z'))).toEqual({
      startMs: at('2026-11-27T00:00Z'),
    });
  });

  it('is open from its start to its end and not a minute longer, in any zone at any time', () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    const written = (m: number) =>
      `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(
        2,
        '0',
      )}`;
    fc.assert(
      fc.property(
        minute,
        minute,
        fc.constantFrom(
          'UTC',
          'Europe/Oslo',
          'America/St_Johns',
          'Australia/Lord_Howe',
          'Asia/Kathmandu',
        ),
        // Around the changes of clocks in spring and autumn as often as in between.
        fc.oneof(
          fc.integer({ min: at('2026-01-01'), max: at('2027-12-31') }),
          fc.integer({ min: at('2026-10-24'), max: at('2026-11-03') }),
          fc.integer({ min: at('2026-03-06'), max: at('2026-04-06') }),
        ),
        (from, length, timeZone, nowMs) => {
          fc.pre(length > 0);
          const windows = [
            {
              from: written(from),
              to: written((from + length) % 1440),
              timeZone,
            },
          ];
          const open = windowAt(windows, nowMs);
          expect(open !== undefined).toBe(isInWindow(windows, nowMs));
          if (!open) {
            return;
          }
          const { startMs, endMs = Number.NaN } = open;
          expect(startMs).toBeLessThanOrEqual(nowMs);
          expect(isInWindow(windows, startMs)).toBe(true);
          expect(isInWindow(windows, startMs - MINUTE_MS)).toBe(false);
          expect(endMs).toBeGreaterThan(nowMs);
          expect(endMs - startMs).toBeLessThanOrEqual(DAY_MS + HOUR_MS);
          for (let ms = nowMs; ms < endMs; ms += MINUTE_MS) {
            expect(isInWindow(windows, ms)).toBe(true);
          }
          expect(isInWindow(windows, endMs)).toBe(false);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('mayStart', () => {
  it('waits for the window, and says until when and by whose word', () => {
    const decision = mayStart(situation({ policy: pace({ windows: nights }) }));
    expect(decision).toEqual({
      start: false,
      cause: 'window',
      reason: 'It waits for the next window (policy nightly).',
      untilMs: at('2026-11-27T21:00Z'),
    });
  });

  it('starts within it, and says when it closes', () => {
    expect(
      mayStart(
        situation({
          policy: pace({ windows: nights }),
          nowMs: at('2026-11-27T23:00Z'),
        }),
      ),
    ).toEqual({
      start: true,
      windowStartMs: at('2026-11-27T21:00Z'),
      windowEndMs: at('2026-11-28T03:00Z'),
    });
  });

  it('leaves a table alone after a run, and for a day at least after one that failed', () => {
    const policy = pace({ cooldownMs: 6 * HOUR_MS });
    const lastRun = { endedAtMs: at('2026-11-27T10:00Z'), failed: false };
    expect(mayStart(situation({ policy, lastRun }))).toMatchObject({
      start: false,
      cause: 'cooldown',
      untilMs: at('2026-11-27T16:00Z'),
    });
    expect(
      mayStart(situation({ policy, lastRun, nowMs: at('2026-11-27T16:00Z') })),
    ).toMatchObject({ start: true });
    expect(
      mayStart(situation({ lastRun: { ...lastRun, failed: true } })),
    ).toMatchObject({ start: false, untilMs: at('2026-11-28T10:00Z') });
  });

  it('does not do again by itself what somebody has rolled back, for a week', () => {
    const lastRun = {
      ...{ endedAtMs: at('2026-11-27T10:00Z'), failed: false },
      rolledBack: true,
    };
    expect(mayStart(situation({ lastRun }))).toMatchObject({
      start: false,
      cause: 'cooldown',
      reason:
        'The table is left alone for 7 days after a run that somebody has rolled back.',
      untilMs: at('2026-12-04T10:00Z'),
    });
  });

  it('waits for the next window when the budget of this one is used up, and never does what no window allows', () => {
    const windows = nights;
    const policy = pace({ windows, maxWindowBytes: 100n });
    const nowMs = at('2026-11-27T23:00Z');
    expect(
      mayStart(situation({ policy, nowMs, usedBytes: 60n, nextBytes: 40n })),
    ).toMatchObject({ start: true });
    expect(
      mayStart(situation({ policy, nowMs, usedBytes: 60n, nextBytes: 41n })),
    ).toMatchObject({
      start: false,
      cause: 'budget',
      untilMs: at('2026-11-28T21:00Z'),
    });
    const never = mayStart(situation({ policy, nowMs, nextBytes: 101n }));
    expect(never).toMatchObject({ start: false, cause: 'never' });
    expect(never).not.toHaveProperty('untilMs');
    // Without windows it is a day.
    expect(
      mayStart(
        situation({
          policy: pace({ maxWindowBytes: 100n }),
          usedBytes: 100n,
          nextBytes: 1n,
        }),
      ),
    ).toMatchObject({ untilMs: at('2026-11-28T00:00Z') });
    const always = [{ from: '06:00', to: '06:00' }];
    expect(
      mayStart(
        situation({
          policy: pace({ windows: always, maxWindowBytes: 100n }),
          usedBytes: 100n,
          nextBytes: 1n,
        }),
      ),
    ).toMatchObject({ untilMs: at('2026-11-28T06:00Z') });
  });

  it('never lets more run at once, rewrite more in a window, or begin outside of one than the policy allows', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }),
        fc.bigInt({ min: 1n, max: 100n }),
        fc.array(
          fc.record({
            minutes: fc.integer({ min: 0, max: 500 }),
            bytes: fc.bigInt({ min: 0n, max: 60n }),
            lasts: fc.integer({ min: 1, max: 200 }),
          }),
          { minLength: 5, maxLength: 30 },
        ),
        (concurrency, maxWindowBytes, asks) => {
          const policy = pace({ windows: nights, concurrency, maxWindowBytes });
          let nowMs = at('2026-10-23T12:00Z');
          const runs: Array<{ at: number; end: number; bytes: bigint }> = [];
          for (const { minutes, bytes, lasts } of asks) {
            nowMs += minutes * MINUTE_MS;
            const askedAt = nowMs;
            const since = windowAt(nights, askedAt)?.startMs ?? askedAt;
            const decision = mayStart({
              policy,
              nowMs: askedAt,
              running: runs.filter(run => run.end > askedAt).length,
              usedBytes: runs
                .filter(run => run.at >= since)
                .reduce((sum, run) => sum + run.bytes, 0n),
              nextBytes: bytes,
            });
            if (decision.start) {
              runs.push({ at: nowMs, end: nowMs + lasts * MINUTE_MS, bytes });
            } else if (decision.untilMs !== undefined) {
              expect(decision.untilMs).toBeGreaterThan(nowMs);
              expect(isInWindow(nights, decision.untilMs)).toBe(true);
            }
          }
          // By the night, counted in another way: twelve hours before UTC noon belong to it.
          const byNight = new Map<number, bigint>();
          for (const run of runs) {
            expect(isInWindow(nights, run.at)).toBe(true);
            expect(
              runs.filter(one => one.at <= run.at && one.end > run.at).length,
            ).toBeLessThanOrEqual(concurrency);
            const night = Math.floor((run.at - DAY_MS / 2) / DAY_MS);
            const sum = (byNight.get(night) ?? 0n) + run.bytes;
            byNight.set(night, sum);
            expect(sum).toBeLessThanOrEqual(maxWindowBytes);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('dueMaintenance', () => {
  const recommendation = (
    id: Recommendation['id'],
    group: Recommendation['group'],
    scores: Partial<Recommendation> = {},
  ): Recommendation => ({
    id,
    group,
    finding: `${id} is needed`,
    action: `Do ${id}`,
    dimensions: [],
    destructive: false,
    ...scores,
  });
  const health = {
    recommendations: [
      recommendation('expire-snapshots', 'promise'),
      recommendation('compact', 'speed', { scoreBefore: 40, scoreAfter: 90 }),
      recommendation('set-sort-order', 'speed', {
        scoreBefore: 90,
        scoreAfter: 95,
      }),
      recommendation('set-properties', 'advice'),
    ],
  } as unknown as TableHealth;
  const policyOf = (spec: MaintenancePolicySpec) =>
    resolveMaintenancePolicy(
      [
        readMaintenancePolicy(
          {
            apiVersion: 'lakehouse-portal.io/v1alpha1',
            kind: 'MaintenancePolicy',
            metadata: { name: 'nightly' },
            spec,
          },
          'nightly',
        ),
      ],
      { lakehouse: 'shop', schema: 'silver', table: 'orders' },
    );

  it('is what a run can do about the findings, with what it would gain', () => {
    expect(dueMaintenance(health, policyOf({}))).toEqual({
      gain: 50,
      operations: ['rewrite-data-files', 'expire-snapshots'],
      reasons: [
        {
          operation: 'expire-snapshots',
          action: 'Do expire-snapshots',
          finding: 'expire-snapshots is needed',
        },
        {
          operation: 'rewrite-data-files',
          action: 'Do compact',
          finding: 'compact is needed',
        },
      ],
    });
  });

  it('is not what a policy or the configuration has switched off, nor what another service does', () => {
    const off = policyOf({ operations: { 'rewrite-data-files': 'off' } });
    expect(dueMaintenance(health, off)?.operations).toEqual([
      'expire-snapshots',
    ]);
    expect(
      dueMaintenance(health, off, { 'expire-snapshots': 'off' }),
    ).toBeUndefined();
    expect(
      dueMaintenance(health, policyOf({ maintainedBy: 'Amoro' })),
    ).toBeUndefined();
  });

  it('is not started without anybody where a plan would only decline it', () => {
    const policy = policyOf({
      operations: {
        'rewrite-data-files': 'automatic',
        'expire-snapshots': 'automatic',
      },
    });
    const due = dueMaintenance(health, policy)!;
    expect(automaticOperations(due, policy)?.operations).toEqual([
      'rewrite-data-files',
      'expire-snapshots',
    ]);
    const reasons = due.reasons.map(reason => ({
      ...reason,
      ...(reason.operation === 'rewrite-data-files' && { declined: 'No.' }),
    }));
    expect(
      automaticOperations({ ...due, reasons }, policy)?.operations,
    ).toEqual(['expire-snapshots']);
  });

  it('is started without anybody only where a policy says so, and orphan files never', () => {
    const due = {
      operations: [
        'rewrite-data-files' as const,
        'expire-snapshots' as const,
        'remove-orphan-files' as const,
      ],
    };
    expect(automaticOperations(due, policyOf({}))).toBeUndefined();
    const compacting = policyOf({
      operations: { 'rewrite-data-files': 'automatic' },
    });
    expect(automaticOperations(due, compacting)).toEqual({
      operations: ['rewrite-data-files'],
      by: 'policy:nightly',
    });
    const rash = policyOf({
      operations: {
        'rewrite-data-files': 'automatic',
        'expire-snapshots': 'automatic',
      },
    });
    rash.approvals['remove-orphan-files'] = { value: 'automatic', source };
    expect(automaticOperations(due, rash)?.operations).toEqual([
      'rewrite-data-files',
      'expire-snapshots',
    ]);
  });
});
