/** A host and port in the cluster, from an address. */
export interface Endpoint {
  host: string;
  /** Name of the Service, if the host is one. */
  service: string;
  /** `undefined` for a bare name. */
  namespace?: string;
  /** As written; `undefined` if it is not. */
  port?: number;
}

/**
 * The Service that a URL (`http://`, `jdbc:postgresql://`, `thrift://`, …) means, as pods resolve it: `name`,
 * `name.namespace`, `name.namespace.svc[.cluster.local]`. `undefined` for addresses and for hosts outside of the cluster.
 */
export function parseEndpoint(url: string): Endpoint | undefined {
  const match =
    /^[a-z][a-z0-9+.:-]*:\/\/(?:[^/@\s]*@)?([A-Za-z0-9.-]+)(?::(\d+))?(?:[/?,;]|$)/i.exec(
      url.trim(),
    );
  if (!match) return undefined;
  const host = match[1].replace(/\.$/, '');
  const labels = host.split('.');
  if (host === 'localhost' || /^[\d.]+$/.test(host)) return undefined;
  const cluster = labels.length <= 1 || labels[2] === 'svc';
  if (!cluster) return undefined;
  return {
    host,
    service: labels[0],
    namespace: labels[1],
    port: match[2] === undefined ? undefined : Number(match[2]),
  };
}
