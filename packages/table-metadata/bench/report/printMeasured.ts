import type { BenchContext } from '../BenchContext';
import type { Measured } from '../harness/measureTogether';
import { formatTable } from './formatTable';

/** One contender, and how many files it counted. */
export interface MeasuredRow extends Measured {
  files: number;
}

/** Prints what was measured; ratios are to `reference`, by wall-clock time and by processor time. */
export function printMeasured(
  { print }: BenchContext,
  title: string,
  rows: MeasuredRow[],
  reference: MeasuredRow,
): void {
  print('');
  print(title);
  const lines = formatTable(
    [
      'reader',
      'files/s',
      'wall ms',
      'CPU ms',
      'peak MB',
      'ours, wall',
      'ours, CPU',
    ],
    rows.map(row => [
      row.name,
      Math.round((row.files / row.wallMs) * 1000).toLocaleString('en'),
      row.wallMs.toFixed(1),
      row.cpuMs.toFixed(1),
      (row.peakBytes / 1e6).toFixed(0),
      `${wallRatio(reference, row).toFixed(2)} x`,
      `${cpuRatio(reference, row).toFixed(2)} x`,
    ]),
  );
  for (const line of lines) print(line);
}

/** How many times the speed of `other` is that of `ours`, for each file. */
export function wallRatio(ours: MeasuredRow, other: MeasuredRow): number {
  return other.wallMs / other.files / (ours.wallMs / ours.files);
}

/** As {@link wallRatio}, in processor time of all threads. */
export function cpuRatio(ours: MeasuredRow, other: MeasuredRow): number {
  return other.cpuMs / other.files / (ours.cpuMs / ours.files);
}
