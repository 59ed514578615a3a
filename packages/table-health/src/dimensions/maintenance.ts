import { maintenanceOverdueCurve, pointsOn } from '../curves';
import { formatDuration } from '../format';
import { formatInterval } from '../format/formatDuration';
import type { HealthDimension } from '../model';
import type { JudgeContext } from './JudgeContext';
import { isHistoryKeptByNessie } from '../history/isHistoryKeptByNessie';
import { knownDimension, unknownDimension } from './knownDimension';

/** From so many points on, a dimension that maintenance can cure makes it due. */
const dueFromPoints = 10;
const curable: ReadonlySet<HealthDimension['id']> = new Set([
  'file-layout',
  'manifests',
  'deletes',
]);

const words: Partial<Record<HealthDimension['id'], string>> = {
  'file-layout': 'small files',
  manifests: 'manifests',
  deletes: 'deletes',
  'snapshots-kept': 'snapshots past their age',
};

/**
 * Whether maintenance came as often as expected, as far as the snapshots tell. A table that needs
 * none owes none: an idle one never decays.
 *
 * @param others - The speed dimensions and snapshots kept, already judged.
 */
export function maintenance(
  context: JudgeContext,
  others: HealthDimension[],
): HealthDimension {
  const { history, input, policy } = context;
  const { value: intervalMs, source: thresholdSource } =
    policy.maintenanceIntervalMs;
  const threshold =
    intervalMs === undefined
      ? 'not expected'
      : `every ${formatInterval(intervalMs)}, when something is due`;
  if (isHistoryKeptByNessie(input.metadata)) {
    return unknownDimension({
      id: 'maintenance',
      value: 'Earlier rewrites are in the commits of Nessie',
      threshold,
      thresholdSource,
      howToKnow: 'Look at the commits on the Snapshots tab',
    });
  }
  const reasons = others.filter(
    ({ id, cost, ailments, evidence }) =>
      (curable.has(id) && curableCost(cost, evidence) >= dueFromPoints) ||
      (id === 'snapshots-kept' && (ailments?.length ?? 0) > 0),
  );
  const lastMs = history.lastMaintenance?.timestampMs;
  const sinceMs = Math.max(
    0,
    input.nowMs - (lastMs ?? history.knownSinceMs ?? input.nowMs),
  );
  const overdue =
    intervalMs !== undefined && reasons.length > 0 && sinceMs > intervalMs;
  const cost = overdue
    ? pointsOn(maintenanceOverdueCurve, sinceMs / intervalMs)
    : 0;
  const last =
    lastMs === undefined
      ? 'None that its snapshots tell of'
      : `Last rewrite ${formatDuration(input.nowMs - lastMs)} ago`;
  return knownDimension({
    id: 'maintenance',
    cost,
    value: last,
    valueDetail: reasons.length === 0 ? 'Nothing due' : undefined,
    threshold,
    thresholdSource,
    cause: overdue
      ? `Due for ${formatDuration(sinceMs - intervalMs)}, because of ${reasons
          .map(({ id }) => words[id] ?? id)
          .join(', ')}`
      : undefined,
    ailments: overdue ? ['maintenance-due'] : [],
    evidence: {
      sinceLastMaintenanceMs: sinceMs,
      ...(intervalMs === undefined
        ? {}
        : { maintenanceIntervalMs: intervalMs }),
      dueBecauseOf: reasons.map(({ id }) => id).join(', '),
    },
  });
}

/** What compaction can't cure doesn't make it due. */
function curableCost(
  cost: number,
  evidence: HealthDimension['evidence'],
): number {
  return cost - Number(evidence.pointsThatCompactionCannotCure ?? 0);
}
