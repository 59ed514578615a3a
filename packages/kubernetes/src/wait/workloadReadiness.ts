import type { LiveObject } from '../model';
import {
  conditionOf,
  FAILED,
  progressing,
  type Readiness,
  READY,
} from './Readiness';

/** Replicas of a status; those that are none are left out there. */
interface Replicas {
  observedGeneration?: number;
  replicas?: number;
  updatedReplicas?: number;
  readyReplicas?: number;
  availableReplicas?: number;
  currentRevision?: string;
  updateRevision?: string;
  desiredNumberScheduled?: number;
  updatedNumberScheduled?: number;
  numberAvailable?: number;
}

/** As `kubectl rollout status`: all pods are of the newest template and available, and none of an older one is left. */
export function deploymentReadiness(live: LiveObject): Readiness {
  const spec = (live.spec ?? {}) as { replicas?: number; paused?: boolean };
  const status = (live.status ?? {}) as Replicas;
  if (!isCurrent(live, status)) return progressing('is not looked at yet');
  const progress = conditionOf(live, 'Progressing');
  if (progress?.reason === 'ProgressDeadlineExceeded')
    return {
      ...FAILED,
      message: `gave up: ${
        progress.message ?? 'no progress within its deadline'
      }`,
    };
  const wanted = spec.replicas ?? 1;
  const { replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status;
  if (updatedReplicas < wanted)
    return progressing(
      `${updatedReplicas} of ${pods(wanted)} are of the new version${
        spec.paused ? '; it is paused' : ''
      }`,
    );
  if (replicas > updatedReplicas)
    return progressing(
      `${pods(replicas - updatedReplicas)} of the old version are left`,
    );
  if (availableReplicas < updatedReplicas)
    return progressing(
      `${availableReplicas} of ${pods(updatedReplicas)} are available`,
    );
  return { ...READY, message: `${pods(wanted)} ${verb(wanted)} available` };
}

/** All pods are ready, and of the newest revision as far as it is rolled out by itself. */
export function statefulSetReadiness(live: LiveObject): Readiness {
  const spec = (live.spec ?? {}) as {
    replicas?: number;
    updateStrategy?: { type?: string; rollingUpdate?: { partition?: number } };
  };
  const status = (live.status ?? {}) as Replicas;
  if (!isCurrent(live, status)) return progressing('is not looked at yet');
  const wanted = spec.replicas ?? 1;
  const { readyReplicas = 0, updatedReplicas = 0 } = status;
  if (readyReplicas < wanted)
    return progressing(`${readyReplicas} of ${pods(wanted)} are ready`);
  const { type, rollingUpdate } = spec.updateStrategy ?? {};
  if (type === 'OnDelete')
    return { ...READY, message: `${pods(wanted)} ${verb(wanted)} ready` };
  const { partition = 0 } = rollingUpdate ?? {};
  const { currentRevision, updateRevision } = status;
  const isRolling =
    partition > 0
      ? updatedReplicas < wanted - partition
      : currentRevision !== updateRevision;
  return isRolling
    ? progressing(
        `${updatedReplicas} of ${pods(wanted)} are of the new version`,
      )
    : { ...READY, message: `${pods(wanted)} ${verb(wanted)} ready` };
}

/** A pod of the newest template is available on each node that should have one. */
export function daemonSetReadiness(live: LiveObject): Readiness {
  const status = (live.status ?? {}) as Replicas;
  if (!isCurrent(live, status)) return progressing('is not looked at yet');
  const { updateStrategy } = (live.spec ?? {}) as {
    updateStrategy?: { type?: string };
  };
  const { desiredNumberScheduled: wanted = 0, numberAvailable = 0 } = status;
  const { updatedNumberScheduled = 0 } = status;
  if (updateStrategy?.type !== 'OnDelete' && updatedNumberScheduled < wanted)
    return progressing(
      `${updatedNumberScheduled} of ${pods(wanted)} are of the new version`,
    );
  return numberAvailable < wanted
    ? progressing(`${numberAvailable} of ${pods(wanted)} are available`)
    : { ...READY, message: `${pods(wanted)} ${verb(wanted)} available` };
}

/** Before a controller has seen it, its status is of the past, or empty. */
function isCurrent(live: LiveObject, status: Replicas): boolean {
  const { generation = 1 } = live.metadata;
  return (status.observedGeneration ?? 0) >= generation;
}

function verb(count: number): string {
  return count === 1 ? 'is' : 'are';
}

function pods(count: number): string {
  return count === 1 ? '1 pod' : `${count} pods`;
}
