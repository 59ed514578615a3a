import { groupKindOf, type LiveObject, referenceOf } from '../../model';
import { conditionOf } from '../Readiness';
import type { ReadinessProblem } from '../ReadinessProblem';

/** That a Job has failed, with the log of the last of its pods that did. */
export function jobFailure(
  live: LiveObject,
  problems: readonly ReadinessProblem[],
): ReadinessProblem | undefined {
  if (groupKindOf(live) !== 'Job.batch') return undefined;
  const failed = conditionOf(live, 'Failed');
  if (failed?.status !== 'True') return undefined;
  const last = problems.find(({ exitCode }) => exitCode !== undefined);
  const reason = failed.message ?? failed.reason ?? 'no reason is given';
  const ended = last
    ? `; its container "${last.container}" ended with exit code ${last.exitCode}`
    : '';
  return {
    ...last,
    kind: 'job-failed',
    message: `${reason}${ended}`,
    object: referenceOf(live),
  };
}
