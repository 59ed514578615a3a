import type {
  MaintenanceUnit,
  UnitOutcome,
} from '@lakehouse-portal/maintenance';
import {
  countOf,
  formatBytes,
  formatCount,
} from '@lakehouse-portal/table-health';
import { change } from './stepGains';

/** What a unit did, and what was planned where that can differ; `undefined` where there is nothing to count. */
export function describeOutcome(
  unit: MaintenanceUnit,
  outcome: UnitOutcome,
): string | undefined {
  const done = [
    outcome.removedDataFiles !== undefined &&
    outcome.addedDataFiles !== undefined
      ? filesOf(outcome.removedDataFiles, outcome.addedDataFiles)
      : undefined,
    outcome.expiredSnapshots !== undefined
      ? `${countOf(outcome.expiredSnapshots, 'snapshot')} expired`
      : undefined,
    outcome.deletedFiles !== undefined
      ? `${countOf(outcome.deletedFiles, 'file')} removed`
      : undefined,
    outcome.rewrittenBytes !== undefined
      ? `${formatBytes(BigInt(outcome.rewrittenBytes))} rewritten`
      : undefined,
    outcome.freedBytes !== undefined
      ? `${formatBytes(BigInt(outcome.freedBytes))} freed`
      : undefined,
  ].filter(part => part !== undefined);
  if (done.length === 0) {
    return undefined;
  }
  const planned = plannedOf(unit);
  return `${done.join(', ')}${planned ? ` (planned: ${planned})` : ''}`;
}

function plannedOf(unit: MaintenanceUnit): string | undefined {
  switch (unit.operation) {
    case 'rewrite-data-files': {
      const { filesBefore, filesAfter, rewrittenBytes } = unit.predicted;
      return `${filesOf(filesBefore, filesAfter)}, ${formatBytes(
        BigInt(rewrittenBytes),
      )}`;
    }
    case 'expire-snapshots':
      return countOf(unit.snapshotIds.length, 'snapshot');
    case 'remove-orphan-files': {
      const bytes = unit.files.reduce(
        (sum, { sizeBytes }) => sum + BigInt(sizeBytes),
        0n,
      );
      return `${countOf(unit.files.length, 'file')}, ${formatBytes(bytes)}`;
    }
    default:
      return undefined;
  }
}

function filesOf(before: number, after: number): string {
  return change('files', formatCount(before), formatCount(after));
}
