import type { EndedRun } from '@lakehouse-portal/table-health';
import type { TableRef } from '@lakehouse-portal/plugin-lakehouse-common';
import type { Knex } from 'knex';
import type { RunRow } from './database/maintenanceRows';

/** Health asks how the last ones went; more say no more. */
const AT_MOST = 10;

/** How the last runs of a table ended, for health. */
export class DatabaseEndedRuns {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseEndedRuns {
    return new DatabaseEndedRuns(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Newest first. Those that were cancelled, were rolled back, or ended before anybody began with them, say nothing about
   * the table.
   *
   * @param tableUuid - Runs of another table that had the name before are not those of this one.
   */
  async of(ref: TableRef, tableUuid: string): Promise<EndedRun[]> {
    const rows = await this.#knex<RunRow>('lakehouse_maintenance_runs')
      .where({
        lakehouse: ref.lakehouse,
        schema_name: ref.schema,
        table_name: ref.table,
        table_uuid: tableUuid,
      })
      .whereIn('state', ['done', 'failed'])
      .whereNotNull('started_at')
      .whereNotNull('finished_at')
      .whereNull('rollback')
      .orderBy('finished_at', 'desc')
      .limit(AT_MOST)
      .select(
        'state',
        'finished_at',
        'score_before',
        'score_after',
        'slowdown_before',
        'slowdown_after',
      );
    return rows.map(row => ({
      state: row.state === 'done' ? 'done' : 'failed',
      endedAtMs: Number(row.finished_at),
      ...known('scoreBefore', row.score_before),
      ...known('scoreAfter', row.score_after),
      ...known('slowdownBefore', row.slowdown_before),
      ...known('slowdownAfter', row.slowdown_after),
    }));
  }
}

function known<K extends keyof EndedRun>(
  key: K,
  value: number | string | null,
): Partial<EndedRun> {
  return value === null ? {} : { [key]: Number(value) };
}
