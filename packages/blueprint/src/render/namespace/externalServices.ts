import type { Lakehouse } from '../../document';
import { parseEndpoint } from '../../lint/objects/parseEndpoint';

/**
 * The Services that a document names and that are no part of the lakehouse: an address without a dot is one of the same
 * namespace, and only whoever wrote the document knows that it is there.
 *
 * @returns `Service/name`, each once.
 */
export function externalServices({
  catalog,
  database,
  storage,
  trino,
}: Lakehouse): string[] {
  const addresses = [
    ...trino.catalogs.map(other =>
      other.type === 'postgresql' ? postgres(other.host) : undefined,
    ),
    database?.type === 'external' ? postgres(database.host) : undefined,
    'endpoint' in storage ? storage.endpoint : undefined,
    'uri' in catalog ? catalog.uri : undefined,
    catalog.type === 'rest' ? catalog.oauth2?.serverUri : undefined,
    trino.autoscaling?.prometheus,
  ];
  const names = addresses.flatMap(address => {
    const service = address && parseEndpoint(address)?.service;
    return service ? [`Service/${service}`] : [];
  });
  return [...new Set(names)];
}

function postgres(host: string): string {
  return `jdbc:postgresql://${host}`;
}
