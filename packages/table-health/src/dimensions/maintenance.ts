import { failedRunsCurve, maintenanceOverdueCurve, pointsOn } from '../curves';
import { formatDuration } from '../format';
import { countOf } from '../format/countOf';
import { formatFactor } from '../format/formatFactor';
import { formatInterval } from '../format/formatDuration';
import type { RunHistory } from '../history/runsOf';
import { runsOf } from '../history/runsOf';
import type { AilmentId, HealthDimension } from '../model';
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
 * Whether maintenance came as often as expected, as far as the snapshots tell, and how the runs went that are known. A
 * table that needs none owes none: an idle one never decays. Where none is expected, runs that fail cost nothing.
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
  const runs = runsOf(input.runs ?? []);
  const isElsewhere = isHistoryKeptByNessie(input.metadata);
  if (isElsewhere && runs.failures === 0) {
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
    !isElsewhere &&
    intervalMs !== undefined &&
    reasons.length > 0 &&
    sinceMs > intervalMs;
  const failing = runs.failures > 0 && intervalMs !== undefined;
  const cost =
    (overdue ? pointsOn(maintenanceOverdueCurve, sinceMs / intervalMs) : 0) +
    (failing ? pointsOn(failedRunsCurve, runs.failures) : 0);
  const ailments: AilmentId[] = [
    ...(failing ? (['maintenance-failing'] as const) : []),
    ...(overdue ? (['maintenance-due'] as const) : []),
  ];
  return knownDimension({
    id: 'maintenance',
    cost,
    value: lastOf(history.lastMaintenance?.timestampMs, input.nowMs),
    ...((lastMs !== undefined || runs.lastDone || overdue) && {
      hasAges: true,
    }),
    valueDetail: detailOf(reasons.length === 0, runs, input.nowMs),
    threshold,
    thresholdSource,
    cause: causeOf(
      failing ? runs : undefined,
      overdue
        ? `Due for ${formatDuration(sinceMs - intervalMs)}, because of ${reasons
            .map(({ id }) => words[id] ?? id)
            .join(', ')}`
        : undefined,
    ),
    ailments,
    evidence: {
      sinceLastMaintenanceMs: sinceMs,
      ...(intervalMs === undefined
        ? {}
        : { maintenanceIntervalMs: intervalMs }),
      dueBecauseOf: reasons.map(({ id }) => id).join(', '),
      ...(input.runs === undefined ? {} : { failedRuns: runs.failures }),
      ...(runs.helped === undefined
        ? {}
        : { lastRunHelped: String(runs.helped) }),
    },
  });
}

function lastOf(lastMs: number | undefined, nowMs: number): string {
  return lastMs === undefined
    ? 'None that its snapshots tell of'
    : `Last rewrite ${formatDuration(nowMs - lastMs)} ago`;
}

function detailOf(
  nothingDue: boolean,
  { failures, lastDone, helped }: RunHistory,
  nowMs: number,
): string | undefined {
  const parts = [
    ...(nothingDue ? ['nothing due'] : []),
    ...(failures > 0 ? [failed(failures)] : []),
    ...(lastDone
      ? [
          `the last run${failures > 0 ? ' that did not' : ''}, ${formatDuration(
            nowMs - lastDone.endedAtMs,
          )} ago, ${effectOf(lastDone, helped)}`,
        ]
      : []),
  ];
  const text = parts.join('; ');
  return text === '' ? undefined : text.charAt(0).toUpperCase() + text.slice(1);
}

function failed(failures: number): string {
  return failures === 1
    ? 'the last run failed'
    : `the last ${countOf(failures, 'run')} failed`;
}

function effectOf(
  {
    scoreBefore,
    scoreAfter,
    slowdownBefore,
    slowdownAfter,
  }: NonNullable<RunHistory['lastDone']>,
  helped: boolean | undefined,
): string {
  if (helped === undefined) {
    return 'was not judged';
  }
  const score =
    scoreBefore !== undefined && scoreAfter !== undefined
      ? `score ${scoreBefore} → ${scoreAfter}`
      : undefined;
  const speed =
    slowdownBefore !== undefined && slowdownAfter !== undefined
      ? `${formatFactor(slowdownBefore)} → ${formatFactor(slowdownAfter)}`
      : undefined;
  return `${helped ? 'helped' : "didn't help"} (${[score, speed]
    .filter(Boolean)
    .join(', ')})`;
}

function causeOf(
  runs: RunHistory | undefined,
  due: string | undefined,
): string | undefined {
  if (!runs) {
    return due;
  }
  const text = `${failed(runs.failures)}; the Maintenance tab says why`;
  const fails = text.charAt(0).toUpperCase() + text.slice(1);
  return due === undefined ? fails : `${fails}. ${due}`;
}

/** What compaction can't cure doesn't make it due. */
function curableCost(
  cost: number,
  evidence: HealthDimension['evidence'],
): number {
  return cost - Number(evidence.pointsThatCompactionCannotCure ?? 0);
}
