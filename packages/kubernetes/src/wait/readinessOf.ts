import { groupKindOf, groupOf, type LiveObject } from '../model';
import { customReadiness } from './customReadiness';
import { jobReadiness } from './jobReadiness';
import type { Readiness } from './Readiness';
import {
  conditionOf,
  FAILED,
  isObserved,
  progressing,
  READY,
} from './Readiness';
import {
  daemonSetReadiness,
  deploymentReadiness,
  statefulSetReadiness,
} from './workloadReadiness';

const BY_KIND: Readonly<Record<string, (live: LiveObject) => Readiness>> = {
  'Deployment.apps': deploymentReadiness,
  'StatefulSet.apps': statefulSetReadiness,
  'DaemonSet.apps': daemonSetReadiness,
  'Job.batch': jobReadiness,
  Pod: podReadiness,
  PersistentVolumeClaim: claimReadiness,
  Namespace: namespaceReadiness,
  'CustomResourceDefinition.apiextensions.k8s.io': definitionReadiness,
};

/**
 * How an object is, by its status alone. Kinds of Kubernetes without anything to wait for are ready when they are there; a
 * custom resource when its condition says so.
 */
export function readinessOf(live: LiveObject): Readiness {
  const groupKind = groupKindOf(live);
  if (live.metadata.deletionTimestamp !== undefined)
    return progressing('is being removed');
  if (Object.hasOwn(BY_KIND, groupKind)) return BY_KIND[groupKind](live);
  const group = groupOf(live.apiVersion);
  const isBuiltIn =
    !group.includes('.') || /^[^.]+(\.[^.]+)?\.k8s\.io$/.test(group);
  return isBuiltIn ? READY : customReadiness(live);
}

function podReadiness(live: LiveObject): Readiness {
  const status = (live.status ?? {}) as { phase?: string; message?: string };
  if (status.phase === 'Succeeded') return { ...READY, message: 'has ended' };
  if (status.phase === 'Failed')
    return { ...FAILED, message: status.message ?? 'has failed' };
  const ready = conditionOf(live, 'Ready');
  return ready?.status === 'True'
    ? READY
    : progressing(ready?.message ?? `is ${status.phase ?? 'not scheduled'}`);
}

function claimReadiness(live: LiveObject): Readiness {
  const { phase } = (live.status ?? {}) as { phase?: string };
  if (phase === 'Bound') return READY;
  return phase === 'Lost'
    ? { ...FAILED, message: 'has lost its volume' }
    : progressing('has no volume yet');
}

function namespaceReadiness(live: LiveObject): Readiness {
  const { phase } = (live.status ?? {}) as { phase?: string };
  return phase === 'Active' ? READY : progressing(`is ${phase ?? 'new'}`);
}

function definitionReadiness(live: LiveObject): Readiness {
  const accepted = conditionOf(live, 'NamesAccepted');
  if (accepted?.status === 'False')
    return { ...FAILED, message: accepted.message ?? 'has a name in use' };
  return conditionOf(live, 'Established')?.status === 'True' && isObserved(live)
    ? READY
    : progressing('is not served yet');
}
