import type { MaintenanceOperation } from '@lakehouse-portal/maintenance';
import type {
  DueQuery,
  DueReason,
  TableRef,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { activeRunStates, finalRunStates } from '@lakehouse-portal/maintenance';
import type { Knex } from 'knex';
import type { DueRow, TableRow } from '../../database/rows';
import { storableText } from '../../database/storableText';
import type { RunRow } from './maintenanceRows';

/** A table of which something is due, as it is stored. */
export interface StoredDue {
  tableId: number;
  ref: TableRef;
  layer?: string;
  owner?: string;
  score?: number;
  judgedAt?: number;
  gain: number;
  operations: MaintenanceOperation[];
  reasons: DueReason[];
  since: number;
  /** When a run was last planned without anybody asking for it, and what came of it. */
  tried?: { at: number; result: string };
  runs: TableRuns;
}

/** After which table a page begins: the greatest gain comes first. */
export interface DuePosition {
  gain: number;
  tableId: number;
}

/** Which tables are asked for. */
type DueFilter = Omit<DueQuery, 'cursor' | 'limit'>;

/** Which of them. */
interface DuePageRequest {
  lakehouses: readonly string[];
  /** Absent: from the first. */
  after?: DuePosition;
  limit: number;
}

/** What is known of the runs of a table. */
export interface TableRuns {
  /** The run that is approved or under way. */
  active?: string;
  /** One that waits for an approval; `createdAt` is that of the newest. */
  proposed?: { id: string; createdAt: number };
  /** That ended last, or was rolled back last. */
  last?: { endedAtMs: number; failed: boolean; rolledBack?: boolean };
}

/** Reads what is due as verdicts have left it: a page takes one query, whatever the number of tables. */
export class DueStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** A page of tables of which something is due, with what is known of their runs; the greatest gain first. */
  async list(query: DueFilter, page: DuePageRequest): Promise<StoredDue[]> {
    const rows = (await this.#knex
      .with('page', this.#page(query, page))
      .with('runs', this.#runsOfPage())
      .select('page.*')
      .select('runs.state as run_state', 'runs.rollback as run_rollback')
      .select('runs.run_id', 'runs.run_created_at', 'runs.run_finished_at')
      .select('runs.table_uuid as run_table_uuid')
      .from('page')
      .leftJoin('runs', {
        'runs.lakehouse': 'page.lakehouse',
        'runs.schema_name': 'page.schema_name',
        'runs.table_name': 'page.table_name',
      })
      .orderBy([
        { column: 'page.gain', order: 'desc' },
        { column: 'page.table_id', order: 'desc' },
      ])) as Array<DueRow & TableRow & RunsOfTableRow>;
    const found = new Map<number, StoredDue>();
    for (const row of rows) {
      const due = found.get(row.table_id) ?? dueOfRow(row);
      found.set(row.table_id, due);
      noteRuns(due.runs, row);
    }
    return [...found.values()];
  }

  #page(query: DueFilter, page: DuePageRequest): Knex.QueryBuilder {
    return this.#matching(query, page.lakehouses)
      .where(filter => {
        const { after } = page;
        if (after) {
          // As one: the index has both, and a page begins where the one before ended.
          filter.whereRaw('(d.gain, d.table_id) < (?, ?)', [
            after.gain,
            after.tableId,
          ]);
        }
      })
      .select('d.*', 't.lakehouse', 't.schema_name', 't.table_name')
      .select('t.table_uuid')
      .select('t.layer', 't.owner', 't.score', 't.judged_at')
      .orderBy([
        { column: 'd.gain', order: 'desc' },
        { column: 'd.table_id', order: 'desc' },
      ])
      .limit(page.limit);
  }

  /** The newest run of each state; each rollback is a text of its own, and there are few. */
  #runsOfPage(): Knex.QueryBuilder {
    const table = ['lakehouse', 'schema_name', 'table_name'];
    return this.#knex('lakehouse_maintenance_runs')
      .select(...table, 'table_uuid', 'state', 'rollback')
      .max({
        run_id: 'id',
        run_created_at: 'created_at',
        run_finished_at: 'finished_at',
      })
      .whereIn(table, this.#knex('page').select(...table))
      .groupBy(...table, 'table_uuid', 'state', 'rollback');
  }

  /** How many tables match, and of how many that might it is not known: those that can be read, and could not be judged. */
  async count(
    query: DueFilter,
    lakehouses: readonly string[],
  ): Promise<{ total: number; unknown: number }> {
    const unknown = this.#knex('lakehouse_tables as t')
      .leftJoin('lakehouse_maintenance_due as d', 'd.table_id', 't.id')
      .whereNull('d.table_id')
      .whereNull('t.unreadable')
      .where('t.severity', 'unknown')
      .where(filter => this.#ofTables(filter, query, lakehouses))
      .count('*');
    const row = (await this.#matching(query, lakehouses)
      .count({ tables: '*' })
      .select({ unknown })
      .first()) as
      | { tables: number | string; unknown: number | string }
      | undefined;
    return {
      total: Number(row?.tables ?? 0),
      unknown: Number(row?.unknown ?? 0),
    };
  }

  /** Runs that somebody, or a policy, has approved and that have not ended, by who proposed them. */
  async countActive(): Promise<Map<string, number>> {
    const rows = (await this.#knex<RunRow>('lakehouse_maintenance_runs')
      .select('created_by')
      .whereIn('state', activeRunStates)
      .groupBy('created_by')
      .count({ runs: '*' })) as unknown as Array<{
      created_by: string;
      runs: number | string;
    }>;
    return new Map(rows.map(row => [row.created_by, Number(row.runs)]));
  }

  async markTried(tableId: number, at: number, result: string): Promise<void> {
    await this.#knex<DueRow>('lakehouse_maintenance_due')
      .where({ table_id: tableId })
      .update({ tried_at: at, tried: storableText(result) });
  }

  #matching(query: DueFilter, lakehouses: readonly string[]) {
    return this.#knex('lakehouse_maintenance_due as d')
      .join('lakehouse_tables as t', 't.id', 'd.table_id')
      .where(filter => {
        this.#ofTables(filter, query, lakehouses);
        if (query.operation !== undefined) {
          // Names of operations have no characters that LIKE knows.
          filter.where('d.operations', 'like', `%"${query.operation}"%`);
        }
      });
  }

  #ofTables(
    filter: Knex.QueryBuilder,
    query: DueFilter,
    lakehouses: readonly string[],
  ): void {
    filter.whereNull('t.gone_at').whereIn('t.lakehouse', lakehouses);
    for (const [column, value] of [
      ['t.lakehouse', query.lakehouse],
      ['t.schema_name', query.schema],
      ['t.layer', query.layer],
      ['t.owner', query.owner],
    ] as const) {
      if (value !== undefined) {
        filter.where(column, value);
      }
    }
  }
}

