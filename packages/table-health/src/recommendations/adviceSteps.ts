import type { JudgeContext } from '../dimensions';
import { formatDuration } from '../format';
import { countOf } from '../format/countOf';
import { formatInterval } from '../format/formatDuration';
import type { AilmentId } from '../model';
import type { Step } from './Step';

const calmIntervalMs = 5 * 60_000;

/** A stale table comes before all: nothing else matters to those who wait for its rows. */
export function checkWriter(
  { input, policy, history }: JudgeContext,
  ailments: ReadonlySet<AilmentId>,
): Step[] {
  const promisedMs = policy.maxStalenessMs.value;
  if (!ailments.has('stale') || promisedMs === undefined) {
    return [];
  }
  const lastMs =
    history.lastChange?.timestampMs ?? history.knownSinceMs ?? input.nowMs;
  return [
    {
      recommendation: {
        id: 'check-writer',
        finding: `Nothing has been written for ${formatDuration(
          input.nowMs - lastMs,
        )}; the promise is ${formatDuration(promisedMs)} at most`,
        hasAges: true,
        detail: "Maintenance can't help: look at the pipeline that writes it.",
        action: 'Check its writer',
        dimensions: ['freshness'],
        group: 'promise',
        destructive: false,
      },
    },
  ];
}

/** What only the owner can do, so that it doesn't come back. */
export function adviceSteps(
  { input, rhythm }: JudgeContext,
  ailments: ReadonlySet<AilmentId>,
): Step[] {
  const steps: Step[] = [];
  const perHour = rhythm.commitsPerHour ?? 0;
  if (
    rhythm.workload === 'streaming' &&
    ailments.has('small-files') &&
    3_600_000 / perHour < calmIntervalMs
  ) {
    const everyMs = 3_600_000 / perHour;
    steps.push({
      recommendation: {
        id: 'slower-commits',
        finding: 'Stop the cause: let the writer commit every 5 minutes',
        detail: `It commits every ${formatInterval(
          everyMs,
        )}. Every five minutes would leave about ${Math.round(
          (1 - everyMs / calmIntervalMs) * 100,
        )} % fewer files.`,
        action: 'Advice for the owner',
        actionDetail: 'Nothing that maintenance can do',
        dimensions: ['file-layout', 'manifests'],
        group: 'advice',
        destructive: false,
      },
    });
  }
  if (ailments.has('schema-churn')) {
    steps.push({
      recommendation: {
        id: 'evolve-schema',
        finding: `The schema has changed ${countOf(
          input.metadata.schemas.length - 1,
          'time',
        )}`,
        detail:
          'Each metadata file repeats every schema that the table ever had, and readers meet columns that come and go. Agree on the columns with the writer; put what varies into a map.',
        action: 'Advice for the owner',
        actionDetail:
          'Old schemas go when snapshots expire with clean_expired_metadata (Trino 479, Spark with Iceberg 1.9)',
        dimensions: ['storage'],
        group: 'advice',
        destructive: false,
      },
    });
  }
  return steps;
}
