import { NotFoundError } from '@backstage/errors';
import type {
  TableCommits,
  TableRef,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { LakehouseConnector } from '@lakehouse-portal/plugin-lakehouse-node';
import { askCatalog } from '../../connectors';
import { isoTime } from '../../isoTime';

/**
 * The commits of the catalog that touched a table, newest first.
 *
 * @throws NotFoundError where the catalog keeps none, ServiceUnavailableError when it can't be asked.
 */
export async function buildCommits(options: {
  connector: LakehouseConnector;
  table: TableRef;
  limit: number;
  signal?: AbortSignal;
}): Promise<TableCommits> {
  const { connector, table, limit, signal } = options;
  if (!connector.readHistory) {
    throw new NotFoundError(
      `The catalog of lakehouse "${table.lakehouse}" keeps no commits: the history of its tables is in their snapshots`,
    );
  }
  const { readHistory } = connector;
  const history = await askCatalog(
    table.lakehouse,
    () =>
      readHistory.call(
        connector,
        { namespace: table.schema, name: table.table },
        { limit, signal },
      ),
    signal,
  );
  return {
    keptBy: 'Nessie',
    reference: history.reference,
    references: history.references,
    commits: history.commits.map(({ committedAtMs, ...commit }) => ({
      ...commit,
      committedAt:
        committedAtMs === undefined ? undefined : isoTime(committedAtMs),
    })),
    hasMore: history.hasMore,
    limit,
  };
}
