import type { MaintenanceUnit } from '@lakehouse-portal/maintenance';
import type { Snapshot } from '@lakehouse-portal/table-metadata';
import { printable } from './printable';

/** A line for each snapshot that a piece of a plan takes: its id, when it was committed, and by which operation. */
export function snapshotLines(
  unit: MaintenanceUnit,
  snapshots: readonly Snapshot[],
): string[] {
  if (unit.operation !== 'expire-snapshots') {
    return [];
  }
  const known = new Map(snapshots.map(one => [one.snapshotId, one]));
  return unit.snapshotIds.map(id => {
    const snapshot = known.get(id);
    return [
      id,
      snapshot && timeOf(snapshot),
      printable(snapshot?.operation ?? ''),
    ]
      .filter(Boolean)
      .join('  ');
  });
}

/** What a writer put there may be no time that a calendar has. */
function timeOf({ timestampMs }: Snapshot): string {
  const date = new Date(timestampMs);
  return Number.isNaN(date.getTime())
    ? String(timestampMs)
    : date.toISOString().replace(/\.\d+Z$/, 'Z');
}
