import type { MaintenanceWindow } from '../policy/MaintenancePolicyDocument';
import {
  beginDayOf,
  isInWindow,
  minutesOf,
} from '../policy/maintenanceWindows';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** A window is a day long at most, and a clock change makes it some hours longer. */
const LONGEST_WINDOW_MS = 30 * HOUR_MS;
/** Windows come again every week: what is open for longer than that is always open. */
const LOOK_AHEAD_MS = 8 * DAY_MS;

/** A window that is open. Milliseconds since the epoch. @public */
export interface OpenWindow {
  /** Bytes that were rewritten since then count for the budget of this window. */
  startMs: number;
  /** When nothing is to be begun any more; absent: it never closes. */
  endMs?: number;
}

/**
 * The window that is open at an instant. Where several are, it began with the first of them and ends when none is open any
 * more. Without any windows, days are windows, by UTC: a budget has to be counted from somewhere.
 *
 * By the clocks of the time zones: an hour that is skipped is no part of a window, and an hour that comes twice belongs to
 * the window of that day both times, so that its budget is not there twice.
 *
 * @param windows - As a policy has them.
 * @param nowMs - Milliseconds since the epoch.
 * @returns undefined when none is open.
 * @public
 */
export function windowAt(
  windows: MaintenanceWindow[],
  nowMs: number,
): OpenWindow | undefined {
  if (windows.length === 0) {
    return { startMs: Math.floor(nowMs / DAY_MS) * DAY_MS };
  }
  const starts = windows.flatMap(window => {
    const day = beginDayOf(window, nowMs);
    return day === undefined ? [] : [startOf(window, day, nowMs)];
  });
  if (starts.length === 0) {
    return undefined;
  }
  const endMs = endOf(windows, nowMs);
  return {
    startMs: Math.min(...starts),
    ...(endMs !== undefined && { endMs }),
  };
}

function startOf(
  window: MaintenanceWindow,
  day: number,
  nowMs: number,
): number {
  const turns = turnsOf([window]);
  let ms = Math.floor((nowMs - LONGEST_WINDOW_MS) / MINUTE_MS) * MINUTE_MS;
  while (ms < nowMs && beginDayOf(window, ms) !== day) {
    ms = nextTurn(turns, ms);
  }
  return Math.min(ms, nowMs);
}

function endOf(
  windows: MaintenanceWindow[],
  nowMs: number,
): number | undefined {
  const turns = turnsOf(windows);
  const latest = nowMs + LOOK_AHEAD_MS;
  let ms = nextTurn(turns, Math.floor(nowMs / MINUTE_MS) * MINUTE_MS);
  while (ms <= latest) {
    if (!isInWindow(windows, ms)) {
      return ms;
    }
    ms = nextTurn(turns, ms);
  }
  return undefined;
}

/** Minutes of a quarter of an hour at which a window may open or close: clocks are off by whole quarters, and change at them. */
function turnsOf(windows: MaintenanceWindow[]): Set<number> {
  return new Set([
    0,
    ...windows.flatMap(({ from, to }) =>
      [from, to].map(time => (minutesOf(time) ?? 0) % 15),
    ),
  ]);
}

function nextTurn(turns: Set<number>, ms: number): number {
  let minute = ms / MINUTE_MS + 1;
  while (!turns.has(minute % 15)) {
    minute += 1;
  }
  return minute * MINUTE_MS;
}