/** A table, to be looked up. */
export function keyOf({ lakehouse, schema, table }: TableRef): string {
  return JSON.stringify([lakehouse, schema, table]);
}

/** What {@link DueStore.list} finds out about the runs of a table in one state; all is null where it has none. */
interface RunsOfTableRow {
  run_id: string | null;
  /** Of the table that it is of: another one may have its name by now. */
  run_table_uuid: string | null;
  run_state: RunRow['state'] | null;
  run_rollback: string | null;
  run_created_at: number | string | null;
  run_finished_at: number | string | null;
}

function noteRuns(
  known: TableRuns,
  row: RunsOfTableRow & Pick<TableRow, 'table_uuid'>,
): void {
  if (row.run_id === null || row.run_state === null) {
    return;
  }
  if (activeRunStates.includes(row.run_state)) {
    known.active = row.run_id;
  } else if (row.run_state === 'proposed') {
    const createdAt = Number(row.run_created_at);
    if (createdAt >= (known.proposed?.createdAt ?? 0)) {
      known.proposed = { id: row.run_id, createdAt };
    }
  } else if (
    finalRunStates.includes(row.run_state) &&
    row.run_finished_at !== null &&
    (row.table_uuid === null || row.run_table_uuid === row.table_uuid)
  ) {
    const rolledBackAtMs = rollbackTime(row.run_rollback);
    const endedAtMs = rolledBackAtMs ?? Number(row.run_finished_at);
    // Of one that was cancelled, nothing is to be waited for.
    if (
      row.run_state !== 'cancelled' &&
      endedAtMs > (known.last?.endedAtMs ?? 0)
    ) {
      known.last = {
        ...{ endedAtMs, failed: row.run_state === 'failed' },
        ...(rolledBackAtMs !== undefined && { rolledBack: true }),
      };
    }
  }
}

function dueOfRow(row: DueRow & TableRow): StoredDue {
  return {
    tableId: row.table_id,
    ref: {
      lakehouse: row.lakehouse,
      schema: row.schema_name,
      table: row.table_name,
    },
    layer: row.layer ?? undefined,
    owner: row.owner ?? undefined,
    score: row.score ?? undefined,
    judgedAt: row.judged_at === null ? undefined : Number(row.judged_at),
    gain: Number(row.gain),
    operations: JSON.parse(row.operations) as MaintenanceOperation[],
    reasons: JSON.parse(row.reasons) as DueReason[],
    since: Number(row.since),
    tried:
      row.tried_at === null
        ? undefined
        : { at: Number(row.tried_at), result: row.tried ?? '' },
    runs: {},
  };
}

function rollbackTime(rollback: string | null): number | undefined {
  if (rollback === null) {
    return undefined;
  }
  const at = Date.parse((JSON.parse(rollback) as { at: string }).at);
  return Number.isFinite(at) ? at : undefined;
}
