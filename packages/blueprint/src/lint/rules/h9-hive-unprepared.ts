import type { LintRule } from '../model/LintRule';
import { findHiveMetastores } from '../hive/HiveMetastore';
import { memoryLimitOf } from '../objects/memoryLimitOf';
import { formatSize, parseDataSize } from '../trino/parseDataSize';

/** H9. */
export const hiveUnprepared: LintRule = {
  id: 'H9',
  name: 'hive-unprepared',
  severity: 'info',
  summary:
    'A metastore without liveness probe or security context, or with a heap that its memory limit does not hold',
  consequence:
    'A hung metastore is never restarted; the restricted Pod Security profile refuses the pod; a heap over the limit is killed.',
  fix: 'livenessProbe (tcpSocket 9083), securityContext, a memory limit, and -Xmx of about 70 % of it in SERVICE_OPTS.',
  source: 'Hive: entrypoint.sh (-Xmx1G if SERVICE_OPTS says nothing)',
  *check(context) {
    for (const { container, workload, serving, text } of findHiveMetastores(
      context,
    )) {
      if (!serving) continue;
      const missing: string[] = [];
      if (container.value.livenessProbe === undefined)
        missing.push('livenessProbe');
      if (
        container.value.securityContext === undefined &&
        workload.pod.securityContext === undefined
      )
        missing.push('securityContext');
      const limit = memoryLimitOf(container);
      const heap = parseDataSize(/-Xmx(\w+)/.exec(text)?.[1]) ?? 2 ** 30;
      if (limit === undefined) missing.push('a memory limit');
      else if (heap >= limit)
        missing.push(
          `room for its heap (${formatSize(heap)} in a limit of ${formatSize(
            limit,
          )})`,
        );
      if (missing.length > 0)
        yield {
          place: context.places.of(container.value, 'name'),
          object: workload.object,
          message: `Container ${container.name} without ${missing.join(', ')}`,
        };
    }
  },
};
