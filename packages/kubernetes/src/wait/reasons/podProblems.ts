import { type LiveObject, referenceOf } from '../../model';
import { conditionOf } from '../Readiness';
import type { ReadinessProblem } from '../ReadinessProblem';
import { claimProblems } from './claimProblems';
import { type ContainerStatus, containerProblem } from './containerProblem';
import type { Inspection } from './Inspection';

/** Why a pod is not ready. */
export async function podProblems(
  inspection: Inspection,
  pod: LiveObject,
): Promise<ReadinessProblem[]> {
  return inspection.allowed(pod, async () => {
    const scheduled = conditionOf(pod, 'PodScheduled');
    if (scheduled?.status === 'False')
      return unscheduled(inspection, pod, scheduled.message ?? '');
    const status = (pod.status ?? {}) as PodStatus;
    const problems: ReadinessProblem[] = [];
    for (const container of [
      ...(status.initContainerStatuses ?? []),
      ...(status.containerStatuses ?? []),
    ]) {
      const problem = await containerProblem(inspection, pod, container);
      if (problem) problems.push(problem);
    }
    if (status.phase === 'Failed' && problems.length === 0)
      problems.push({
        kind: 'pod-failed',
        message: status.message ?? status.reason ?? 'The pod has failed',
        object: referenceOf(pod),
      });
    if (problems.length > 0) return problems;
    return eventProblems(inspection, pod);
  });
}

/** Without a volume there is no node; then the volume is the reason. */
async function unscheduled(
  inspection: Inspection,
  pod: LiveObject,
  message: string,
): Promise<ReadinessProblem[]> {
  const object = referenceOf(pod);
  if (!/persistentvolumeclaim|volume/i.test(message))
    return [{ kind: 'unschedulable', message, object }];
  const { volumes = [] } = (pod.spec ?? {}) as PodSpec;
  const problems: ReadinessProblem[] = [];
  for (const { persistentVolumeClaim: claim } of volumes) {
    if (!claim?.claimName) continue;
    const live = await inspection.findBeside(
      pod,
      'v1',
      'PersistentVolumeClaim',
      claim.claimName,
    );
    const { phase } = (live?.status ?? {}) as { phase?: string };
    if (live && phase !== 'Bound')
      problems.push(...(await claimProblems(inspection, live)).problems);
  }
  return problems.length > 0
    ? problems
    : [{ kind: 'pending-volume', message, object }];
}

/** What is seen in events only: volumes that can't be mounted, and probes. */
async function eventProblems(
  inspection: Inspection,
  pod: LiveObject,
): Promise<ReadinessProblem[]> {
  const object = referenceOf(pod);
  const warnings = (await inspection.eventsOf(pod)).filter(
    ({ isWarning }) => isWarning,
  );
  const [newest] = warnings;
  if (!newest) return [];
  const { reason, message } = newest;
  if (/^Failed(Mount|AttachVolume|MapVolume)$/.test(reason))
    return [{ kind: 'pending-volume', message, object }];
  if (reason === 'Unhealthy')
    return [{ kind: 'probe-failing', message, object }];
  return /^Failed/.test(reason)
    ? [{ kind: 'container-config', message, object }]
    : [];
}

interface PodStatus {
  phase?: string;
  reason?: string;
  message?: string;
  initContainerStatuses?: ContainerStatus[];
  containerStatuses?: ContainerStatus[];
}

interface PodSpec {
  volumes?: { persistentVolumeClaim?: { claimName?: string } }[];
}
