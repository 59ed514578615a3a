import type { JudgeContext } from '../dimensions';
import { muchWasteCurve } from '../curves';
import { formatBytes, formatCount, formatDuration } from '../format';
import { countOf } from '../format/countOf';
import { isGarbageCollectionEnabled, reclaimableOf } from '../history';
import type { AilmentId } from '../model';
import { simulateExpiry, simulateOrphanRemoval } from '../simulate';
import { expireStatements, removeOrphansStatements } from '../sql/statements';
import type { Step } from './Step';

const orphanAgeMs = 7 * 86_400_000;
/** So much is worth an expiry, however few the snapshots are. */
const worthwhileBytes = muchWasteCurve.knots[0][0];

/** Steps that end history or remove files for good: for storage and privacy, never for speed. */
export function historySteps(
  context: JudgeContext,
  ailments: ReadonlySet<AilmentId>,
): Step[] {
  const { history, input, policy } = context;
  const steps: Step[] = [];
  const owned = isGarbageCollectionEnabled(input.metadata.properties);
  const { due } = history;
  const reclaimable = reclaimableOf(context);
  const isWorthwhile =
    ailments.has('snapshots') ||
    (due.length > 0 && (reclaimable?.bytes ?? 0) >= worthwhileBytes);
  if (isWorthwhile && owned) {
    const maxAgeMs = policy.maxSnapshotAgeMs.value;
    const keep = policy.minSnapshotsToKeep.value;
    const tags = input.metadata.refs.filter(
      ({ type }) => type === 'tag',
    ).length;
    steps.push({
      recommendation: {
        id: 'expire-snapshots',
        finding: `${countOf(due.length, 'snapshot')} past the ${formatDuration(
          maxAgeMs,
        )} that the policy allows`,
        detail: `For storage and privacy, not for speed: deleted rows stay readable until then. ${freed(
          reclaimable,
        )}`,
        action: `Expire snapshots over ${formatDuration(maxAgeMs)}`,
        actionDetail: `${formatCount(
          due.length,
        )} go for good, and time travel to them ends; the newest ${formatCount(
          keep,
        )}${
          tags > 0
            ? ` and what ${countOf(tags, 'tag')} hold${tags === 1 ? 's' : ''}`
            : ''
        } stay. Trino takes retain_last from 479 on.`,
        dimensions: ['snapshots-kept', 'storage'],
        group: 'promise',
        destructive: true,
        ...(input.tableName
          ? {
              statements: expireStatements(input.tableName, {
                olderThanMs: input.nowMs - maxAgeMs,
                maxAgeMs,
                keep,
              }),
            }
          : {}),
      },
      simulate: changed => simulateExpiry(changed, due),
    });
  }
  if (ailments.has('orphan-files') && input.orphans && owned) {
    steps.push({
      recommendation: {
        id: 'remove-orphan-files',
        finding: `${countOf(
          input.orphans.count,
          'file',
        )} in the table's folder ${
          input.orphans.count === 1 ? 'belongs' : 'belong'
        } to no snapshot`,
        detail:
          'Storage only. Files younger than 7 days are left alone: a commit may still be on its way.',
        action: 'Remove orphan files',
        actionDetail: `${formatBytes(input.orphans.sizeBytes)} go for good`,
        dimensions: ['orphan-files'],
        group: 'promise',
        destructive: true,
        ...(input.tableName
          ? {
              statements: removeOrphansStatements(
                input.tableName,
                input.nowMs - orphanAgeMs,
              ),
            }
          : {}),
      },
      simulate: simulateOrphanRemoval,
    });
  }
  return steps;
}

/** As a plan says it: only what goes with the snapshots that are due. */
function freed(
  reclaimable: { bytes: number; files?: number } | undefined,
): string {
  if (reclaimable === undefined) {
    return 'What that frees is not known.';
  }
  if (reclaimable.bytes === 0) {
    return 'That frees nothing.';
  }
  const { bytes, files } = reclaimable;
  return `That frees ${formatBytes(bytes)}${
    files === undefined ? '' : ` in ${countOf(files, 'file')}`
  }.`;
}
