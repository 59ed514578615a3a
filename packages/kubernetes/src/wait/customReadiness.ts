import { groupKindOf, groupOf, type LiveObject } from '../model';
import {
  conditionOf,
  FAILED,
  isObserved,
  progressing,
  type Readiness,
  READY,
} from './Readiness';

/** Kinds of which nobody writes a status that says ready. */
const WITHOUT_STATUS: ReadonlySet<string> = new Set([
  'TriggerAuthentication.keda.sh',
  'ClusterTriggerAuthentication.keda.sh',
  'AppProject.argoproj.io',
  'Middleware.traefik.io',
  'IngressRoute.traefik.io',
]);
const GROUPS_WITHOUT_STATUS: ReadonlySet<string> = new Set([
  'monitoring.coreos.com',
]);

const TYPES = ['Ready', 'Available', 'Accepted'];

/**
 * A custom resource is ready when its condition `Ready` says so, else `Available` or `Accepted`, or where the operator
 * has no conditions, its health or phase. One of which nobody ever wrote a status is not ready: maybe its operator does
 * not run.
 */
export function customReadiness(live: LiveObject): Readiness {
  if (
    WITHOUT_STATUS.has(groupKindOf(live)) ||
    GROUPS_WITHOUT_STATUS.has(groupOf(live.apiVersion))
  )
    return READY;
  for (const type of TYPES) {
    const condition = conditionOf(live, type);
    if (!condition) continue;
    if (!isObserved(live)) return progressing('is not looked at yet');
    if (condition.status === 'True') return READY;
    return progressing(
      `is not ${type}: ${
        condition.message || condition.reason || 'no reason is given'
      }`,
    );
  }
  const status = (live.status ?? {}) as {
    health?: { status?: string; message?: string };
    phase?: string;
  };
  if (status.health?.status !== undefined) return healthOf(status.health);
  if (typeof status.phase === 'string') return phaseOf(status.phase);
  return progressing(
    'has no status that says whether it is ready: does its operator run?',
  );
}

/** Of Argo CD. */
function healthOf({
  status,
  message,
}: {
  status?: string;
  message?: string;
}): Readiness {
  return status === 'Healthy'
    ? READY
    : progressing(`is ${status}${message ? `: ${message}` : ''}`);
}

/** `Bound` is that of Rook's bucket claims, `Running` and `Ready` of many others. */
function phaseOf(phase: string): Readiness {
  if (
    /^(Bound|Ready|Running|Active|Succeeded|Complete|Completed)$/i.test(phase)
  )
    return { ...READY, message: `is ${phase}` };
  return /^(Failed|Error)$/i.test(phase)
    ? { ...FAILED, message: `is ${phase}` }
    : progressing(`is ${phase}`);
}
