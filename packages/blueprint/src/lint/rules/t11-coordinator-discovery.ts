import type { LintRule } from '../model/LintRule';
import { isTrue, textOf, valueAt } from '../source/Fields';
import { labelsOf } from '../objects/Workload';
import { selectsLabels } from '../objects/selects';
import { parseEndpoint } from '../objects/parseEndpoint';

/** T11. */
export const coordinatorDiscovery: LintRule = {
  id: 'T11',
  name: 'coordinator-discovery',
  severity: 'warning',
  summary: 'A coordinator that looks for itself through its own Service',
  consequence:
    'The Service has no endpoints until the pod is ready, so the coordinator can not announce itself to itself at start: no query runs for the first half minute, or never, if readiness asks for it.',
  fix: 'discovery.uri=http://localhost:<port> on the coordinator, the Service on workers.',
  source: 'official Trino chart: localhost on the coordinator',
  fixable: true,
  *check(context) {
    for (const node of context.trino) {
      if (node.role === 'worker' || !node.workload) continue;
      const entry = node.config?.property('discovery.uri');
      const endpoint = entry && parseEndpoint(entry.value);
      if (!entry || !endpoint) continue;
      const service = context.find(
        'Service',
        endpoint.service,
        node.workload.object,
      );
      if (
        !service ||
        isTrue(valueAt(service.value, 'spec', 'publishNotReadyAddresses')) ||
        !selectsLabels(
          labelsOf(valueAt(service.value, 'spec', 'selector')),
          node.workload.labels,
        )
      )
        continue;
      const port =
        textOf(node.config?.property('http-server.http.port')?.value) ?? '8080';
      yield {
        place: entry.place,
        object: node.config?.object,
        message: `discovery.uri=${entry.value} is the coordinator's own Service ${service.name}, which has no endpoints before the pod is ready`,
        // With TLS the name has to fit the certificate: no safe change.
        edits:
          entry.withValue && entry.value.startsWith('http://')
            ? [entry.withValue(`http://localhost:${port}`)]
            : undefined,
      };
    }
  },
};
