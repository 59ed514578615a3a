import type { LintRule } from '../model/LintRule';
import { fieldsOf } from '../source/Fields';

/** T9. */
export const readinessByInfo: LintRule = {
  id: 'T9',
  name: 'readiness-by-info',
  severity: 'warning',
  summary: 'Readiness of Trino asked at /v1/info, or not at all',
  consequence:
    '/v1/info answers 200 while the server still starts, so clients are sent to a server that refuses queries ("Trino server is still initializing").',
  fix: 'readinessProbe and startupProbe: exec /usr/lib/trino/bin/health-check; /v1/info is for liveness only.',
  source: 'official Trino chart, deployment-coordinator',
  *check(context) {
    for (const node of context.trino) {
      const { container, workload } = node;
      if (!container || !workload) continue;
      const { readinessProbe } = container.value;
      const { path } = fieldsOf(fieldsOf(readinessProbe).httpGet);
      const byInfo = typeof path === 'string' && /^\/v1\/info\/?$/.test(path);
      // A worker without any probe is T10's.
      const none = readinessProbe === undefined && node.role !== 'worker';
      if (!byInfo && !none) continue;
      yield {
        place: context.places.of(container.value, 'readinessProbe'),
        object: workload.object,
        message: none
          ? `Container ${container.name} has no readinessProbe: it gets queries while Trino still starts`
          : `Container ${container.name} is ready when /v1/info answers, which it does with 200 while Trino still starts`,
      };
    }
  },
};
