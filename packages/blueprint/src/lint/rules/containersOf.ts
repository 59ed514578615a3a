import type { LintContext } from '../LintContext';
import type { Container } from '../objects/Container';
import type { Workload } from '../objects/Workload';

/** Every container of every workload, init containers first. */
export function* containersOf(
  context: LintContext,
): Generator<{ workload: Workload; container: Container }> {
  for (const workload of context.workloads)
    for (const container of [
      ...workload.initContainers,
      ...workload.containers,
    ])
      yield { workload, container };
}
