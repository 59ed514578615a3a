import type { LintRule } from '../model/LintRule';
import { fieldsOf, isTrue, valueAt } from '../source/Fields';
import { parseDuration } from '../trino/parseDuration';

/** T10. */
export const workerShutdown: LintRule = {
  id: 'T10',
  name: 'worker-shutdown',
  severity: 'warning',
  summary: 'Workers that are killed with their tasks, or that nobody probes',
  consequence:
    'Killing a worker fails every query that has a task on it; without ports and probes a hung worker stays in the cluster.',
  fix: 'preStop: PUT /v1/info/state "SHUTTING_DOWN"; shutdown.grace-period; terminationGracePeriodSeconds of at least twice that; a port, readinessProbe and livenessProbe; a rule that lets the caller write system information.',
  source:
    'Trino documentation: graceful shutdown; official chart (worker.gracefulShutdown). 474 and 475 had a regression, fixed in 476',
  *check(context) {
    for (const node of context.trino) {
      const { container, workload } = node;
      if (node.role !== 'worker' || !container || !workload) continue;
      const missing: string[] = [];
      if (container.ports.length === 0) missing.push('ports');
      if (container.value.readinessProbe === undefined)
        missing.push('readinessProbe');
      if (container.value.livenessProbe === undefined)
        missing.push('livenessProbe');
      const hook = valueAt(container.value, 'lifecycle', 'preStop');
      if (hook === undefined) missing.push('lifecycle.preStop');
      const grace = workload.pod.terminationGracePeriodSeconds;
      const shutdown = parseDuration(
        node.config?.property('shutdown.grace-period')?.value ?? '2m',
      );
      if (
        hook !== undefined &&
        shutdown !== undefined &&
        (typeof grace === 'number' ? grace : 30) < 2 * shutdown
      )
        missing.push(
          `terminationGracePeriodSeconds of at least ${
            2 * shutdown
          } (twice shutdown.grace-period; ${
            typeof grace === 'number' ? grace : 'by default 30'
          } now)`,
        );
      if (missing.length > 0)
        yield {
          place: context.places.of(
            container.value,
            container.value.name === undefined ? undefined : 'name',
          ),
          object: workload.object,
          message: `Worker without ${missing.join(
            ', ',
          )}: a drained or replaced pod fails the queries that it works on`,
        };
    }
    for (const values of context.objectsOf('TrinoChartValues')) {
      const shutdown = fieldsOf(
        valueAt(values.value, 'worker', 'gracefulShutdown'),
      );
      const seconds = Number(shutdown.gracePeriodSeconds ?? 120);
      const grace = Number(
        valueAt(values.value, 'worker', 'terminationGracePeriodSeconds') ?? 30,
      );
      if (isTrue(shutdown.enabled) && grace < 2 * seconds)
        yield {
          place: context.places.of(shutdown, 'enabled'),
          object: values,
          message: `worker.gracefulShutdown with ${seconds} s needs worker.terminationGracePeriodSeconds of at least ${
            2 * seconds
          }, it is ${grace}: the pod is killed while it drains`,
        };
    }
  },
};
