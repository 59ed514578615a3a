import type { KubernetesClient } from '../client';
import { groupKindOf, type LiveObject } from '../model';
import type { ReadinessProblem } from './ReadinessProblem';
import { claimProblems } from './reasons/claimProblems';
import { Inspection } from './reasons/Inspection';
import { podProblems } from './reasons/podProblems';
import { workloadProblems } from './reasons/workloadProblems';

/** What was found out about an object that is not ready. */
export interface Diagnosis {
  readonly problems: readonly ReadinessProblem[];
  /** A volume claim whose storage class waits for a pod (`WaitForFirstConsumer`). */
  readonly isAwaitingConsumer: boolean;
}

/** Looks for the reasons for which an object is not ready. What may not be seen is said, and nothing else stops it. */
export async function diagnose(
  client: KubernetesClient,
  live: LiveObject,
  signal: AbortSignal | undefined,
): Promise<Diagnosis> {
  const inspection = new Inspection(client, signal);
  switch (groupKindOf(live)) {
    case 'Deployment.apps':
    case 'StatefulSet.apps':
    case 'DaemonSet.apps':
    case 'Job.batch':
      return {
        problems: await workloadProblems(inspection, live),
        isAwaitingConsumer: false,
      };
    case 'Pod':
      return {
        problems: await podProblems(inspection, live),
        isAwaitingConsumer: false,
      };
    case 'PersistentVolumeClaim':
      return claimProblems(inspection, live);
    default:
      return { problems: [], isAwaitingConsumer: false };
  }
}
