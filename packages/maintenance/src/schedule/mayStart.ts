import { formatBytes, formatDuration } from '@lakehouse-portal/table-health';
import type { MaintenancePolicy } from '../policy/MaintenancePolicy';
import { nextWindowMs } from '../policy/maintenanceWindows';
import { windowAt } from './windowAt';

const QUARTER_MS = 15 * 60 * 1000;
const DAY_MS = 96 * QUARTER_MS;
/** What a person has undone is not done again by itself for so long, unless a person has it done. */
const ROLLED_BACK_MS = 7 * DAY_MS;

/** What holds for the pace of maintenance of a table. @public */
export type PacePolicy = Pick<
  MaintenancePolicy,
  'windows' | 'concurrency' | 'maxWindowBytes' | 'cooldownMs'
>;

/** How things stand when a run is to start, or to go on. @public */
export interface StartSituation {
  policy: PacePolicy;
  /** Milliseconds since the epoch. */
  nowMs: number;
  /** Other runs at work that count for the same `concurrency`. */
  running: number;
  /** Bytes that count for the same budget since the window opened, those under way included. */
  usedBytes: bigint;
  /** Bytes that what is to be begun rewrites; 0: none. */
  nextBytes: bigint;
  /** Of the run of this table that ended last; absent: there was none, or somebody wants this one in spite of it. */
  lastRun?: {
    /** When it ended, or was rolled back. */
    endedAtMs: number;
    failed: boolean;
    rolledBack?: boolean;
  };
}

/** Why a run has to wait. @public */
export type WaitCause =
  | 'window'
  | 'concurrency'
  | 'cooldown'
  | 'budget'
  /** Larger than the budget of a whole window: waiting doesn't help. */
  | 'never';

/** Whether a run may start, or else why not. @public */
export type StartDecision =
  | { start: true; windowStartMs: number; windowEndMs?: number }
  | {
      start: false;
      cause: WaitCause;
      /** A full sentence, without the instant. */
      reason: string;
      /** When it is worth asking again, milliseconds since the epoch; absent: nobody knows. */
      untilMs?: number;
    };

/**
 * Whether a run may start, or go on with its next unit: within a window, not beside too many others, within what the window
 * allows, and not too soon after the last run of the table.
 *
 * @public
 */
export function mayStart(situation: StartSituation): StartDecision {
  const { policy, nowMs, running, usedBytes, nextBytes } = situation;
  const windows = policy.windows.value;
  const open = windowAt(windows, nowMs);
  const pauseEnd = cooldownEnd(situation);
  if (pauseEnd !== undefined && pauseEnd > nowMs) {
    return wait(
      'cooldown',
      `The table is left alone for ${formatDuration(
        pauseEnd - (situation.lastRun?.endedAtMs ?? 0),
      )} after ${pausedAfter(situation)}.`,
      // The window may have closed by then.
      nextWindowMs(windows, pauseEnd),
    );
  }
  if (!open) {
    return wait(
      'window',
      `It waits for the next window (${policy.windows.source.label}).`,
      nextWindowMs(windows, nowMs),
    );
  }
  const most = policy.maxWindowBytes.value;
  if (most !== undefined && nextBytes > most) {
    return wait(
      'never',
      `It rewrites ${formatBytes(
        nextBytes,
      )} at once, and a whole window allows ${formatBytes(most)} (${
        policy.maxWindowBytes.source.label
      }).`,
    );
  }
  if (most !== undefined && nextBytes > 0n && usedBytes + nextBytes > most) {
    return wait(
      'budget',
      `This window allows ${formatBytes(most)} (${
        policy.maxWindowBytes.source.label
      }): ${formatBytes(usedBytes)} are used up, and this takes ${formatBytes(
        nextBytes,
      )}.`,
      windowAfter(policy, open, nowMs),
    );
  }
  if (running >= policy.concurrency.value) {
    return wait(
      'concurrency',
      `${running} of ${policy.concurrency.value} runs are at work (${policy.concurrency.source.label}).`,
    );
  }
  return {
    start: true,
    windowStartMs: open.startMs,
    ...(open.endMs !== undefined && { windowEndMs: open.endMs }),
  };
}

function wait(
  cause: WaitCause,
  reason: string,
  untilMs?: number,
): StartDecision {
  return {
    start: false,
    cause,
    reason,
    ...(untilMs !== undefined && { untilMs }),
  };
}

function pausedAfter({ lastRun, policy }: StartSituation): string {
  if (lastRun?.rolledBack) {
    return 'a run that somebody has rolled back';
  }
  return `${lastRun?.failed ? 'a run that failed' : 'a run'} (${
    policy.cooldownMs.source.label
  })`;
}

/**
 * After a run that failed a day at least: whatever was in its way is likely to be there still. After one that was rolled back
 * a week: it would be the same again.
 */
function cooldownEnd({ lastRun, policy }: StartSituation): number | undefined {
  if (!lastRun) {
    return undefined;
  }
  const pause = Math.max(
    policy.cooldownMs.value ?? 0,
    lastRun.failed ? DAY_MS : 0,
    lastRun.rolledBack ? ROLLED_BACK_MS : 0,
  );
  return pause > 0 ? lastRun.endedAtMs + pause : undefined;
}

/** When the budget is there anew: with the first window that begins after this one, be it that this one is open still. */
function windowAfter(
  policy: PacePolicy,
  open: { startMs: number; endMs?: number },
  nowMs: number,
): number | undefined {
  const windows = policy.windows.value;
  if (windows.length === 0) {
    return open.startMs + DAY_MS;
  }
  for (let ms = nowMs; ms <= nowMs + DAY_MS; ms += QUARTER_MS) {
    const at = windowAt(windows, ms);
    if (at && at.startMs > open.startMs) {
      return Math.max(at.startMs, nowMs);
    }
  }
  return open.endMs === undefined
    ? undefined
    : nextWindowMs(windows, open.endMs);
}
