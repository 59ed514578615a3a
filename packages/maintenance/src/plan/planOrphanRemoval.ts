import {
  countOf,
  formatBytes,
  formatDuration,
  simulateOrphanRemoval,
  type HealthInput,
} from '@lakehouse-portal/table-health';
import type { DeclinedStep, OrphanFile } from '../model';
import { isInsideLocation } from './isInsideLocation';
import { defaultMaintenanceRules } from './MaintenanceRules';
import type { PlanInput } from './PlanInput';
import type { StepDraft } from './StepDraft';

const operation = 'remove-orphan-files';

/**
 * What health is told of a listing: files that are orphans by the policy, inside the table's own location and older than
 * anything that a commit on its way may have written. Whether they can go now is another question.
 *
 * @returns undefined where nothing was listed.
 * @public
 */
export function countOrphans({
  metadata,
  nowMs,
  orphanFiles,
  rules = defaultMaintenanceRules,
}: Pick<
  PlanInput,
  'metadata' | 'nowMs' | 'rules' | 'orphanFiles'
>): HealthInput['orphans'] {
  if (!orphanFiles) {
    return undefined;
  }
  const files = orphanFiles.files.filter(
    ({ location, modifiedMs }) =>
      modifiedMs < nowMs - rules.orphanAgeMs &&
      isInsideLocation(location, metadata.location),
  );
  return {
    count: files.length,
    sizeBytes: Number(bytesOf(files)),
    listedAtMs: orphanFiles.listedAtMs,
  };
}

/** Removes files that nothing refers to, of a list that people have seen. */
export function planOrphanRemoval(input: PlanInput): StepDraft | DeclinedStep {
  const { metadata, nowMs, orphanFiles } = input;
  const rules = input.rules ?? defaultMaintenanceRules;
  if (!orphanFiles) {
    return {
      operation,
      kind: 'cannot',
      reason: `${
        input.orphansUnknown ?? "Nobody has listed the table's folder here."
      } No file goes that wasn't on a list that somebody approved.`,
    };
  }
  const ruleMs = nowMs - rules.orphanAgeMs;
  const olderThanMs = Math.min(ruleMs, orphanFiles.olderThanMs ?? ruleMs);
  const all = [...orphanFiles.files, ...(orphanFiles.afterExpiry ?? [])];
  const inside = all.filter(({ location }) =>
    isInsideLocation(location, metadata.location),
  );
  const files = inside.filter(({ modifiedMs }) => modifiedMs < olderThanMs);
  const spared = describeSpared(input, { all, inside, ruleMs, olderThanMs });
  const left = new Set(orphanFiles.afterExpiry);
  const leftBehind = files.filter(file => left.has(file)).length;
  if (files.length === 0) {
    return {
      operation,
      kind: 'nothing-due',
      reason:
        spared === ''
          ? "Every file in the table's folder belongs to it."
          : `Nothing is to be removed. ${spared}`,
    };
  }
  const sizeBytes = bytesOf(files);
  const found = `${countOf(files.length, 'orphan file')} of ${formatBytes(
    sizeBytes,
  )}`;
  if (orphanFiles.refusal !== undefined) {
    return {
      operation,
      kind: 'cannot',
      reason: `${found} could go. ${orphanFiles.refusal}`,
    };
  }
  return {
    title: `Remove ${countOf(files.length, 'orphan file')}`,
    reason: [
      `Nothing refers to ${
        files.length === 1 ? 'it' : 'them'
      }: no snapshot, branch, tag or statistics. Only files older than ${formatDuration(
        rules.orphanAgeMs,
      )}, inside the table's own location, and still unreferenced at that moment.`,
      leftBehind > 0 &&
        `${countOf(
          leftBehind,
          'of them is',
          'of them are',
        )} left behind by the expiry before: with a snapshot, this engine removes what that one removed from the table, not all that it was the last to need.`,
      spared,
      `Last, because it can't be undone: ${formatBytes(sizeBytes)} are freed.`,
    ]
      .filter(Boolean)
      .join(' '),
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
    benefit: { freedBytes: sizeBytes.toString(), freedFiles: files.length },
    simulate: simulateOrphanRemoval,
  };
}

/** What stays although nothing refers to it, and why: a sentence, or nothing. */
function describeSpared(
  { orphanFiles, rules = defaultMaintenanceRules }: PlanInput,
  {
    all,
    inside,
    ruleMs,
    olderThanMs,
  }: {
    all: OrphanFile[];
    inside: OrphanFile[];
    ruleMs: number;
    olderThanMs: number;
  },
): string {
  const young = inside.filter(({ modifiedMs }) => modifiedMs >= ruleMs);
  const held = inside.filter(
    ({ modifiedMs }) => modifiedMs < ruleMs && modifiedMs >= olderThanMs,
  );
  const age = formatDuration(rules.orphanAgeMs);
  const kinds = [
    { files: young, reason: `younger than ${age}` },
    {
      files: all.filter(file => !inside.includes(file)),
      reason: "outside the table's own location",
    },
    { files: held, reason: 'held back (see below)' },
    ...(orphanFiles?.spared ?? []),
  ].filter(({ files }) => files.length > 0);
  if (kinds.length === 0) {
    return '';
  }
  const number = kinds.reduce((sum, { files }) => sum + files.length, 0);
  return [
    `${countOf(number, 'other file')} that nothing refers to ${
      number === 1 ? 'is' : 'are'
    } left alone: ${kinds
      .map(
        ({ files, reason }) =>
          `${files.length} (${formatBytes(bytesOf(files))}) ${reason}`,
      )
      .join(', ')}.`,
    held.length > 0 && orphanFiles?.olderThanReason,
  ]
    .filter(Boolean)
    .join(' ');
}

function bytesOf(files: OrphanFile[]): bigint {
  return files.reduce((sum, file) => sum + file.sizeBytes, 0n);
}
