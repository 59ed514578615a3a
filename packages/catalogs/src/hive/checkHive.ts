import type { CatalogNamespace, ConnectionCheck } from '../catalog';
import { checkHop, HopSkipped } from '../check/checkHop';
import { probeDns } from '../check/probeDns';
import { probeTcp } from '../check/probeTcp';
import { probeTls } from '../check/probeTls';
import type { HiveMetastoreOptions } from './HiveMetastoreOptions';

/** What there is to try of a metastore. */
export interface HiveHops {
  servers: HiveMetastoreOptions['servers'];
  tls: HiveMetastoreOptions['tls'];
  version(): Promise<string>;
  listNamespaces(): Promise<CatalogNamespace[]>;
}

/**
 * Tries the way to a metastore hop by hop. Ends with the first hop that fails. Of several servers the first one that
 * accepts connections is tried, as for listings.
 */
export async function* checkHive(
  hops: HiveHops,
  signal?: AbortSignal,
): AsyncGenerator<ConnectionCheck> {
  const { server, checks } = await findServer(hops, signal);
  yield* checks;
  if (!server) return;
  const tls = hops.tls
    ? await probeTls(server.host, server.port, { ca: hops.tls.ca, signal })
    : await checkHop('tls', async () => {
        throw new HopSkipped(
          'No TLS: the connection is not encrypted; set tls in its configuration where the network is not your own',
        );
      });
  yield tls;
  if (tls.outcome === 'failed') return;
  const authentication = await checkHop(
    'authentication',
    async () =>
      `A Hive Metastore ${await hops.version()} answers; it asks nobody who they are`,
    signal,
  );
  yield authentication;
  if (authentication.outcome === 'failed') return;
  yield await checkHop(
    'authorisation',
    async () => {
      throw new HopSkipped(
        'A metastore that asks nobody who they are has nobody to refuse: what it does not give, listing shows',
      );
    },
    signal,
  );
  yield await checkHop(
    'listing',
    async () => {
      const { length } = await hops.listNamespaces();
      return `Lists ${length} ${length === 1 ? 'database' : 'databases'}`;
    },
    signal,
  );
}

async function findServer(
  { servers }: HiveHops,
  signal: AbortSignal | undefined,
): Promise<{
  server?: HiveHops['servers'][number];
  checks: ConnectionCheck[];
}> {
  let checks: ConnectionCheck[] = [];
  for (const server of servers) {
    const dns = await probeDns(server.host, { signal });
    checks = [dns];
    if (dns.outcome === 'failed') continue;
    const tcp = await probeTcp(server.host, server.port, { signal });
    checks.push(tcp);
    if (tcp.outcome !== 'failed') return { server, checks };
  }
  return { checks };
}
