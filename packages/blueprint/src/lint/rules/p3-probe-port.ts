import type { LintRule } from '../model/LintRule';
import { fieldsOf, textOf } from '../source/Fields';
import { containersOf } from './containersOf';

/** P3. */
export const probePort: LintRule = {
  id: 'P3',
  name: 'probe-port',
  severity: 'error',
  summary: 'A probe of a port that the container does not have',
  consequence:
    'The probe fails: the pod is never ready, or is restarted for ever.',
  fix: "Name one of the container's ports.",
  source: 'Kubernetes documentation: probes',
  *check(context) {
    for (const { workload, container } of containersOf(context))
      for (const probe of ['readinessProbe', 'livenessProbe', 'startupProbe'])
        for (const way of ['httpGet', 'tcpSocket', 'grpc']) {
          const action = fieldsOf(fieldsOf(container.value[probe])[way]);
          const { port } = action;
          if (port === undefined || container.ports.length === 0) continue;
          if (
            container.ports.some(
              ({ name, number }) =>
                name === port ||
                number === port ||
                String(number) === textOf(port),
            )
          )
            continue;
          yield {
            // A number need not be listed to be listened at; a name that is not is nothing.
            severity: /^\d+$/.test(textOf(port) ?? '') ? 'warning' : 'error',
            place: context.places.of(action, 'port'),
            object: workload.object,
            message: `${probe} asks port ${textOf(port)}, container ${
              container.name
            } has ${container.ports
              .map(({ name, number }) =>
                name === undefined ? number : `${number} (${name})`,
              )
              .join(', ')}`,
          };
        }
  },
};
