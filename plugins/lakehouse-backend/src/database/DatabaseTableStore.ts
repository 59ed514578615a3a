import { randomUUID } from 'node:crypto';
import {
  combineIdentities,
  distinctTableEntityName,
  tableEntityName,
  type HealthHistoryPoint,
  type TableRef,
  type TablesPage,
  type TablesQuery,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { TableHealth } from '@lakehouse-portal/table-health';
import type {
  FileStatistics,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';
import type { Knex } from 'knex';
import { fromBigInt } from './columns';
import { packDocument, unpackDocument } from './documents';
import { readHistory, readScoreHistories } from './healthHistory';
import {
  KNOWN_TABLE_COLUMNS,
  knownTableOfRow,
  orphansOf,
} from './knownTableOfRow';
import { listTableGroups } from './listTableGroups';
import { listPage } from './listPage';
import { noteRegression } from './noteRegression';
import { saveDue } from './saveDue';
import { renameTable } from './renameTable';
import type { DocumentRow, HistoryRow, TableRow } from './rows';
import { searchTextOfName } from './searchText';
import { storableText } from './storableText';
import { TableGroupCache } from './TableGroupCache';
import { groupsOf, type TableGroup } from './tableGroups';
import { identityOfRow, IDENTITY_COLUMNS } from './tableIdentity';
import { TABLE_SUMMARY_COLUMNS, tableSummaryOfRow } from './tableSummaryOfRow';
import type {
  ExchangedName,
  KnownOrphans,
  KnownTable,
  TableDocuments,
  TableReading,
  TableStore,
  Verdict,
} from './TableStore';
import { deleteTables } from './deleteTables';
import { exchangeNames } from './exchangeNames';
import { tableRowOfListing } from './tableRowOfListing';
import {
  historyRowOfVerdict,
  tableRowOfReading,
  tableRowOfVerdict,
} from './verdictRows';

/** Rows per statement: both databases limit the number of parameters. */
const CHUNK = 100;
/** Rows of which only times are written; thousands of them at each scan. */
const TOUCH_CHUNK = 1000;

/** Keeps tables in the plugin's database. */
export class DatabaseTableStore implements TableStore {
  readonly #knex: Knex;
  readonly #groups: TableGroupCache;

  static create(options: { knex: Knex }): DatabaseTableStore {
    return new DatabaseTableStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
    this.#groups = new TableGroupCache(() => listTableGroups(knex));
  }

  async listKnown(lakehouse: string): Promise<KnownTable[]> {
    const rows = await this.#tables()
      .where({ lakehouse })
      .select(...KNOWN_TABLE_COLUMNS);
    return rows.map(knownTableOfRow);
  }

  async add(
    lakehouse: string,
    tables: Array<{ schema: string; table: string }>,
  ): Promise<KnownTable[]> {
    return this.#changing(async () => {
      const added: KnownTable[] = [];
      // In one order for all: two replicas that add the same tables at once would lock each other out.
      const ordered = [...tables].sort(
        (a, b) => compare(a.schema, b.schema) || compare(a.table, b.table),
      );
      for (const chunk of chunksOf(ordered)) {
        const names = chunk.map(({ schema, table }) => ({
          schema_name: schema,
          table_name: table,
        }));
        const taken = await this.#takenEntityNames(lakehouse, chunk);
        await this.#tables()
          .insert(
            names.map((name, index) => ({
              ...name,
              lakehouse,
              entity_name: taken[index] ?? null,
              search_text: searchTextOfName(chunk[index]),
            })),
          )
          .onConflict(['lakehouse', 'schema_name', 'table_name'])
          .ignore();
        const rows = await this.#tables()
          .where({ lakehouse })
          .whereIn(
            ['schema_name', 'table_name'],
            names.map(name => [name.schema_name, name.table_name]),
          )
          .select(...KNOWN_TABLE_COLUMNS);
        added.push(...rows.map(knownTableOfRow));
      }
      return added;
    });
  }

  async markGone(ids: number[], at: number, accepted: boolean): Promise<void> {
    await this.#knex.transaction(async trx => {
      for (const chunk of chunksOf(ids)) {
        await trx<TableRow>('lakehouse_tables')
          .whereIn('id', chunk)
          // Later than now: the clock was set back since.
          .where(free => free.whereNull('gone_at').orWhere('gone_at', '>', at))
          .update({ gone_at: at });
        await trx<TableRow>('lakehouse_tables')
          .whereIn('id', chunk)
          .increment('missed_listings', 1)
          .update(accepted ? { gone_accepted: true } : {});
      }
    });
  }

  async revive(ids: number[]): Promise<void> {
    for (const chunk of chunksOf(ids)) {
      await this.#tables()
        .whereIn('id', chunk)
        .update({ gone_at: null, missed_listings: 0, gone_accepted: false });
    }
  }

  async remove(
    ids: number[],
    limits: { listings: number; goneUntil: number },
  ): Promise<number[]> {
    return this.#changing(async () => {
      const removed: number[] = [];
      for (const chunk of chunksOf(ids)) {
        await this.#knex.transaction(async trx => {
          const rows = await trx<TableRow>('lakehouse_tables')
            .whereIn('id', chunk)
            .where('gone_at', '<=', limits.goneUntil)
            .where('missed_listings', '>=', limits.listings)
            .select('id');
          const gone = rows.map(row => row.id);
          await deleteTables(trx, gone);
          removed.push(...gone);
        });
      }
      return removed;
    });
  }

  async rename(fromId: number, toId: number): Promise<boolean> {
    return this.#changing(() =>
      this.#knex.transaction(trx => renameTable(trx, fromId, toId)),
    );
  }

  async exchangeNames(exchanged: ExchangedName[]): Promise<boolean> {
    return this.#changing(() =>
      this.#knex.transaction(trx => exchangeNames(trx, exchanged)),
    );
  }

  async saveListing(
    id: number,
    state: Parameters<TableStore['saveListing']>[1],
  ): Promise<void> {
    await this.#changing(() =>
      this.#knex.transaction(async trx => {
        const row = await trx<TableRow>('lakehouse_tables')
          .where({ id })
          .first('schema_name', 'table_name');
        if (!row) {
          return;
        }
        const name = { schema: row.schema_name, table: row.table_name };
        await trx<TableRow>('lakehouse_tables')
          .where({ id })
          .update(tableRowOfListing(name, state));
        await trx('lakehouse_table_documents').where({ table_id: id }).delete();
        await saveDue(trx, id, undefined);
      }),
    );
  }

  async saveReading(id: number, reading: TableReading): Promise<void> {
    const document = {
      table_id: id,
      metadata: await packDocument(reading.metadata),
      statistics: reading.statistics
        ? await packDocument(reading.statistics)
        : null,
      health: JSON.stringify(reading.health),
    };
    await this.#changing(() =>
      this.#knex.transaction(async trx => {
        const table = await trx<TableRow>('lakehouse_tables')
          .where({ id })
          .first('schema_name', 'table_name');
        if (!table) {
          // Removed meanwhile: there is nothing to say about it any more.
          return;
        }
        const name = { schema: table.schema_name, table: table.table_name };
        await noteRegression(trx, id, reading);
        await trx<TableRow>('lakehouse_tables')
          .where({ id })
          .update(tableRowOfReading(name, reading));
        await trx<DocumentRow>('lakehouse_table_documents')
          .insert(document)
          .onConflict('table_id')
          .merge();
        await saveDue(trx, id, reading);
        await upsertHistory(trx, historyRowOfVerdict(id, reading));
      }),
    );
  }

  async changeOrphans(
    { lakehouse, schema, table }: TableRef,
    change: (known: KnownOrphans | undefined) => KnownOrphans | undefined,
  ): Promise<void> {
    const name = { lakehouse, schema_name: schema, table_name: table };
    await this.#knex.transaction(async trx => {
      const row = await trx<TableRow>('lakehouse_tables')
        .where(name)
        .first('orphans');
      if (!row) {
        return;
      }
      const changed = change(orphansOf(row.orphans));
      await trx<TableRow>('lakehouse_tables')
        .where(name)
        .update({
          orphans: changed ? JSON.stringify(changed) : null,
          policy_key: null,
        });
    });
  }

  async saveVerdict(id: number, verdict: Verdict): Promise<void> {
    await this.#changing(() =>
      this.#knex.transaction(async trx => {
        await noteRegression(trx, id, verdict);
        const changed = await trx<TableRow>('lakehouse_tables')
          .where({ id })
          .update(tableRowOfVerdict(verdict));
        if (changed === 0) {
          return;
        }
        await trx<DocumentRow>('lakehouse_table_documents')
          .where({ table_id: id })
          .update({ health: JSON.stringify(verdict.health) });
        await saveDue(trx, id, verdict);
        await upsertHistory(trx, historyRowOfVerdict(id, verdict));
      }),
    );
  }

  async saveFailure(id: number, error: string): Promise<void> {
    await this.#changing(async () => {
      await this.#tables()
        .where({ id })
        .update({
          scan_error: storableText(error),
          // It was tried, so that the listing calls it readable; it may have been a view before.
          unreadable: null,
          severity_rank: this.#knex.raw(
            'case when unreadable is null then severity_rank else 1 end',
          ),
        });
    });
  }

  async touch(
    ids: number[],
    times: { scannedAt?: number; judgedAt?: number },
  ): Promise<void> {
    // One transaction: SQLite waits for the disk at the end of each.
    await this.#knex.transaction(async trx => {
      const ordered = [...ids].sort((a, b) => a - b);
      for (const chunk of chunksOf(ordered, TOUCH_CHUNK)) {
        await trx<TableRow>('lakehouse_tables')
          .whereIn('id', chunk)
          .update({
            ...(times.scannedAt !== undefined && {
              scanned_at: times.scannedAt,
            }),
            ...(times.judgedAt !== undefined && { judged_at: times.judgedAt }),
          });
      }
    });
  }

  async find(table: TableRef) {
    if (
      [table.lakehouse, table.schema, table.table].some(name =>
        name.includes('\0'),
      )
    ) {
      // PostgreSQL refuses such text, and so no table is called so.
      return undefined;
    }
    const row = await this.#tables()
      .where({
        lakehouse: table.lakehouse,
        schema_name: table.schema,
        table_name: table.table,
      })
      .first(...TABLE_SUMMARY_COLUMNS);
    if (!row) {
      return undefined;
    }
    const histories = await readScoreHistories(
      this.#knex,
      [row.id],
      Date.now(),
    );
    return {
      id: row.id,
      summary: tableSummaryOfRow(row, histories.get(row.id) ?? []),
    };
  }

  async readDocuments(id: number): Promise<TableDocuments | undefined> {
    const row = (await this.#knex('lakehouse_table_documents as d')
      .join('lakehouse_tables as t', 't.id', 'd.table_id')
      .where('d.table_id', id)
      .first('d.*', 't.judged_at')) as
      | (DocumentRow & Pick<TableRow, 'judged_at'>)
      | undefined;
    if (!row) {
      return undefined;
    }
    return {
      metadata: await unpackDocument<TableMetadata>(row.metadata),
      statistics: row.statistics
        ? await unpackDocument<FileStatistics>(row.statistics)
        : undefined,
      health: JSON.parse(row.health) as TableHealth,
      judgedAt: fromBigInt(row.judged_at),
    };
  }

  async list(
    query: TablesQuery,
    context: { lakehouses: readonly string[]; nowMs: number },
  ): Promise<TablesPage> {
    return listPage(this.#knex, this.#groups, query, context);
  }

  async listGroups(lakehouses: readonly string[]): Promise<TableGroup[]> {
    return groupsOf(await this.#groups.get(), lakehouses);
  }

  async listHistory(id: number): Promise<HealthHistoryPoint[]> {
    return readHistory(this.#knex, id);
  }

  async pruneHistory(beforeDay: string): Promise<void> {
    await this.#knex<HistoryRow>('lakehouse_health_history')
      .where('day', '<', beforeDay)
      .delete();
  }

  async combinedIdentity(lakehouse: string): Promise<string> {
    const rows = await this.#tables()
      .where({ lakehouse })
      .select(...IDENTITY_COLUMNS);
    return combineIdentities(rows.map(identityOfRow));
  }

  /** For each table, another name for its entity where the usual one is that of a table that was once called so. */
  async #takenEntityNames(
    lakehouse: string,
    tables: Array<{ schema: string; table: string }>,
  ): Promise<Array<string | undefined>> {
    const names = tables.map(table => tableEntityName({ lakehouse, ...table }));
    const rows = await this.#tables()
      .whereIn('entity_name', names)
      .select('entity_name');
    const taken = new Set(rows.map(row => row.entity_name));
    return names.map((name, index) =>
      taken.has(name)
        ? distinctTableEntityName({ lakehouse, ...tables[index] }, randomUUID())
        : undefined,
    );
  }

  /** Around everything that changes what groups add up. */
  async #changing<T>(change: () => Promise<T>): Promise<T> {
    try {
      return await change();
    } finally {
      this.#groups.forget();
    }
  }

  #tables() {
    return this.#knex<TableRow>('lakehouse_tables');
  }
}

async function upsertHistory(
  trx: Knex.Transaction,
  row: HistoryRow,
): Promise<void> {
  await trx<HistoryRow>('lakehouse_health_history')
    .insert(row)
    .onConflict(['table_id', 'day'])
    .merge();
}

/** By UTF-16 units: the same on every machine, whatever its language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function* chunksOf<T>(items: T[], length = CHUNK): Generator<T[]> {
  for (let start = 0; start < items.length; start += length) {
    yield items.slice(start, start + length);
  }
}
