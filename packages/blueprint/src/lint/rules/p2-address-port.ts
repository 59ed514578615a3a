import type { LintRule } from '../model/LintRule';
import { endpointsOf } from '../objects/endpointsOf';
import { fieldsOf, listOf, textOf, valueAt } from '../source/Fields';

/** P2. */
export const addressPort: LintRule = {
  id: 'P2',
  name: 'address-port',
  severity: 'error',
  summary: 'An address whose port its Service does not have',
  consequence: 'Connections time out or are refused.',
  fix: "Use one of the Service's ports, or add the port to the Service.",
  source: 'Kubernetes documentation: Services',
  *check(context) {
    for (const { endpoint, place, object, text, portName } of endpointsOf(
      context,
    )) {
      const service = context.find('Service', endpoint.service, {
        namespace: endpoint.namespace ?? object?.namespace,
      });
      // The names of a headless Service are those of the pods: any port of theirs answers.
      if (!service || valueAt(service.value, 'spec', 'clusterIP') === 'None')
        continue;
      if (valueAt(service.value, 'spec', 'type') === 'ExternalName') continue;
      const ports = listOf(valueAt(service.value, 'spec', 'ports')).map(
        fieldsOf,
      );
      const wanted = endpoint.port ?? portName ?? defaultPort(text);
      if (wanted === undefined || ports.length === 0) continue;
      if (ports.some(({ port, name }) => port === wanted || name === wanted))
        continue;
      yield {
        place: place(),
        object,
        message: `Service ${
          service.name
        } has no port ${wanted}, which ${text} asks for; it has ${ports
          .map(
            ({ port, name }) =>
              `${textOf(port)}${
                name === undefined ? '' : ` (${textOf(name)})`
              }`,
          )
          .join(', ')}`,
      };
    }
  },
};

function defaultPort(text: string): number | undefined {
  if (/^http:/.test(text)) return 80;
  if (/^https:/.test(text)) return 443;
  return /^jdbc:postgresql:/.test(text) ? 5432 : undefined;
}
