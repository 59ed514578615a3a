import { formatDuration } from '../format';
import { countOf } from '../format/countOf';
import type { Assessment } from '../judge/assess';
import type { HealthDimension } from '../model';

/** A promise that is broken, as a headline. */
export interface PromiseHeadline {
  headline: string;
  detail?: string;
  /** Points. */
  cost: number;
  /** It says how long ago something was. */
  hasAges?: boolean;
}

/**
 * The costliest promise that names an ailment; `undefined` when all are kept. That maintenance is
 * due comes last: what it is due for says more.
 */
export function promiseHeadline(
  assessment: Assessment,
): PromiseHeadline | undefined {
  const [worst] = assessment.dimensions
    .filter(
      ({ group, cost, ailments }) =>
        group === 'promise' && cost > 0 && ailments !== undefined,
    )
    .sort(
      (a, b) =>
        Number(a.id === 'maintenance') - Number(b.id === 'maintenance') ||
        b.cost - a.cost,
    );
  if (!worst) {
    return undefined;
  }
  return {
    headline: headlineOf(assessment, worst),
    detail: detailOf(worst),
    cost: worst.cost,
    ...(worst.hasAges && { hasAges: true }),
  };
}

function headlineOf(
  { context }: Assessment,
  dimension: HealthDimension,
): string {
  const { evidence } = dimension;
  switch (dimension.id) {
    case 'freshness': {
      const ageMs = Number(evidence.ageMs);
      const promisedMs = Number(evidence.maxStalenessMs);
      return ageMs >= 2 * promisedMs
        ? `Its writer stopped ${formatDuration(ageMs)} ago.`
        : `Its writer is late: the newest change is ${formatDuration(
            ageMs,
          )} old, the promise is ${formatDuration(promisedMs)}.`;
    }
    case 'snapshots-kept': {
      const due = Number(evidence.dueSnapshots);
      return `${countOf(due, 'snapshot')} ${
        due === 1 ? 'is' : 'are'
      } older than the policy allows.`;
    }
    case 'maintenance':
      if (dimension.ailments?.[0] === 'maintenance-failing') {
        const failures = Number(evidence.failedRuns);
        return failures === 1
          ? 'Its last maintenance failed.'
          : `Its maintenance has failed ${countOf(failures, 'time')} in a row.`;
      }
      return `Its maintenance is overdue by ${formatDuration(
        Number(evidence.sinceLastMaintenanceMs) -
          Number(evidence.maintenanceIntervalMs),
      )}.`;
    case 'storage':
      return storageHeadline(
        context.input.metadata.schemas.length - 1,
        dimension,
      );
    case 'orphan-files':
      return `${countOf(Number(evidence.orphanFiles), 'file')} in its folder ${
        evidence.orphanFiles === 1 ? 'belongs' : 'belong'
      } to no snapshot.`;
    default:
      return `${dimension.value}: ${lowerFirst(dimension.cause ?? '')}.`;
  }
}

function storageHeadline(
  schemaChanges: number,
  { ailments, value }: HealthDimension,
): string {
  switch (ailments?.[0]) {
    case 'schema-churn':
      return `Its schema has changed ${countOf(schemaChanges, 'time')}.`;
    case 'metadata-growth':
      return 'Its metadata grows with every commit.';
    default:
      return `${value}.`;
  }
}

function detailOf({
  id,
  cause,
  threshold,
}: HealthDimension): string | undefined {
  if (id === 'freshness') {
    return `Promised: ${threshold}.`;
  }
  return id === 'configuration' || cause === undefined
    ? undefined
    : `${cause}.`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
