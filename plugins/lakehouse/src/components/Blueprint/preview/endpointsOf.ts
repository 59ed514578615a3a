import type { RenderedLakehouse } from '@lakehouse-portal/blueprint';

/** Where something of a lakehouse is reached. */
export interface Endpoint {
  /** Name of the Service or Ingress. */
  name: string;
  address: string;
  /** `https (8443)`; several with commas. */
  ports: string;
}

type ServiceLike = {
  kind: string;
  metadata: { name?: string; namespace?: string };
  spec?: {
    clusterIP?: string;
    ports?: { name?: string; port: number }[];
    rules?: { host?: string }[];
    tls?: unknown[];
  };
};

/** Services with a name in the cluster, and the ingress. */
export function endpointsOf({
  objects,
  lakehouse,
}: RenderedLakehouse): Endpoint[] {
  return (objects as ServiceLike[]).flatMap(({ kind, metadata, spec }) => {
    const name = metadata.name ?? '';
    if (kind === 'Service' && spec?.clusterIP !== 'None')
      return [
        {
          name,
          address: `${name}.${metadata.namespace ?? lakehouse.namespace}.svc`,
          ports: (spec?.ports ?? [])
            .map(port =>
              port.name ? `${port.port} (${port.name})` : port.port,
            )
            .join(', '),
        },
      ];
    if (kind === 'Ingress')
      return (spec?.rules ?? []).flatMap(({ host }) =>
        host
          ? [
              {
                name,
                address: `${spec?.tls ? 'https' : 'http'}://${host}`,
                ports: spec?.tls ? '443' : '80',
              },
            ]
          : [],
      );
    return [];
  });
}
