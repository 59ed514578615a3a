import { ChartFrame } from './ChartFrame';
import styles from './charts.module.css';

/** A day of the strip. */
export interface CalendarDay {
  /** `2026-11-24`, UTC. */
  day: string;
  /** 0 (light) to 4 (dark): how far it is from what it should be. */
  level: 0 | 1 | 2 | 3 | 4;
  /** What hovering says: the same as the table. */
  title: string;
  /** Still being written: a dashed outline. */
  open?: boolean;
}

const DAY_MS = 86_400_000;
const LEFT = 34;
const TOP = 18;
const GAP = 3;

/**
 * Days as a calendar: a column per week from Monday to Sunday (ISO 8601), a row per day
 * of the week. Days without data are left out. When there are more weeks than fit, the
 * newest are shown.
 */
export function CalendarHeatStrip(props: {
  sentence: string;
  days: readonly CalendarDay[];
  weekdays: readonly [string, string, string, string, string, string, string];
  formatMonth: (atMs: number) => string;
}) {
  const { sentence, days, weekdays, formatMonth } = props;
  const weeks = days.map(day => weekOf(Date.parse(day.day)));
  const last = weeks.reduce((a, b) => Math.max(a, b), -Infinity);
  const earliest = weeks.reduce((a, b) => Math.min(a, b), Infinity);
  return (
    <ChartFrame
      sentence={sentence}
      height={width => TOP + 7 * (daySize(width, last - earliest + 1) + GAP)}
      fallbackWidth={360}
    >
      {width => {
        const size = daySize(width, last - earliest + 1);
        const columns = Math.max(1, Math.floor((width - LEFT) / (size + GAP)));
        const first = Math.max(earliest, last - columns + 1);
        const months = monthStarts(first, last);
        return (
          <>
            {[0, 2, 4].map(row => (
              <text
                key={row}
                className={styles.axisText}
                x={0}
                y={TOP + row * (size + GAP) + size / 2 + 4}
              >
                {weekdays[row]}
              </text>
            ))}
            {months.map(month => (
              <text
                key={month.atMs}
                className={styles.axisText}
                x={LEFT + (month.week - first) * (size + GAP)}
                y={10}
              >
                {formatMonth(month.atMs)}
              </text>
            ))}
            {days.map((day, index) => {
              if (weeks[index] < first) {
                return undefined;
              }
              const row = weekday(Date.parse(day.day));
              return (
                <rect
                  key={day.day}
                  className={`${styles[`heat${day.level}`]} ${styles.day}`}
                  x={LEFT + (weeks[index] - first) * (size + GAP)}
                  y={TOP + row * (size + GAP)}
                  width={size}
                  height={size}
                  rx={3}
                  style={
                    day.open
                      ? {
                          stroke: 'var(--bui-fg-primary)',
                          strokeDasharray: '3 2',
                          strokeWidth: 1.5,
                        }
                      : undefined
                  }
                >
                  <title>{day.title}</title>
                </rect>
              );
            })}
          </>
        );
      }}
    </ChartFrame>
  );
}

/** Side of a day in pixels: as large as the weeks allow, within what still looks like a calendar. */
function daySize(width: number, weeks: number): number {
  return Math.max(
    18,
    Math.min(26, Math.floor((width - LEFT) / Math.max(1, weeks)) - GAP),
  );
}

/** Weeks since the Monday before the epoch (1 January 1970 was a Thursday). */
function weekOf(atMs: number): number {
  return Math.floor((Math.floor(atMs / DAY_MS) + 3) / 7);
}

/** 0 is Monday. */
function weekday(atMs: number): number {
  const day = (Math.floor(atMs / DAY_MS) + 3) % 7;
  return day < 0 ? day + 7 : day;
}

/** The months that begin in the weeks, at least two weeks apart so that names fit. */
function monthStarts(
  first: number,
  last: number,
): Array<{ week: number; atMs: number }> {
  const months: Array<{ week: number; atMs: number }> = [];
  for (let week = first; week <= last; week++) {
    const sunday = (week * 7 - 3 + 6) * DAY_MS;
    const date = new Date(sunday);
    const previous = months[months.length - 1];
    if (date.getUTCDate() <= 7 && (!previous || week - previous.week > 1)) {
      months.push({ week, atMs: sunday });
    }
  }
  // Without a month's beginning, the first week names its own.
  return months.length > 0 || last < first
    ? months
    : [{ week: first, atMs: (first * 7 - 3) * DAY_MS }];
}
