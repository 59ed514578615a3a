import { randomUUID } from 'node:crypto';
import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  activeRunStates,
  finalRunStates,
  nextRunState,
  RunTransitionError,
  stepsToApprove,
  type MaintenancePlan,
  type RunEvent,
  type RunState,
} from '@lakehouse-portal/maintenance';
import type {
  PlanDocument,
  RunProgress,
  RunsQuery,
  RunVerification,
  TableRef,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { Knex } from 'knex';
import { packDocument, unpackDocument } from '../../database/documents';
import { storableText } from '../../database/storableText';
import { isoTime } from '../../isoTime';
import { labelOfUnit } from '../labelOfUnit';
import { LeaseLostError } from '../LeaseLostError';
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
import { listRuns } from './listRuns';
import type {
  EventRow,
  LockRow,
  PlanRow,
  RunRow,
  UnitRow,
} from './maintenanceRows';
import {
  storedRunOfRow,
  storedUnitOfRow,
  type UnitCounts,
} from './storedRunOfRow';

/** A run whose replica gave no sign of life for this long is taken by another. */
export const RUN_LEASE_MS = 30_000;
const ROLLBACK_LOCK_MS = 15 * 60_000;
const PLAN_LIFE_MS = 7 * 24 * 60 * 60 * 1000;
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
    const id = randomUUID();
    const createdAt = Date.parse(plan.createdAt);
    await this.#knex<PlanRow>('lakehouse_maintenance_plans')
      .where('created_at', '<', createdAt - PLAN_LIFE_MS)
      .delete();
    await this.#knex<PlanRow>('lakehouse_maintenance_plans').insert({
      id,
      lakehouse: plan.lakehouse,
      schema_name: plan.schema,
      table_name: plan.table,
      plan: await packDocument(plan.plan),
      engine: plan.engine ?? null,
      created_at: createdAt,
      created_by: plan.createdBy,
    });
    return { ...plan, id, expiresAt: isoTime(createdAt + PLAN_LIFE_MS) };
  }

  async getPlan(id: string, nowMs: number): Promise<PlanDocument> {
    const row = await this.#knex<PlanRow>('lakehouse_maintenance_plans')
      .where({ id })
      .first();
    const createdAt = Number(row?.created_at ?? 0);
    if (!row || createdAt + PLAN_LIFE_MS <= nowMs) {
      throw new NotFoundError(
        `There is no plan "${id}", or it is older than a week`,
      );
    }
    return {
      id,
      lakehouse: row.lakehouse,
      schema: row.schema_name,
      table: row.table_name,
      plan: await unpackDocument<MaintenancePlan>(row.plan),
      createdAt: isoTime(createdAt),
      createdBy: row.created_by,
      expiresAt: isoTime(createdAt + PLAN_LIFE_MS),
      engine: row.engine ?? undefined,
    };
  }

  async create(run: Parameters<RunStore['create']>[0]): Promise<string> {
    const id = randomUUID();
    const { plan, table, createdBy } = run;
    const packedPlan = await packDocument(plan);
    const units: UnitRow[] = [];
    for (const step of plan.steps) {
      for (const unit of step.units) {
        units.push({
          run_id: id,
          position: units.length,
          step_id: step.id,
          operation: step.operation,
          label: storableText(labelOfUnit(unit)),
          unit: await packDocument(unit),
          state: 'waiting',
          attempts: 0,
          intent: null,
          outcome: null,
          reason: null,
          found_done: false,
          started_at: null,
          finished_at: null,
        });
      }
    }
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
      });
      for (let start = 0; start < units.length; start += UNITS_AT_ONCE) {
        await trx<UnitRow>('lakehouse_maintenance_units').insert(
          units.slice(start, start + UNITS_AT_ONCE),
        );
      }
      await addEvent(trx, id, run.createdAt, {
        kind: 'proposed',
        message: run.title,
        by: createdBy,
      });
    });
    return id;
  }

  async get(id: string): Promise<StoredRun> {
    const [row, counts] = await Promise.all([
      this.#runs().where({ id }).first(),
      this.#countUnits([id]),
    ]);
    if (!row) {
      throw new NotFoundError(`There is no run "${id}"`);
    }
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
    const { run: seen } = await this.get(id);
    const approvals = decide(seen);
    const lacking = stepsToApprove({ ...seen, approvals });
    const state =
      lacking.length === 0 ? nextRunState(seen.state, 'approve') : seen.state;
    await this.#knex.transaction(async trx => {
      // Whoever comes in between has made other approvals: then this one decided on what is not so any more.
      const changed = await trx<RunRow>('lakehouse_maintenance_runs')
        .where({
          id,
          state: 'proposed',
          approvals: JSON.stringify(seen.approvals),
        })
        .update({
          state,
          approvals: JSON.stringify(approvals),
          awaiting: JSON.stringify(lacking.map(step => step.id)),
        });
      if (changed !== 1) {
        throw new ConflictError(
          `Run "${id}" was changed by somebody else just now; look at it again`,
        );
      }
      if (state === 'approved') {
        await lockTable(
          trx,
          {
            lakehouse: seen.lakehouse,
            schema_name: seen.namespace,
            table_name: seen.table,
            run_id: id,
            purpose: 'run',
            expires_at: null,
          },
          nowMs,
        );
      }
      await addEvent(trx, id, nowMs, event);
    });
    return state;
  }

  async requestCancel(
    id: string,
    request: { by: string; reason?: string; now: boolean },
    nowMs: number,
  ): Promise<RunState> {
    return this.#knex.transaction(async trx => {
      const row = await trx<RunRow>('lakehouse_maintenance_runs')
        .where({ id })
        .first();
      if (!row) {
        throw new NotFoundError(`There is no run "${id}"`);
      }
      nextRunState(row.state, 'cancel');
      const { by, now } = request;
      const reason = request.reason && storableText(request.reason);
      if (row.state === 'proposed' || row.heartbeat_at === null) {
        // Nobody carries it on, unless that changes at this moment: the fence tells.
        if (row.state !== 'running') {
          const changed = await trx<RunRow>('lakehouse_maintenance_runs')
            .where({ id, state: row.state, fence: row.fence })
            .update({
              state: 'cancelled',
              cancel_by: by,
              cancel_reason: reason ?? null,
              reason: reason ?? `Cancelled by ${by}.`,
              finished_at: nowMs,
              awaiting: '[]',
            });
          if (changed === 1) {
            await unlockTable(trx, id);
            await addEvent(trx, id, nowMs, {
              kind: 'cancelled',
              message: reason ?? 'Cancelled before it began.',
              by,
            });
            return 'cancelled' as const;
          }
        }
      }
      const asked = await trx<RunRow>('lakehouse_maintenance_runs')
        .where({ id })
        .whereIn('state', ['approved', 'running'])
        .update({
          cancel_by: by,
          cancel_reason: reason ?? null,
          cancel_now: now,
          // What was put off is taken up again, to be ended.
          not_before: null,
        });
      if (asked !== 1) {
        throw new RunTransitionError(row.state, 'cancel');
      }
      await addEvent(trx, id, nowMs, {
        kind: 'cancel-requested',
        message: reason ?? 'It is to end after the unit that runs.',
        by,
      });
      return row.state;
    });
  }

  async claim(nowMs: number): Promise<RunClaim | undefined> {
    const candidates = await this.#runs()
      .select('id', 'fence')
      .whereIn('state', activeRunStates)
      .where(free =>
        free
          .whereNull('heartbeat_at')
          .orWhere('heartbeat_at', '<', nowMs - this.#leaseMs),
      )
      .where(due =>
        due.whereNull('not_before').orWhere('not_before', '<=', nowMs),
      )
      .orderBy('created_at')
      .limit(10);
    for (const { id, fence } of candidates) {
      // One statement that tests and sets: of two replicas, one changes the row.
      const changed = await this.#runs()
        .where({ id, fence })
        .whereIn('state', activeRunStates)
        .where(free =>
          free
            .whereNull('heartbeat_at')
            .orWhere('heartbeat_at', '<', nowMs - this.#leaseMs),
        )
        .update({ fence: fence + 1, heartbeat_at: nowMs, not_before: null });
      if (changed === 1) {
        return { runId: id, fence: fence + 1 };
      }
    }
    return undefined;
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
    options: { notBefore?: number; stalled?: boolean } = {},
  ): Promise<void> {
    await this.#runs()
      .where({ id: claim.runId, fence: claim.fence })
      .update({
        heartbeat_at: null,
        not_before: options.notBefore ?? null,
        ...(options.stalled && {
          stalls: this.#knex.raw('stalls + 1') as unknown as number,
        }),
      });
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
        ...columnsOf(change),
        ...(isFinal && { heartbeat_at: null, progress: null }),
      });
      if (isFinal) {
        await unlockTable(trx, claim.runId);
      }
      await addEvent(trx, claim.runId, nowMs, what);
      return state;
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
    await this.#knex.transaction(async trx => {
      await this.#held(trx, claim, {});
      await trx<UnitRow>('lakehouse_maintenance_units')
        .where({ run_id: claim.runId, position })
        .update({
          state: change.state,
          ...(unit && { unit }),
          ...(change.attempts !== undefined && { attempts: change.attempts }),
          ...(change.intent && { intent: JSON.stringify(change.intent) }),
          ...(change.outcome && {
            outcome: storableText(JSON.stringify(change.outcome)),
          }),
          ...(change.reason !== undefined && {
            reason: change.reason === null ? null : storableText(change.reason),
          }),
          ...(change.foundDone !== undefined && {
            found_done: change.foundDone,
          }),
          ...(change.startedAt !== undefined && {
            started_at: change.startedAt,
          }),
          ...(change.finishedAt !== undefined && {
            finished_at: change.finishedAt,
          }),
        });
      if (what) {
        await addEvent(trx, claim.runId, nowMs, { ...what, position });
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
      });
      if (what) {
        await addEvent(trx, claim.runId, nowMs, what);
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
      await addEvent(trx, runId, rollback.at, what);
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

function awaitingOf(run: Parameters<typeof stepsToApprove>[0]): string {
  return JSON.stringify(stepsToApprove(run).map(step => step.id));
}

function columnsOf(change: RunChange): Partial<RunRow> {
  const columns: Partial<RunRow> = {
    started_at: change.startedAt,
    finished_at: change.finishedAt,
    reason: change.reason && storableText(change.reason),
    score_before: change.scoreBefore,
    slowdown_before: change.slowdownBefore,
    score_after: change.scoreAfter,
    slowdown_after: change.slowdownAfter,
  };
  return Object.fromEntries(
    Object.entries(columns).filter(([, value]) => value !== undefined),
  );
}

async function addEvent(
  knex: Knex | Knex.Transaction,
  runId: string,
  nowMs: number,
  event: NewRunEvent,
): Promise<void> {
  await knex('lakehouse_maintenance_events').insert({
    run_id: runId,
    at: nowMs,
    kind: event.kind,
    message: storableText(event.message),
    position: event.position ?? null,
    by: event.by ?? null,
  });
}

/** @throws ConflictError when the table is held. */
async function lockTable(
  knex: Knex | Knex.Transaction,
  lock: LockRow,
  nowMs: number,
): Promise<void> {
  const { lakehouse, schema_name, table_name } = lock;
  const key = { lakehouse, schema_name, table_name };
  await knex<LockRow>('lakehouse_maintenance_locks')
    .where(key)
    .where('expires_at', '<', nowMs)
    .delete();
  // The primary key decides; "ignore" keeps the transaction of PostgreSQL usable.
  await knex<LockRow>('lakehouse_maintenance_locks')
    .insert(lock)
    .onConflict(['lakehouse', 'schema_name', 'table_name'])
    .ignore();
  const held = await knex<LockRow>('lakehouse_maintenance_locks')
    .where(key)
    .first();
  if (held?.run_id !== lock.run_id || held.purpose !== lock.purpose) {
    throw new ConflictError(
      `Table "${schema_name}.${table_name}" of "${lakehouse}" has an active run already${
        held ? `: ${held.run_id}` : ''
      }`,
    );
  }
}

async function unlockTable(
  knex: Knex | Knex.Transaction,
  runId: string,
): Promise<void> {
  await knex<LockRow>('lakehouse_maintenance_locks')
    .where({ run_id: runId, purpose: 'run' })
    .delete();
}
