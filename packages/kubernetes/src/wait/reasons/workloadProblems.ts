import { groupKindOf, type LiveObject, referenceOf } from '../../model';
import { conditionOf } from '../Readiness';
import type { ReadinessProblem } from '../ReadinessProblem';
import type { Inspection, ObjectEvent } from './Inspection';
import { jobFailure } from './jobFailure';
import { podProblems } from './podProblems';
import { selectorOf } from './selectorOf';

const MAX_PODS = 5;

/** Why a Deployment, StatefulSet, DaemonSet or Job is not ready: what its pods lack, and why there are none. */
export async function workloadProblems(
  inspection: Inspection,
  live: LiveObject,
): Promise<ReadinessProblem[]> {
  return inspection.allowed(live, async () => {
    const { selector } = (live.spec ?? {}) as { selector?: unknown };
    const labels = selectorOf(selector);
    if (labels === undefined) return [];
    const pods = (await inspection.listBeside(live, 'v1', 'Pod', labels))
      .filter(pod => pod.metadata.deletionTimestamp === undefined)
      .sort((a, b) => createdOf(b).localeCompare(createdOf(a)))
      .slice(0, MAX_PODS);
    const problems: ReadinessProblem[] = [];
    for (const pod of pods) {
      if (conditionOf(pod, 'Ready')?.status === 'True') continue;
      problems.push(...(await podProblems(inspection, pod)));
    }
    problems.push(...(await refusedPods(inspection, live, labels)));
    const failure = jobFailure(live, problems);
    return withoutRepetitions(failure ? [failure, ...problems] : problems);
  });
}

/** Pods that could not be made: a controller says so in events of whatever makes them. */
async function refusedPods(
  inspection: Inspection,
  live: LiveObject,
  labels: string,
): Promise<ReadinessProblem[]> {
  const failure = conditionOf(live, 'ReplicaFailure');
  if (failure?.status === 'True' && failure.message)
    return [refused(live, failure.message)];
  const makers =
    groupKindOf(live) === 'Deployment.apps'
      ? (
          await inspection.listBeside(live, 'apps/v1', 'ReplicaSet', labels)
        ).filter(({ spec }) => (spec as { replicas?: number })?.replicas !== 0)
      : [live];
  for (const maker of makers) {
    const [newest] = await inspection.eventsOf(maker);
    // Older ones may be over.
    if (newest && isRefusal(newest)) return [refused(live, newest.message)];
  }
  return [];
}

function isRefusal({ reason, isWarning }: ObjectEvent): boolean {
  return isWarning && reason === 'FailedCreate';
}

function refused(live: LiveObject, message: string): ReadinessProblem {
  const isQuota = /exceeded quota|failed quota/.test(message);
  return {
    kind: isQuota ? 'quota-exceeded' : 'pods-refused',
    ...{ message, object: referenceOf(live) },
  };
}

/** Ten pods that can't pull the same image are one problem. */
function withoutRepetitions(
  problems: readonly ReadinessProblem[],
): ReadinessProblem[] {
  const seen = new Map<string, ReadinessProblem>();
  for (const problem of problems) {
    const { kind, container, image } = problem;
    const { message } = problem;
    const isOfContainer = container !== undefined;
    const key = [kind, container, image, isOfContainer ? '' : message].join(
      '|',
    );
    if (!seen.has(key)) seen.set(key, problem);
  }
  return [...seen.values()];
}

function createdOf(pod: LiveObject): string {
  return pod.metadata.creationTimestamp ?? '';
}
