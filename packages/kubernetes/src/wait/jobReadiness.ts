import type { LiveObject } from '../model';
import {
  conditionOf,
  FAILED,
  progressing,
  type Readiness,
  READY,
} from './Readiness';

/** A Job is ready when it is complete. */
export function jobReadiness(live: LiveObject): Readiness {
  if (conditionOf(live, 'Complete')?.status === 'True')
    return { ...READY, message: 'is complete' };
  const failed = conditionOf(live, 'Failed');
  if (failed?.status === 'True')
    return {
      ...FAILED,
      message: `has failed: ${
        failed.message ?? failed.reason ?? 'no reason is given'
      }`,
    };
  if ((live.spec as { suspend?: boolean } | undefined)?.suspend)
    return progressing('is suspended');
  const status = (live.status ?? {}) as { active?: number; failed?: number };
  const tried = status.failed ? `, ${status.failed} failed before` : '';
  return progressing(
    status.active ? `is running${tried}` : `is not running yet${tried}`,
  );
}
