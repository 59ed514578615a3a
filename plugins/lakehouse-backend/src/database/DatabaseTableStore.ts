import type {
  HealthHistoryPoint,
  TableRef,
  TablesPage,
  TablesQuery,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { TableHealth } from '@lakehouse-portal/table-health';
import type {
  FileStatistics,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';
import type { Knex } from 'knex';
import { fromBigInt } from './columns';
import { packDocument, unpackDocument } from './documents';
import { filterTables } from './filterTables';
import { readHistory, readScoreHistories } from './healthHistory';
import { knownTableOfRow } from './knownTableOfRow';
import { listTableGroups } from './listTableGroups';
import type { DocumentRow, HistoryRow, TableRow } from './rows';
import { sortTables } from './sortTables';
import { storableText } from './storableText';
import type { TableGroup } from './tableGroups';
import { tableSummaryOfRow } from './tableSummaryOfRow';
import type {
  KnownTable,
  TableDocuments,
  TableReading,
  TableStore,
  Verdict,
} from './TableStore';
import {
  historyRowOfVerdict,
  tableRowOfReading,
  tableRowOfVerdict,
} from './verdictRows';

/** Rows per statement: both databases limit the number of parameters. */
const CHUNK = 100;

/** Keeps tables in the plugin's database. */
export class DatabaseTableStore implements TableStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseTableStore {
    return new DatabaseTableStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async listKnown(lakehouse: string): Promise<KnownTable[]> {
    const rows = await this.#tables().where({ lakehouse });
    return rows.map(knownTableOfRow);
  }

  async add(
    lakehouse: string,
    tables: Array<{ schema: string; table: string }>,
  ): Promise<KnownTable[]> {
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
      await this.#tables()
        .insert(
          names.map(name => ({
            ...name,
            lakehouse,
            search_text:
              `${name.schema_name}.${name.table_name}`.toLocaleLowerCase(
                'en-US',
              ),
          })),
        )
        .onConflict(['lakehouse', 'schema_name', 'table_name'])
        .ignore();
      const rows = await this.#tables()
        .where({ lakehouse })
        .whereIn(
          ['schema_name', 'table_name'],
          names.map(name => [name.schema_name, name.table_name]),
        );
      added.push(...rows.map(knownTableOfRow));
    }
    return added;
  }

  async markGone(ids: number[], at: number): Promise<void> {
    for (const chunk of chunksOf(ids)) {
      await this.#tables()
        .whereIn('id', chunk)
        .whereNull('gone_at')
        .update({ gone_at: at });
    }
  }

  async revive(ids: number[]): Promise<void> {
    for (const chunk of chunksOf(ids)) {
      await this.#tables().whereIn('id', chunk).update({ gone_at: null });
    }
  }

  async remove(ids: number[], goneBefore: number): Promise<void> {
    for (const chunk of chunksOf(ids)) {
      await this.#knex.transaction(async trx => {
        const rows = await trx<TableRow>('lakehouse_tables')
          .whereIn('id', chunk)
          .where('gone_at', '<', goneBefore)
          .select('id');
        const gone = rows.map(row => row.id);
        await trx('lakehouse_table_documents')
          .whereIn('table_id', gone)
          .delete();
        await trx('lakehouse_health_history')
          .whereIn('table_id', gone)
          .delete();
        await trx('lakehouse_tables').whereIn('id', gone).delete();
      });
    }
  }

  async moveHistory(fromId: number, toId: number): Promise<void> {
    await this.#knex.transaction(async trx => {
      const there = trx<HistoryRow>('lakehouse_health_history')
        .where({ table_id: toId })
        .select('day');
      await trx<HistoryRow>('lakehouse_health_history')
        .where({ table_id: fromId })
        .whereNotIn('day', there)
        .update({ table_id: toId });
    });
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
    await this.#knex.transaction(async trx => {
      const table = await trx<TableRow>('lakehouse_tables')
        .where({ id })
        .first('schema_name', 'table_name');
      if (!table) {
        // Removed meanwhile: there is nothing to say about it any more.
        return;
      }
      const name = { schema: table.schema_name, table: table.table_name };
      await trx<TableRow>('lakehouse_tables')
        .where({ id })
        .update(tableRowOfReading(name, reading));
      await trx<DocumentRow>('lakehouse_table_documents')
        .insert(document)
        .onConflict('table_id')
        .merge();
      await upsertHistory(trx, historyRowOfVerdict(id, reading));
    });
  }

  async saveVerdict(id: number, verdict: Verdict): Promise<void> {
    await this.#knex.transaction(async trx => {
      const changed = await trx<TableRow>('lakehouse_tables')
        .where({ id })
        .update(tableRowOfVerdict(verdict));
      if (changed === 0) {
        return;
      }
      await trx<DocumentRow>('lakehouse_table_documents')
        .where({ table_id: id })
        .update({ health: JSON.stringify(verdict.health) });
      await upsertHistory(trx, historyRowOfVerdict(id, verdict));
    });
  }

  async saveFailure(id: number, error: string): Promise<void> {
    await this.#tables()
      .where({ id })
      .update({ scan_error: storableText(error) });
  }

  async touch(
    ids: number[],
    times: { scannedAt?: number; judgedAt?: number },
  ): Promise<void> {
    // One transaction: SQLite waits for the disk at the end of each.
    await this.#knex.transaction(async trx => {
      for (const chunk of chunksOf([...ids].sort((a, b) => a - b))) {
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
      .whereNull('gone_at')
      .first();
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
    const row = await this.#knex<DocumentRow>('lakehouse_table_documents')
      .where({ table_id: id })
      .first();
    if (!row) {
      return undefined;
    }
    return {
      metadata: await unpackDocument<TableMetadata>(row.metadata),
      statistics: row.statistics
        ? await unpackDocument<FileStatistics>(row.statistics)
        : undefined,
      health: JSON.parse(row.health) as TableHealth,
    };
  }

  async list(
    query: TablesQuery,
    context: { lakehouses: readonly string[]; nowMs: number },
  ): Promise<TablesPage> {
    const offset = query.offset ?? 0;
    const limit = query.limit ?? 50;
    const matching = () =>
      filterTables(
        this.#tables().whereIn('lakehouse', context.lakehouses),
        query,
        context.nowMs,
      );
    const [{ count }] = await matching().count<
      Array<{ count: number | string }>
    >({ count: '*' });
    const rows = await sortTables(matching(), query)
      .offset(offset)
      .limit(limit)
      .select<TableRow[]>('*');
    const histories = await readScoreHistories(
      this.#knex,
      rows.map(row => row.id),
      context.nowMs,
    );
    return {
      items: rows.map(row =>
        tableSummaryOfRow(row, histories.get(row.id) ?? []),
      ),
      totalItems: fromBigInt(count) ?? 0,
      offset,
      limit,
    };
  }

  async listGroups(lakehouses: readonly string[]): Promise<TableGroup[]> {
    return listTableGroups(this.#knex, lakehouses);
  }

  async listHistory(id: number): Promise<HealthHistoryPoint[]> {
    return readHistory(this.#knex, id);
  }

  async pruneHistory(beforeDay: string): Promise<void> {
    await this.#knex<HistoryRow>('lakehouse_health_history')
      .where('day', '<', beforeDay)
      .delete();
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

function* chunksOf<T>(items: T[]): Generator<T[]> {
  for (let start = 0; start < items.length; start += CHUNK) {
    yield items.slice(start, start + CHUNK);
  }
}
