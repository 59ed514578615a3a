import type { LintContext } from '../LintContext';
import {
  type Fields,
  fieldsOf,
  listOf,
  textOf,
  valueAt,
} from '../source/Fields';
import type { ManifestObject } from './ManifestObject';

/** A Service to which an Ingress leads. */
export interface IngressBackend {
  ingress: ManifestObject;
  /** `service` of the back end, which holds the name. */
  service: Fields;
  name: string;
}

/** The Services of all Ingresses: of their paths, and for what no path is about. */
export function* ingressBackends(
  context: LintContext,
): Generator<IngressBackend> {
  for (const ingress of context.objectsOf('Ingress')) {
    const backends = [
      valueAt(ingress.value, 'spec', 'defaultBackend'),
      ...listOf(valueAt(ingress.value, 'spec', 'rules')).flatMap(rule =>
        listOf(valueAt(rule, 'http', 'paths')).map(path =>
          valueAt(path, 'backend'),
        ),
      ),
    ];
    for (const backend of backends) {
      const service = fieldsOf(valueAt(backend, 'service'));
      const name = textOf(service.name);
      if (name !== undefined) yield { ingress, service, name };
    }
  }
}
