import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import type {
  CreateLakehouseRequest,
  LakehouseDetail,
  LakehouseSources,
  LakehouseSummary,
  ScanRequest,
  TableQueryRequest,
  TableRef,
  TablesQuery,
  TableSummary,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type {
  LakehouseService,
  LakehouseServiceOptions,
} from '@lakehouse-portal/plugin-lakehouse-node';
import type { ConnectionConfig } from '../config';
import type { ConnectorPool, LakehouseDirectory } from '../connectors';
import {
  groupBy,
  type ScanStore,
  type SchemaStore,
  type TableDocuments,
  type TableStore,
} from '../database';
import type { LakehouseScanner, TableJudge, TableScanner } from '../scan';
import { buildComparison } from './buildComparison';
import {
  buildHealthReport,
  buildUnknownHealthReport,
} from './buildHealthReport';
import {
  buildLakehouseDetail,
  buildLakehouseSummary,
  type LakehouseFacts,
} from './buildLakehouse';
import { buildOverview } from './buildOverview';
import { buildSnapshots } from './buildSnapshots';
import { buildTableDetail } from './buildTableDetail';
import { buildCommits } from './history';
import type { LakehouseCreator } from './LakehouseCreator';
import type { RegisteredLakehouses } from './RegisteredLakehouses';
import { orUnavailable } from './orUnavailable';
import { readNewestMetadata } from './readNewestMetadata';
import {
  icebergLibrary,
  type SourceChecks,
  type SourceDescriptions,
} from './sources';
import { requireSnapshot, resolveSnapshot } from './resolveSnapshot';
import { subjectOf } from './subjectOf';

/** Tables that the lede of the fleet may name. */
const WORST = 10;
const DEFAULT_SNAPSHOTS = 50;
const DEFAULT_COMMITS = 50;
const DEFAULT_ROWS = 100;

/** What the service works with. */
export interface DatabaseLakehouseServiceOptions {
  directory: LakehouseDirectory;
  connectors: ConnectorPool;
  tables: TableStore;
  schemas: SchemaStore;
  scans: ScanStore;
  scanner: LakehouseScanner;
  tableScanner: TableScanner;
  judge: TableJudge;
  creator: LakehouseCreator;
  registered: Pick<RegisteredLakehouses, 'remove'>;
  sources: SourceDescriptions;
  checks: SourceChecks;
  /** Clock, milliseconds since the epoch. */
  now: () => number;
}

/**
 * Answers from the database, which scans keep up to date, so that every page works while a
 * catalog does not. Only comparisons, queries and scans go to the lakehouse itself.
 *
 * Checks no permission: that is the business of `AuthorizedLakehouseService`.
 */
export class DatabaseLakehouseService implements LakehouseService {
  readonly #options: DatabaseLakehouseServiceOptions;

  static create(options: DatabaseLakehouseServiceOptions): LakehouseService {
    return new DatabaseLakehouseService(options);
  }

  private constructor(options: DatabaseLakehouseServiceOptions) {
    this.#options = options;
  }

  async getOverview(filter: { lakehouse?: string }) {
    const { directory, tables, now } = this.#options;
    const connections =
      filter.lakehouse === undefined
        ? await directory.list()
        : [await directory.get(filter.lakehouse)];
    const names = connections.map(({ name }) => name);
    const [lakehouses, groups, worst] = await Promise.all([
      this.#summaries(connections),
      tables.listGroups(names),
      tables.list(
        { severity: ['critical'], sort: 'health', limit: WORST },
        { lakehouses: names, nowMs: now() },
      ),
    ]);
    return buildOverview({ groups, lakehouses, worst: worst.items });
  }

  async listLakehouses() {
    return {
      items: await this.#summaries(await this.#options.directory.list()),
    };
  }

  async getLakehouse(name: string): Promise<LakehouseDetail> {
    const { directory, connectors, tables } = this.#options;
    const connection = await directory.get(name);
    const [facts] = await this.#factsOf([connection]);
    const connector = await connectors.peek(connection);
    return buildLakehouseDetail(
      facts,
      connector?.connectionDetails() ?? [],
      await tables.combinedIdentity(name),
    );
  }

  async createLakehouse(
    request: CreateLakehouseRequest,
    options: LakehouseServiceOptions,
  ): Promise<LakehouseDetail> {
    const connection = await this.#options.creator.create(request, options);
    // A scan that fails is shown as the state of the lakehouse, which is there nevertheless.
    await this.#options.scanner.scan(connection, {
      // One that runs already may have begun before the layers and policies were those of the request.
      whenBusy: request.target === 'kubernetes' ? 'after' : 'join',
    });
    return this.getLakehouse(connection.name);
  }

  async removeLakehouse(
    name: string,
    { credentials }: LakehouseServiceOptions,
  ): Promise<void> {
    await this.#options.registered.remove(name, credentials);
  }

  async scanLakehouse(
    name: string,
    options: LakehouseServiceOptions & ScanRequest,
  ): Promise<LakehouseSummary> {
    const { directory, scanner } = this.#options;
    const connection = await directory.get(name);
    const { acceptLoss } = options;
    await scanner.scan(connection, {
      // One that runs already was not told to accept anything.
      whenBusy: acceptLoss ? 'after' : 'join',
      isAskedFor: true,
      acceptLoss,
    });
    const [summary] = await this.#summaries([connection]);
    return summary;
  }

  async getSources(
    lakehouse: string,
    options: LakehouseServiceOptions,
  ): Promise<LakehouseSources> {
    const { directory, sources, tables, now } = this.#options;
    const connection = await directory.get(lakehouse);
    const [{ scan }] = await this.#summaries([connection]);
    const described = await sources.of(connection, options.signal);
    const library = await icebergLibrary(lakehouse, tables, now());
    return {
      scan,
      ...described,
      // Of the catalog, or of the engine where that is all there is: the first one.
      sources: described.sources.map((source, index) =>
        library && index === 0
          ? { ...source, components: [...source.components, library] }
          : source,
      ),
    };
  }

  async *checkSource(
    lakehouse: string,
    source: string,
    options: LakehouseServiceOptions,
  ) {
    const connection = await this.#options.directory.get(lakehouse);
    yield* this.#options.checks.run(connection, source, options.signal);
  }

  async listTables(query: TablesQuery) {
    const { directory, tables, now } = this.#options;
    const names = (await directory.list()).map(({ name }) => name);
    return tables.list(query, { lakehouses: names, nowMs: now() });
  }

  async getTable(table: TableRef) {
    const { connectors, now } = this.#options;
    const { connection, summary, documents } = await this.#readTable(table);
    const connector = await connectors.peek(connection);
    const snippets =
      connector?.snippets({
        namespace: table.schema,
        name: table.table,
        metadata: documents.metadata,
      }) ?? [];
    return buildTableDetail({ summary, documents, snippets, nowMs: now() });
  }

  async getSnapshots(
    table: TableRef,
    page: { offset?: number; limit?: number },
  ) {
    const { connection, documents } = await this.#readTable(table);
    const connector = await this.#options.connectors.peek(connection);
    const { offset = 0, limit = DEFAULT_SNAPSHOTS } = page;
    return buildSnapshots(
      documents.metadata,
      { offset, limit },
      this.#options.now(),
      { hasCommits: connector?.readHistory !== undefined },
    );
  }

  async getCommits(
    table: TableRef,
    page: { limit?: number },
    options: LakehouseServiceOptions,
  ) {
    const { connection } = await this.#findTable(table);
    const connector = await this.#options.connectors.get(connection, options);
    return buildCommits({
      connector,
      table,
      limit: page.limit ?? DEFAULT_COMMITS,
      signal: options.signal,
    });
  }

  async compareSnapshots(
    table: TableRef,
    pair: { from: string; to: string },
    options: LakehouseServiceOptions,
  ) {
    const { connection, documents } = await this.#readTable(table);
    const { metadata } = documents;
    requireSnapshot(metadata, pair.from);
    requireSnapshot(metadata, pair.to);
    const connector = await this.#options.connectors.get(connection, options);
    const snippets = connector.snippets({
      namespace: table.schema,
      name: table.table,
      metadata,
      snapshotId: pair.from,
    });
    return orUnavailable(`A snapshot of ${nameOf(table)}`, () =>
      buildComparison({
        ...pair,
        metadata,
        fileIO: connector.fileIO,
        timeTravelSql: snippets.flatMap(({ engine, code }) =>
          code ? [{ engine, code }] : [],
        ),
        signal: options.signal,
      }),
    );
  }

  async getHealth(table: TableRef) {
    const { tables, judge, now } = this.#options;
    const { connection, id, summary } = await this.#findTable(table);
    const [documents, history] = await Promise.all([
      tables.readDocuments(id),
      tables.listHistory(id),
    ]);
    if (!documents) {
      return buildUnknownHealthReport({ summary, history, nowMs: now() });
    }
    const { metadata } = documents;
    const policy = judge.policyOf({
      connection,
      schema: table.schema,
      name: table.table,
      layer: summary.layer,
      metadata,
    });
    return buildHealthReport({ summary, documents, policy, history });
  }

  async scanTable(table: TableRef, options: LakehouseServiceOptions) {
    const { directory, tableScanner } = this.#options;
    await tableScanner.scan(
      await directory.get(table.lakehouse),
      table,
      options.signal,
    );
    return this.getHealth(table);
  }

  async queryTable(
    table: TableRef,
    request: TableQueryRequest,
    options: LakehouseServiceOptions,
  ) {
    const { connection, documents } = await this.#readTable(table);
    const connector = await this.#options.connectors.get(connection, options);
    const { query } = connector;
    if (!query) {
      throw new ServiceUnavailableError(
        `Lakehouse "${table.lakehouse}" has no engine that could run a query here; each table shows how to query it elsewhere`,
      );
    }
    return orUnavailable(`The table ${nameOf(table)}`, async () => {
      const { signal } = options;
      const metadata = await readNewestMetadata(
        connector,
        table,
        documents.metadata,
        signal,
      );
      return query.call(connector, {
        namespace: table.schema,
        name: table.table,
        metadata,
        snapshotId: resolveSnapshot(metadata, request),
        request: { ...request, maxRows: request.maxRows ?? DEFAULT_ROWS },
        viewer: subjectOf(options.credentials),
        signal,
      });
    });
  }

  async #findTable(table: TableRef): Promise<{
    connection: ConnectionConfig;
    id: number;
    summary: TableSummary;
  }> {
    const connection = await this.#options.directory.get(table.lakehouse);
    const found = await this.#options.tables.find(table);
    if (!found) {
      throw new NotFoundError(
        `There is no table "${table.schema}.${table.table}" in lakehouse "${table.lakehouse}"`,
      );
    }
    return { connection, ...found };
  }

  async #readTable(table: TableRef): Promise<{
    connection: ConnectionConfig;
    summary: TableSummary;
    documents: TableDocuments;
  }> {
    const { connection, id, summary } = await this.#findTable(table);
    const documents = await this.#options.tables.readDocuments(id);
    if (!documents) {
      const name = nameOf(table);
      if (summary.unreadable) {
        throw new NotFoundError(
          `There is no metadata of ${name}. ${summary.unreadable}`,
        );
      }
      throw new ServiceUnavailableError(
        summary.scanError
          ? `The metadata of ${name} can't be read. ${summary.scanError}`
          : `The metadata of ${name} has not been read yet; the next scan does it`,
      );
    }
    return { connection, summary, documents };
  }

  async #summaries(
    connections: ConnectionConfig[],
  ): Promise<LakehouseSummary[]> {
    return (await this.#factsOf(connections)).map(buildLakehouseSummary);
  }

  async #factsOf(connections: ConnectionConfig[]): Promise<LakehouseFacts[]> {
    const { tables, schemas, scans, now } = this.#options;
    const names = connections.map(({ name }) => name);
    const [groups, states] = await Promise.all([
      tables.listGroups(names),
      scans.listStates(now()),
    ]);
    const byLakehouse = groupBy(groups, group => group.lakehouse);
    return Promise.all(
      connections.map(async connection => ({
        connection,
        groups: byLakehouse.get(connection.name) ?? [],
        schemas: await schemas.list(connection.name),
        scan: states.get(connection.name),
      })),
    );
  }
}

function nameOf(table: TableRef): string {
  return `${table.schema}.${table.table}`;
}
