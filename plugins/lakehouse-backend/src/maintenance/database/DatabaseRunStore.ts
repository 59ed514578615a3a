import { randomUUID } from 'node:crypto';
import { NotFoundError } from '@backstage/errors';
import {
  finalRunStates,
  nextRunState,
  type RunEvent,
  type RunState,
} from '@lakehouse-portal/maintenance';
import type {
  BatchesQuery,
  PlanDocument,
  RunProgress,
  RunsQuery,
  RunVerification,
  TableRef,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { Knex } from 'knex';
import { packDocument } from '../../database/documents';
import { storableText } from '../../database/storableText';
import { isoTime } from '../../isoTime';
import { LeaseLostError } from '../LeaseLostError';
import type { PaceSource } from '../pace';
import type {
  NewRunEvent,
  RunChange,
  RunClaim,
  RunStore,
  StoredRun,
  StoredRunEvent,
  StoredUnit,
  UnitChange,
} from '../RunStore';
import { addRunEvent } from './addRunEvent';
import { approveRun } from './approveRun';
import { claimRun } from './claimRun';
import { listBatches } from './listBatches';
import { listRuns } from './listRuns';
import type { EventRow, LockRow, RunRow, UnitRow } from './maintenanceRows';
import { requestCancel } from './requestCancel';
import {
  dropReservation,
  pauseRun,
  reserveUnit,
  settleSpending,
} from './reserveUnit';
import { returnToProposal } from './returnToProposal';
import { awaitingOf, runColumnsOf, unitColumnsOf } from './runColumns';
import {
  storedRunOfRow,
  storedUnitOfRow,
  type UnitCounts,
} from './storedRunOfRow';
import { stallRun } from './stallRun';
import { getPlan, savePlan } from './storedPlans';
import { holderOfTable, lockTable, unlockTable } from './tableLocks';
import { tightenRun } from './tightenRun';
import { unitRowsOf } from './unitRowsOf';

/** A run whose replica gave no sign of life for this long is taken by another. */
export const RUN_LEASE_MS = 30_000;
const ROLLBACK_LOCK_MS = 15 * 60_000;
const MAX_EVENTS = 500;
const UNITS_AT_ONCE = 50;

/** Keeps plans and runs in the plugin's database, which also holds the locks: several replicas are the normal case. */
export class DatabaseRunStore implements RunStore {
  readonly #knex: Knex;
  readonly #leaseMs: number;

  static create(options: { knex: Knex; leaseMs?: number }): DatabaseRunStore {
    return new DatabaseRunStore(options.knex, options.leaseMs ?? RUN_LEASE_MS);
  }

  private constructor(knex: Knex, leaseMs: number) {
    this.#knex = knex;
    this.#leaseMs = leaseMs;
  }

  async savePlan(
    plan: Omit<PlanDocument, 'id' | 'expiresAt'>,
  ): Promise<PlanDocument> {
    return savePlan(this.#knex, plan);
  }

  async getPlan(id: string, nowMs: number): Promise<PlanDocument> {
    return getPlan(this.#knex, id, nowMs);
  }

  async create(run: Parameters<RunStore['create']>[0]): Promise<string> {
    const id = randomUUID();
    const { plan, table, createdBy } = run;
    const packedPlan = await packDocument(plan);
    const units = await unitRowsOf(id, plan);
    await this.#knex.transaction(async trx => {
      await trx('lakehouse_maintenance_runs').insert({
        id,
        lakehouse: table.lakehouse,
        schema_name: table.schema,
        table_name: table.table,
        table_uuid: plan.table.uuid,
        state: 'proposed',
        title: storableText(run.title),
        operations: JSON.stringify([
          ...new Set(plan.steps.map(step => step.operation)),
        ]),
        plan: packedPlan,
        engine: run.engine ?? null,
        approvals: '[]',
        awaiting: awaitingOf({ plan, createdBy, approvals: [] }),
        created_at: run.createdAt,
        created_by: createdBy,
        max_rewritten_bytes: run.maxRewrittenBytes ?? null,
        batch_id: run.batchId ?? null,
        approval_asked_at: run.createdAt,
        reason: run.note === undefined ? null : storableText(run.note),
      });
      for (let start = 0; start < units.length; start += UNITS_AT_ONCE) {
        await trx<UnitRow>('lakehouse_maintenance_units').insert(
          units.slice(start, start + UNITS_AT_ONCE),
        );
      }
      await addRunEvent(trx, id, run.createdAt, {
        kind: 'proposed',
        message: run.title,
        by: createdBy,
      });
      if (run.note !== undefined) {
        await addRunEvent(trx, id, run.createdAt, {
          kind: 'note',
          message: run.note,
        });
      }
    });
    return id;
  }

  async get(id: string): Promise<StoredRun> {
    const row = await this.#runs().where({ id }).first();
    if (!row) {
      throw new NotFoundError(`There is no run "${id}"`);
    }
    // After it: a run that has ended must not be shown with units that it had yet to do, for nobody asks again.
    const counts = await this.#countUnits([id]);
    return storedRunOfRow(row, counts.get(id) ?? {});
  }

  async listUnits(id: string): Promise<StoredUnit[]> {
    const rows = await this.#knex<UnitRow>('lakehouse_maintenance_units')
      .where({ run_id: id })
      .orderBy('position');
    return Promise.all(rows.map(storedUnitOfRow));
  }

  async list(query: RunsQuery, lakehouses: readonly string[]) {
    return listRuns(this.#knex, query, lakehouses, ids =>
      this.#countUnits(ids),
    );
  }

  async listBatches(query: BatchesQuery, lakehouses: readonly string[]) {
    return listBatches(this.#knex, query, lakehouses);
  }

  async listEvents(id: string, after: number): Promise<StoredRunEvent[]> {
    const rows = await this.#knex<EventRow>('lakehouse_maintenance_events')
      .where({ run_id: id })
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(MAX_EVENTS);
    return rows.map(row => ({
      seq: row.seq,
      at: Number(row.at),
      kind: row.kind,
      message: row.message,
      position: row.position ?? undefined,
      by: row.by ?? undefined,
    }));
  }

  async approve(
    id: string,
    decide: Parameters<RunStore['approve']>[1],
    event: NewRunEvent,
    nowMs: number,
  ): Promise<RunState> {
    const { run } = await this.get(id);
    return approveRun(this.#knex, run, decide(run), event, nowMs);
  }

  async tighten(...args: Parameters<RunStore['tighten']>): Promise<void> {
    await tightenRun(this.#knex, ...args);
  }

  async requestCancel(
    id: string,
    request: { by: string; reason?: string; now: boolean },
    nowMs: number,
  ): Promise<RunState> {
    return requestCancel(this.#knex, id, request, nowMs);
  }

  async claim(nowMs: number, paces?: PaceSource) {
    return claimRun(this.#knex, { nowMs, leaseMs: this.#leaseMs, paces });
  }

  async reserve(...args: Parameters<RunStore['reserve']>) {
    return reserveUnit(this.#knex, ...args);
  }

  async pause(...args: Parameters<RunStore['pause']>): Promise<void> {
    await pauseRun(this.#knex, ...args);
  }

  async heartbeat(claim: RunClaim, nowMs: number, progress?: RunProgress) {
    await this.#held(this.#knex, claim, {
      heartbeat_at: nowMs,
      ...(progress && { progress: JSON.stringify(progress) }),
    });
    const row = await this.#runs()
      .select('cancel_by', 'cancel_reason', 'cancel_now')
      .where({ id: claim.runId })
      .first();
    return row && row.cancel_by !== null
      ? {
          cancel: {
            by: row.cancel_by,
            reason: row.cancel_reason ?? undefined,
            now: Boolean(row.cancel_now),
          },
        }
      : {};
  }

  async release(
    claim: RunClaim,
    options: { notBefore?: number } = {},
  ): Promise<void> {
    await this.#runs()
      .where({ id: claim.runId, fence: claim.fence })
      .update({ heartbeat_at: null, not_before: options.notBefore ?? null });
  }

  async stall(...args: Parameters<RunStore['stall']>): Promise<void> {
    await stallRun(this.#knex, ...args);
  }

  async transition(
    claim: RunClaim,
    event: RunEvent,
    change: RunChange,
    what: NewRunEvent,
    nowMs: number,
  ): Promise<RunState> {
    return this.#knex.transaction(async trx => {
      const row = await trx<RunRow>('lakehouse_maintenance_runs')
        .select('state')
        .where({ id: claim.runId, fence: claim.fence })
        .first();
      if (!row) {
        throw new LeaseLostError(claim.runId);
      }
      const state = nextRunState(row.state, event);
      const isFinal = finalRunStates.includes(state);
      await this.#held(trx, claim, {
        state,
        ...runColumnsOf(change),
        ...(!isFinal && { stalls: 0 }),
        ...(isFinal && { heartbeat_at: null, progress: null, slot: null }),
      });
      if (isFinal) {
        await unlockTable(trx, claim.runId);
      }
      await addRunEvent(trx, claim.runId, nowMs, what);
      return state;
    });
  }

  async returnToProposal(
    ...args: Parameters<RunStore['returnToProposal']>
  ): Promise<boolean> {
    return returnToProposal(this.#knex, ...args);
  }

  async beginUnit(
    claim: RunClaim,
    position: number,
    change: UnitChange,
    what: NewRunEvent,
    nowMs: number,
  ): Promise<boolean> {
    const unit = change.unit && (await packDocument(change.unit));
    return this.#knex.transaction(async trx => {
      const held = await trx<RunRow>('lakehouse_maintenance_runs')
        .where({ id: claim.runId, fence: claim.fence })
        .whereNull('cancel_by')
        .update({ fence: claim.fence });
      if (held !== 1) {
        // Another has the run, which is thrown, or it is to end.
        await this.#held(trx, claim, {});
        await dropReservation(trx, claim.runId, position);
        return false;
      }
      await trx<UnitRow>('lakehouse_maintenance_units')
        .where({ run_id: claim.runId, position })
        .update({ ...unitColumnsOf(change), ...(unit && { unit }) });
      await addRunEvent(trx, claim.runId, nowMs, { ...what, position });
      return true;
    });
  }

  async changeUnit(
    claim: RunClaim,
    position: number,
    change: UnitChange,
    what: NewRunEvent | undefined,
    nowMs: number,
  ): Promise<void> {
    const unit = change.unit && (await packDocument(change.unit));
    // What was begun and taken back gets nowhere.
    const getsOn = change.state !== 'waiting' && change.state !== 'running';
    await this.#knex.transaction(async trx => {
      await this.#held(trx, claim, getsOn ? { stalls: 0 } : {});
      await trx<UnitRow>('lakehouse_maintenance_units')
        .where({ run_id: claim.runId, position })
        .update({
          ...unitColumnsOf(change),
          ...(unit && { unit }),
        });
      await settleSpending(trx, claim.runId, position, {
        state: change.state,
        rewrittenBytes: change.outcome?.rewrittenBytes,
      });
      if (what) {
        await addRunEvent(trx, claim.runId, nowMs, { ...what, position });
      }
    });
  }

  async saveVerification(
    claim: RunClaim,
    verification: RunVerification,
    what: NewRunEvent | undefined,
    nowMs: number,
  ): Promise<void> {
    await this.#knex.transaction(async trx => {
      await this.#held(trx, claim, {
        verification: storableText(JSON.stringify(verification)),
        content_changed: verification.content.some(check => !check.same),
        stalls: 0,
      });
      if (what) {
        await addRunEvent(trx, claim.runId, nowMs, what);
      }
    });
  }

  async lockForRollback(table: TableRef, runId: string, nowMs: number) {
    const key = {
      lakehouse: table.lakehouse,
      schema_name: table.schema,
      table_name: table.table,
    };
    await lockTable(
      this.#knex,
      {
        ...key,
        run_id: runId,
        purpose: 'rollback',
        expires_at: nowMs + ROLLBACK_LOCK_MS,
      },
      nowMs,
    );
    return {
      release: async () => {
        await this.#knex<LockRow>('lakehouse_maintenance_locks')
          .where({ ...key, run_id: runId, purpose: 'rollback' })
          .delete();
      },
    };
  }

  async holderOf({ lakehouse, schema, table }: TableRef, nowMs: number) {
    return holderOfTable(
      this.#knex,
      { lakehouse, schema_name: schema, table_name: table },
      nowMs,
    );
  }

  async saveRollback(
    runId: string,
    rollback: { by: string; at: number },
    what: NewRunEvent,
  ): Promise<void> {
    await this.#knex.transaction(async trx => {
      await trx<RunRow>('lakehouse_maintenance_runs')
        .where({ id: runId })
        .update({
          rollback: JSON.stringify({
            by: rollback.by,
            at: isoTime(rollback.at),
          }),
        });
      await addRunEvent(trx, runId, rollback.at, what);
    });
  }

  async listUnnotified(sinceMs: number): Promise<StoredRun[]> {
    const rows = await this.#runs()
      .whereIn('state', ['done', 'failed'])
      .whereNull('notified_at')
      .where('finished_at', '>', sinceMs)
      .orderBy('finished_at')
      .limit(20);
    return Promise.all(rows.map(row => storedRunOfRow(row, {})));
  }

  async markNotified(runId: string, atMs: number): Promise<boolean> {
    const changed = await this.#runs()
      .where({ id: runId })
      .whereNull('notified_at')
      .update({ notified_at: atMs });
    return changed === 1;
  }

  async #held(
    knex: Knex | Knex.Transaction,
    claim: RunClaim,
    columns: Partial<RunRow>,
  ): Promise<void> {
    // Without anything to change, the row is still locked against a claim by another until the transaction ends.
    const changed = await knex<RunRow>('lakehouse_maintenance_runs')
      .where({ id: claim.runId, fence: claim.fence })
      .update({ fence: claim.fence, ...columns });
    if (changed !== 1) {
      throw new LeaseLostError(claim.runId);
    }
  }

  async #countUnits(ids: string[]): Promise<Map<string, UnitCounts>> {
    const rows = (await this.#knex('lakehouse_maintenance_units')
      .select('run_id', 'state')
      .count({ units: '*' })
      .whereIn('run_id', ids)
      .groupBy('run_id', 'state')) as Array<{
      run_id: string;
      state: keyof UnitCounts;
      units: number | string;
    }>;
    const counts = new Map<string, UnitCounts>();
    for (const { run_id: id, state, units } of rows) {
      counts.set(id, { ...counts.get(id), [state]: Number(units) });
    }
    return counts;
  }

  #runs() {
    return this.#knex<RunRow>('lakehouse_maintenance_runs');
  }
}
