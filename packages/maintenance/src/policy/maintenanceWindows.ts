import {
  weekdays,
  type MaintenanceWindow,
  type Weekday,
} from './MaintenancePolicyDocument';

const MINUTE_MS = 60_000;
/** Minutes of a day of which nobody changes the clocks. */
export const DAY_MINUTES = 24 * 60;
const WEEK_MINUTES = 7 * DAY_MINUTES;
/** Windows begin on full minutes; a clock change moves one by hours at most, so a week and a day are enough to look. */
const LOOK_AHEAD_MINUTES = WEEK_MINUTES + DAY_MINUTES;

/**
 * Whether runs may start now.
 *
 * @param windows - None: at any time.
 * @param nowMs - Milliseconds since the epoch.
 * @public
 */
export function isInWindow(
  windows: MaintenanceWindow[],
  nowMs: number,
): boolean {
  return windows.length === 0 || windows.some(window => covers(window, nowMs));
}

/**
 * When runs may start next, milliseconds since the epoch: `nowMs` itself within a window. By the clocks of the time zone,
 * also where they change.
 *
 * @returns undefined when no window ever begins (a time that the zone skips every week doesn't exist).
 * @public
 */
export function nextWindowMs(
  windows: MaintenanceWindow[],
  nowMs: number,
): number | undefined {
  if (isInWindow(windows, nowMs)) {
    return nowMs;
  }
  const firstMinute = Math.floor(nowMs / MINUTE_MS) + 1;
  // Tables share the windows of their policies, and are asked about one after the other.
  const last = lastAsked.get(windows);
  if (last?.firstMinute === firstMinute) {
    return last.nextMs;
  }
  const nextMs = nextFrom(windows, firstMinute);
  lastAsked.set(windows, { firstMinute, nextMs });
  return nextMs;
}

const lastAsked = new WeakMap<
  MaintenanceWindow[],
  { firstMinute: number; nextMs: number | undefined }
>();

function nextFrom(
  windows: MaintenanceWindow[],
  firstMinute: number,
): number | undefined {
  for (let step = 0; step < LOOK_AHEAD_MINUTES; ) {
    const ms = (firstMinute + step) * MINUTE_MS;
    if (isInWindow(windows, ms)) {
      return ms;
    }
    // No zone is off by other than whole quarters of an hour now: full quarters are not jumped over.
    const toQuarter = 15 - ((firstMinute + step) % 15);
    const waits = windows.map(window => minutesUntil(window, ms));
    step += Math.max(1, Math.min(...waits, toQuarter));
  }
  return undefined;
}

/** `22:00` as minutes since midnight; undefined for what is none. */
export function minutesOf(time: unknown): number | undefined {
  const match =
    typeof time === 'string' ? /^(\d{2}):(\d{2})$/.exec(time) : undefined;
  const minutes = match ? Number(match[1]) * 60 + Number(match[2]) : undefined;
  return minutes !== undefined && Number(match?.[2]) < 60 && minutes <= 24 * 60
    ? minutes
    : undefined;
}

function covers(window: MaintenanceWindow, nowMs: number): boolean {
  return beginDayOf(window, nowMs) !== undefined;
}

/** The day on which the window that is open now began, 0 for Monday, by its clock; undefined: it isn't open. */
export function beginDayOf(
  window: MaintenanceWindow,
  nowMs: number,
): number | undefined {
  const { day, minute } = localTime(nowMs, window.timeZone);
  const from = minutesOf(window.from) ?? 0;
  const to = minutesOf(window.to) ?? 0;
  if (isOn(window, day) && minute >= from && (to <= from || minute < to)) {
    return day;
  }
  const yesterday = (day + 6) % 7;
  return to <= from && isOn(window, yesterday) && minute < to
    ? yesterday
    : undefined;
}

/** By the clock, should it not be changed meanwhile. */
function minutesUntil(window: MaintenanceWindow, nowMs: number): number {
  const { minute } = localTime(nowMs, window.timeZone);
  const from = minutesOf(window.from) ?? 0;
  return (from - minute + DAY_MINUTES) % DAY_MINUTES || DAY_MINUTES;
}

function isOn({ days }: MaintenanceWindow, day: number): boolean {
  return days === undefined || days.includes(weekdays[day]);
}

interface LocalTime {
  /** 0 for Monday. */
  day: number;
  /** Since midnight, as the clock shows it. */
  minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();
/** By zone and minute: what is due of thousands of tables asks for the same minutes, and a clock of a zone is slow to read. */
const localTimes = new Map<string, Map<number, LocalTime>>();
const MAX_LOCAL_TIMES = 5_000;

function localTime(ms: number, timeZone = 'UTC'): LocalTime {
  let known = localTimes.get(timeZone);
  if (!known || known.size >= MAX_LOCAL_TIMES) {
    known = new Map();
    localTimes.set(timeZone, known);
  }
  const atMinute = Math.floor(ms / MINUTE_MS);
  let time = known.get(atMinute);
  if (!time) {
    time = readClock(ms, timeZone);
    known.set(atMinute, time);
  }
  return time;
}

function readClock(ms: number, timeZone: string): LocalTime {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(timeZone, format);
  }
  const parts = Object.fromEntries(
    format.formatToParts(ms).map(({ type, value }) => [type, value]),
  );
  return {
    day: weekdays.indexOf(parts.weekday.toLowerCase() as Weekday),
    minute: Number(parts.hour) * 60 + Number(parts.minute),
  };
}
