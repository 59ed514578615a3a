import type { PartitionFiles } from '@lakehouse-portal/plugin-lakehouse-common';

type Partition = PartitionFiles['worst'][number];

/** A day of a table that is partitioned by day, over all its partitions. */
export interface PartitionDay {
  /** `2026-11-24`, UTC. */
  day: string;
  dataFiles: number;
  neededFiles: number;
  sizeBytes: number;
  deleteFiles: number;
}

const DAY_MS = 86_400_000;

/**
 * Sums partitions by day, newest first; `undefined` when they are not by day: some have no
 * start, or all of them start months or years.
 */
export function partitionDays(
  partitions: readonly Partition[],
): PartitionDay[] | undefined {
  const byDay = new Map<string, PartitionDay>();
  for (const partition of partitions) {
    const atMs =
      partition.start === undefined ? Number.NaN : Date.parse(partition.start);
    if (Number.isNaN(atMs)) {
      return undefined;
    }
    const day = new Date(Math.floor(atMs / DAY_MS) * DAY_MS)
      .toISOString()
      .slice(0, 10);
    const sum = byDay.get(day) ?? {
      day,
      dataFiles: 0,
      neededFiles: 0,
      sizeBytes: 0,
      deleteFiles: 0,
    };
    sum.dataFiles += partition.dataFiles;
    sum.neededFiles += partition.neededFiles;
    sum.sizeBytes += partition.sizeBytes;
    sum.deleteFiles += partition.deleteFiles;
    byDay.set(day, sum);
  }
  const days = [...byDay.values()].sort((a, b) => (a.day < b.day ? 1 : -1));
  // Months and years begin on the first: as a calendar they would be lonely squares.
  const byMonth =
    days.length > 1 && days.every(({ day }) => day.endsWith('-01'));
  return days.length === 0 || byMonth ? undefined : days;
}

/** How many times more files than needed each level of the calendar stands for. */
export const EXCESS_LEVELS = [2, 8, 32, 128] as const;

/** 0 (as it should be) to 4: by the factor between files and files needed. */
export function excessLevel(partition: {
  dataFiles: number;
  neededFiles: number;
}): 0 | 1 | 2 | 3 | 4 {
  const factor = partition.dataFiles / Math.max(1, partition.neededFiles);
  const level = EXCESS_LEVELS.findIndex(limit => factor <= limit);
  return (level === -1 ? 4 : level) as 0 | 1 | 2 | 3 | 4;
}
