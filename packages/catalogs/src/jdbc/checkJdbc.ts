import type { CatalogTable, ConnectionCheck } from '../catalog';
import { checkHop, HopFailure, HopSkipped } from '../check/checkHop';
import { probeDns } from '../check/probeDns';
import { probeTcp } from '../check/probeTcp';
import { CatalogUnavailableError } from '../errors';
import type { JdbcDatabase } from './JdbcDatabase';

/** What there is to try of a JDBC catalog. */
export interface JdbcHops {
  endpoint: JdbcDatabase['endpoint'];
  product: string;
  catalogName: string;
  /** Connects and asks for the version. */
  connect(): Promise<string>;
  /** Reads the shape of the table of tables. @returns Version of the catalog's schema. */
  readTables(): Promise<string>;
  catalogNames(): Promise<string[]>;
  listTables(): AsyncIterable<CatalogTable[]>;
}

/** Tries the way to a JDBC catalog hop by hop, up to its list of tables. Ends with the first hop that fails. */
export async function* checkJdbc(
  hops: JdbcHops,
  signal?: AbortSignal,
): AsyncGenerator<ConnectionCheck> {
  if (!(yield* checkEndpoint(hops, signal))) return;

  // Encryption is agreed upon inside the protocol of the database: connecting tries it.
  let failure: unknown;
  let version = '';
  try {
    version = await hops.connect();
  } catch (error) {
    signal?.throwIfAborted();
    failure = error;
  }
  const isOfTls = failure !== undefined && isTlsFailure(failure);
  const tls = await checkHop('tls', async () => {
    if (!hops.endpoint) throw new HopSkipped('A file has no TLS');
    if (isOfTls)
      throw new HopFailure(
        messageOf(failure),
        'Check the certificates of the connection, and whether the database is set up for TLS.',
      );
    if (!hops.endpoint.isEncrypted)
      throw new HopSkipped(
        'No TLS: the connection is not encrypted; set tls in its configuration where the network is not your own',
      );
    return 'The connection is encrypted, and the certificate is trusted';
  });
  yield tls;
  if (tls.outcome === 'failed') return;

  const authentication = await checkHop(
    'authentication',
    async () => {
      if (failure !== undefined) throw failure;
      return `${hops.product} ${version} lets the user in`;
    },
    signal,
  );
  yield authentication;
  if (authentication.outcome === 'failed') return;

  const authorisation = await checkHop(
    'authorisation',
    async () =>
      `The user may read iceberg_tables (schema ${await hops.readTables()} of the catalog)`,
    signal,
  );
  yield authorisation;
  if (authorisation.outcome === 'failed') return;

  yield await checkHop('listing', () => tryListing(hops), signal);
}

async function* checkEndpoint(
  { endpoint }: JdbcHops,
  signal: AbortSignal | undefined,
): AsyncGenerator<ConnectionCheck, boolean> {
  if (!endpoint) {
    for (const hop of ['dns', 'tcp'] as const)
      yield await checkHop(hop, async () => {
        throw new HopSkipped('The catalog is a file on this machine');
      });
    return true;
  }
  const host = endpoint.host.replace(/^\[(.*)\]$/, '$1');
  const dns = await probeDns(host, { signal });
  yield dns;
  if (dns.outcome === 'failed') return false;
  const tcp = await probeTcp(host, endpoint.port, { signal });
  yield tcp;
  return tcp.outcome !== 'failed';
}

async function tryListing(hops: JdbcHops): Promise<string> {
  for await (const page of hops.listTables())
    if (page.length > 0)
      return `Lists tables, ${page[0].namespace}.${page[0].name} among them`;
  const others = (await hops.catalogNames()).slice(0, 5);
  if (others.length > 0)
    throw new HopFailure(
      `The database has no table of a catalog named ${JSON.stringify(
        hops.catalogName,
      )}`,
      `It has tables of ${others
        .map(name => JSON.stringify(name))
        .join(', ')}: set catalogName to the name that writers use.`,
    );
  return 'The catalog is there, and has no tables yet';
}

function isTlsFailure(error: unknown): boolean {
  if (!(error instanceof CatalogUnavailableError)) return false;
  const { code, message } = (error.cause ?? {}) as {
    code?: unknown;
    message?: unknown;
  };
  return (
    /^(CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS|ERR_SSL|HANDSHAKE_NO_SSL)/.test(
      String(code),
    ) || /does not support (SSL|secure)/.test(String(message))
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
