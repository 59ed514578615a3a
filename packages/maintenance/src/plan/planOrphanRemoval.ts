import {
  countOf,
  formatBytes,
  formatDuration,
  simulateOrphanRemoval,
} from '@lakehouse-portal/table-health';
import type { DeclinedStep } from '../model';
import { isInsideLocation } from './isInsideLocation';
import { defaultMaintenanceRules } from './MaintenanceRules';
import type { PlanInput } from './PlanInput';
import type { StepDraft } from './StepDraft';

/** Removes files that nothing refers to, of a list that people have seen. */
export function planOrphanRemoval(input: PlanInput): StepDraft | DeclinedStep {
  const { metadata, nowMs, orphanFiles } = input;
  const rules = input.rules ?? defaultMaintenanceRules;
  const operation = 'remove-orphan-files';
  const age = formatDuration(rules.orphanAgeMs);
  const olderThanMs = nowMs - rules.orphanAgeMs;
  if (!orphanFiles) {
    return {
      operation,
      kind: 'cannot',
      reason:
        "Nobody has listed the table's folder here, and no file goes that wasn't on a list that somebody approved.",
    };
  }
  const files = orphanFiles.files.filter(
    ({ location, modifiedMs }) =>
      modifiedMs < olderThanMs && isInsideLocation(location, metadata.location),
  );
  const spared = orphanFiles.files.length - files.length;
  if (files.length === 0) {
    return {
      operation,
      kind: 'nothing-due',
      reason:
        spared > 0
          ? `${countOf(
              spared,
              'file',
            )} that nothing refers to are younger than ${age}, or outside the table's own location: they are left alone.`
          : "Every file in the table's folder belongs to it.",
    };
  }
  const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0n);
  return {
    title: `Remove ${countOf(files.length, 'orphan file')}`,
    reason: `Nothing refers to ${
      files.length === 1 ? 'it' : 'them'
    }: no snapshot, branch, tag or statistics. Only files older than ${age}, inside the table's own location, and still unreferenced at that moment.${
      spared > 0 ? ` ${countOf(spared, 'other file')} are spared.` : ''
    } Last, because it can't be undone: ${formatBytes(sizeBytes)} are freed.`,
    units: [
      {
        operation,
        olderThanMs,
        files: files.map(file => ({
          location: file.location,
          sizeBytes: file.sizeBytes.toString(),
        })),
        ...(rules.allowYoung && { allowYoung: true }),
      },
    ],
    cost: { readBytes: '0', writtenBytes: '0' },
    benefit: { freedBytes: sizeBytes.toString() },
    simulate: simulateOrphanRemoval,
  };
}
