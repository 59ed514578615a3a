import type { ConnectionOptions } from 'node:tls';
import type { ConnectionCheck } from '../catalog';
import { checkHop, HopSkipped } from './checkHop';
import { probeDns } from './probeDns';
import { probeTcp } from './probeTcp';
import { probeTls } from './probeTls';

/**
 * The hops to a server: its name, its port, its certificate. Ends with the first that fails.
 *
 * @param endpoint - `tls` is false for a server without it: that hop is then skipped, with `plainName` in the message.
 */
export async function* probeEndpoint(
  endpoint: {
    host: string;
    port: number;
    tls: boolean;
    ca?: string;
    tlsOptions?: ConnectionOptions;
    /** What is spoken without TLS: `http`, `Thrift`. */
    plainName?: string;
  },
  options: { signal?: AbortSignal; timeoutMs?: number } = {},
): AsyncGenerator<ConnectionCheck, boolean> {
  // Brackets are for URLs only.
  const host = endpoint.host.replace(/^\[(.*)\]$/, '$1');
  const dns = await probeDns(host, options);
  yield dns;
  if (dns.outcome === 'failed') return false;
  const tcp = await probeTcp(host, endpoint.port, options);
  yield tcp;
  if (tcp.outcome === 'failed') return false;
  const tls = endpoint.tls
    ? await probeTls(host, endpoint.port, {
        ...options,
        ca: endpoint.ca,
        tls: endpoint.tlsOptions,
      })
    : await checkHop('tls', async () => {
        throw new HopSkipped(
          `No TLS: ${endpoint.plainName ?? 'http'} is not encrypted`,
        );
      });
  yield tls;
  return tls.outcome !== 'failed';
}

/** The hops to the server of an `http:` or `https:` URL. */
export function probeUrl(
  url: URL,
  options: { ca?: string; signal?: AbortSignal; timeoutMs?: number } = {},
): AsyncGenerator<ConnectionCheck, boolean> {
  const tls = url.protocol === 'https:';
  return probeEndpoint(
    {
      host: url.hostname,
      port: Number(url.port || (tls ? 443 : 80)),
      tls,
      ca: options.ca,
    },
    options,
  );
}
