import type { ConnectionCheck } from '../catalog';
import { checkHop, HopFailure, HopSkipped, probeUrl } from '../check';
import { CatalogAccessDeniedError, CatalogError } from '../errors';
import type { GlueRequests } from './GlueRequests';

const POLICY =
  'glue:GetDatabase, glue:GetDatabases, glue:GetTable and glue:GetTables';

/** From the name of the host to the tables of the first database. */
export async function* checkGlue(
  requests: GlueRequests,
  signal: AbortSignal | undefined,
): AsyncGenerator<ConnectionCheck> {
  let url: URL | undefined;
  const configuration = await checkHop(
    'configuration',
    async () => {
      url = await requests.url();
      return `Glue is asked at ${url.origin}`;
    },
    signal,
  );
  yield configuration;
  if (!url || !(yield* probeUrl(url, { signal }))) return;

  const first: { database?: string; denied?: CatalogError } = {};
  yield* untilFailed(
    () =>
      checkHop(
        'authentication',
        async () => {
          try {
            for await (const [database] of requests.databases(signal, 1)) {
              first.database = database?.Name;
              break;
            }
          } catch (error) {
            // Who is refused has been recognised.
            if (!(error instanceof CatalogAccessDeniedError)) throw error;
            first.denied = error;
          }
          return 'Glue accepts the credentials';
        },
        signal,
      ),
    () =>
      checkHop(
        'authorisation',
        async () => {
          if (first.denied)
            throw new HopFailure(first.denied.message, `Allow ${POLICY}.`);
          return 'Databases may be listed';
        },
        signal,
      ),
    () =>
      checkHop(
        'listing',
        async () => {
          const { database } = first;
          if (database === undefined)
            throw new HopSkipped('There is no database');
          try {
            for await (const tables of requests.tables(database, signal))
              return `Listed ${database}: ${tables.length} tables on its first page`;
          } catch (error) {
            if (!(error instanceof CatalogAccessDeniedError)) throw error;
            throw new HopFailure(
              error.message,
              `Allow ${POLICY}; where Lake Formation governs the database, grant DESCRIBE on it and its tables.`,
            );
          }
          return `Listed ${database}`;
        },
        signal,
      ),
  );
}

async function* untilFailed(
  ...hops: Array<() => Promise<ConnectionCheck>>
): AsyncGenerator<ConnectionCheck> {
  for (const hop of hops) {
    const outcome = await hop();
    yield outcome;
    if (outcome.outcome === 'failed') return;
  }
}
