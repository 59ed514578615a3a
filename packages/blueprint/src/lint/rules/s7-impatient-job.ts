import type { LintRule } from '../model/LintRule';
import { isTrue } from '../source/Fields';
import { containersOf } from './containersOf';
import { MINIO_CLIENT, POSTGRES, isImage } from './isImage';
import { isTrinoImage } from '../trino/isTrinoImage';

/** S7. */
export const impatientJob: LintRule = {
  id: 'S7',
  name: 'impatient-job',
  severity: 'warning',
  summary:
    'A step that does not wait for the service it needs, or that waits for a person at a terminal',
  consequence:
    'A Job that runs before its database, store or Trino is ready fails; with stdin or tty it hangs where nobody sits.',
  fix: 'A loop until the service answers (until pg_isready …; do sleep 2; done), or an init container that waits; no stdin and tty.',
  source:
    'Kubernetes documentation: init containers; a manifest of this kind was read',
  *check(context) {
    for (const { workload, container } of containersOf(context)) {
      const batch = workload.kind === 'Job' || workload.kind === 'CronJob';
      if (
        isTrue(container.value.tty) ||
        (batch && isTrue(container.value.stdin))
      ) {
        yield {
          place: context.places.of(
            container.value,
            isTrue(container.value.tty) ? 'tty' : 'stdin',
          ),
          object: workload.object,
          message: `Container ${container.name} waits for a terminal (stdin, tty) that it does not get`,
        };
        continue;
      }
      if (workload.kind !== 'Job' && workload.kind !== 'Pod') continue;
      if (container.init || workload.initContainers.length > 0) continue;
      const client =
        isImage(container, MINIO_CLIENT) ||
        (isImage(container, POSTGRES) && /psql/.test(container.commandLine)) ||
        (isTrinoImage(container.image) &&
          /trino\s+(--|-\w)|trino --server/.test(container.commandLine));
      if (
        !client ||
        /until|while|for i in|retry|wait|pg_isready|mc ready/.test(
          container.commandLine,
        )
      )
        continue;
      yield {
        place: context.places.of(container.value, 'name'),
        object: workload.object,
        message: `Container ${container.name} runs at once, and fails if what it needs is not ready yet`,
      };
    }
  },
};
