import type { LintContext } from '../LintContext';
import type { Place } from '../model/Place';
import { fieldsOf, textOf } from '../source/Fields';
import { ingressBackends } from './ingressBackends';
import type { ManifestObject } from './ManifestObject';
import { type Endpoint, parseEndpoint } from './parseEndpoint';

/** A place that names a Service of the cluster. */
export interface EndpointUse {
  endpoint: Endpoint;
  /** Asked for by who found something. */
  place(): Place;
  object?: ManifestObject;
  /** As written. */
  text: string;
  /** Name of a port instead of a number (Ingress). */
  portName?: string;
}

const URL = /(?:jdbc:)?[a-z][a-z0-9+.-]*:\/\/[^\s"'<>,]+/gi;

/** Addresses in configuration files and environment variables, and the back ends of Ingresses. */
export function* endpointsOf(context: LintContext): Generator<EndpointUse> {
  for (const file of context.configFiles) {
    if (file.secret || !/\.(properties|xml)$/.test(file.name)) continue;
    for (const property of file.properties)
      if (!/^(xmlns|security\.config)/.test(property.key))
        for (const [text] of property.value.matchAll(URL))
          yield* use(text, () => property.place, file.object);
  }
  for (const { object, containers, initContainers } of context.workloads)
    for (const { env } of [...initContainers, ...containers])
      for (const { entry, value } of env.values())
        for (const [text] of (value ?? '').matchAll(URL))
          yield* use(text, () => context.places.of(entry, 'value'), object);
  for (const { ingress, service, name } of ingressBackends(context)) {
    const { number, name: portName } = fieldsOf(service.port);
    yield {
      endpoint: {
        host: name,
        service: name,
        port: typeof number === 'number' ? number : undefined,
      },
      portName: textOf(portName),
      place: () => context.places.of(service, 'name'),
      object: ingress,
      text: name,
    };
  }
}

function* use(
  text: string,
  place: () => Place,
  object: ManifestObject | undefined,
): Generator<EndpointUse> {
  if (/^(s3a?|s3n|gs|abfss?|wasbs?|hdfs|file|oss|cos[n]?|swift):/i.test(text))
    return;
  if (/[$]\{|\$\(/.test(text)) return;
  const endpoint = parseEndpoint(text);
  if (endpoint) yield { endpoint, place, object, text };
}
