import {
  formatAge,
  formatBytes,
  formatCount,
  formatDate,
  formatFactor,
  formatShare,
} from '@lakehouse-portal/table-health';

// Figures look the same on pages, the terminal and in notifications: they come from one
// place. This file only adds what pages need besides.
export {
  formatAge,
  formatBytes,
  formatCount,
  formatDate,
  formatFactor,
  formatShare,
};

/** The exact time, for hover: `2026-11-24 09:28:10 UTC`. What is no time is given back as it is. */
export function formatInstant(time: string | number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime())
    ? String(time)
    : `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** A difference, always with its sign: `+694`, `−804`; `0` for none. */
export function formatChange(
  value: number,
  format: (absolute: number) => string = formatCount,
): string {
  if (value === 0) {
    return format(0);
  }
  return `${value > 0 ? '+' : '−'}${format(Math.abs(value))}`;
}

/** A 64-bit id as lists show it: its first and last four digits. */
export function formatSnapshotId(id: string): string {
  return id.length <= 9 ? id : `${id.slice(0, 4)}…${id.slice(-4)}`;
}
