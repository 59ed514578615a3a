import { randomUUID } from 'node:crypto';
import type {
  RefusedListing,
  ScanState,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { Knex } from 'knex';
import { fromTimestamp } from './columns';
import type { ScanRunRow, ScanStateRow } from './rows';
import { storableText } from './storableText';
import type { ScanClaim, ScanOutcome, ScanStore } from './ScanStore';

/** A running scan gives a sign of life every few seconds; without one for this long, its process is gone. */
export const SCAN_CLAIM_TIMEOUT_MS = 30_000;

/** A time that is further ahead was written by a clock that was set back since: waiting for it could take years. */
const MAX_AHEAD_MS = SCAN_CLAIM_TIMEOUT_MS;

/** Keeps the state of scans in the plugin's database, which is also their lock: several replicas are the normal case. */
export class DatabaseScanStore implements ScanStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseScanStore {
    return new DatabaseScanStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async listStates(nowMs: number): Promise<Map<string, ScanState>> {
    const rows = await this.#states();
    return new Map(rows.map(row => [row.lakehouse, stateOfRow(row, nowMs)]));
  }

  async claim(
    lakehouse: string,
    nowMs: number,
    options: { onlyIfDue?: boolean } = {},
  ): Promise<ScanClaim | undefined> {
    const runId = randomUUID();
    await this.#states().insert({ lakehouse }).onConflict('lakehouse').ignore();
    // One statement that tests and sets: of two replicas, one changes a row.
    const changed = await this.#states()
      .where({ lakehouse })
      .where(free =>
        free
          .whereNull('run_id')
          .orWhere('heartbeat_at', '<', nowMs - SCAN_CLAIM_TIMEOUT_MS)
          .orWhere('heartbeat_at', '>', nowMs + MAX_AHEAD_MS),
      )
      .where(due => {
        if (options.onlyIfDue) {
          due
            .whereNull('next_attempt_at')
            .orWhere('next_attempt_at', '<=', nowMs)
            .orWhere('last_attempt_at', '>', nowMs + MAX_AHEAD_MS);
        }
      })
      .update({
        run_id: runId,
        started_at: nowMs,
        heartbeat_at: nowMs,
        activity: null,
      });
    return changed === 1 ? { runId, startedAt: nowMs } : undefined;
  }

  async heartbeat(
    lakehouse: string,
    claim: ScanClaim,
    nowMs: number,
    activity?: string,
  ): Promise<boolean> {
    const changed = await this.#states()
      .where({ lakehouse, run_id: claim.runId })
      .update(
        activity === undefined
          ? { heartbeat_at: nowMs }
          : { heartbeat_at: nowMs, activity },
      );
    return changed === 1;
  }

  async finish(
    lakehouse: string,
    claim: ScanClaim,
    outcome: ScanOutcome,
  ): Promise<void> {
    await this.#knex.transaction(async trx => {
      await trx<ScanRunRow>('lakehouse_scan_runs').insert({
        id: claim.runId,
        lakehouse,
        started_at: claim.startedAt,
        ended_at: outcome.endedAt,
        status: outcome.status,
        tables_total: outcome.tablesTotal,
        tables_read: outcome.tablesRead,
        tables_unchanged: outcome.tablesUnchanged,
        tables_failed: outcome.tablesFailed,
        error: errorOf(outcome),
      });
      const before = await trx<ScanStateRow>('lakehouse_scan_states')
        .where({ lakehouse, run_id: claim.runId })
        .first();
      if (!before) {
        // Another replica has taken over: what becomes of the lakehouse is its to say.
        return;
      }
      await trx<ScanStateRow>('lakehouse_scan_states')
        .where({ lakehouse, run_id: claim.runId })
        .update({
          run_id: null,
          started_at: null,
          heartbeat_at: null,
          activity: null,
          ...stateColumns(outcome, before),
        });
    });
  }

  async pruneRuns(endedBefore: number): Promise<void> {
    await this.#knex<ScanRunRow>('lakehouse_scan_runs')
      .where('ended_at', '<', endedBefore)
      .delete();
  }

  #states() {
    return this.#knex<ScanStateRow>('lakehouse_scan_states');
  }
}

function errorOf(outcome: ScanOutcome): string | null {
  return outcome.error === undefined ? null : storableText(outcome.error);
}

function stateColumns(
  outcome: ScanOutcome,
  before: ScanStateRow,
): Partial<ScanStateRow> {
  if (outcome.status === 'cancelled') {
    return {};
  }
  const failures = before.consecutive_errors;
  const attempt = {
    last_status: outcome.status,
    last_attempt_at: outcome.endedAt,
    next_attempt_at: outcome.nextAttemptAt(failures) ?? null,
    refused_listing: outcome.refusedListing
      ? JSON.stringify(outcome.refusedListing)
      : null,
    error: errorOf(outcome),
  };
  if (outcome.status === 'failed') {
    return {
      ...attempt,
      consecutive_errors: failures + 1,
      failing_since: before.failing_since ?? outcome.endedAt,
    };
  }
  return {
    ...attempt,
    last_success_at: outcome.endedAt,
    consecutive_errors: 0,
    failing_since: null,
    tables_total: outcome.tablesTotal,
    tables_unchanged: outcome.tablesUnchanged,
    tables_missing: outcome.tablesMissing,
    tables_failed: outcome.tablesFailed,
  };
}

function stateOfRow(row: ScanStateRow, nowMs: number): ScanState {
  const running =
    row.run_id !== null &&
    Number(row.heartbeat_at) >= nowMs - SCAN_CLAIM_TIMEOUT_MS &&
    Number(row.heartbeat_at) <= nowMs + MAX_AHEAD_MS;
  return {
    status: running ? 'running' : row.last_status ?? 'never',
    activity: running ? row.activity ?? undefined : undefined,
    lastSuccessAt: fromTimestamp(row.last_success_at),
    lastAttemptAt: fromTimestamp(row.last_attempt_at),
    consecutiveErrors: row.consecutive_errors,
    failingSince: fromTimestamp(row.failing_since),
    nextAttemptAt: fromTimestamp(row.next_attempt_at),
    tablesTotal: row.tables_total,
    tablesUnchanged: row.tables_unchanged,
    tablesMissing: row.tables_missing,
    tablesFailed: row.tables_failed,
    refusedListing: row.refused_listing
      ? (JSON.parse(row.refused_listing) as RefusedListing)
      : undefined,
    error: row.error ?? undefined,
  };
}
