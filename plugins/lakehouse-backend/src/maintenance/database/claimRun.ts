import { NotFoundError } from '@backstage/errors';
import {
  activeRunStates,
  mayStart,
  type StartDecision,
} from '@lakehouse-portal/maintenance';
import type { Knex } from 'knex';
import type { PaceSource, RunPace } from '../pace';
import type { RunClaim } from '../RunStore';
import { countRunning, lockLimit, usedBytes } from './limits';
import type { RunRow } from './maintenanceRows';
import { nextUnitBytes } from './nextUnitBytes';
import { noteWaiting } from './noteWaiting';

/** Of each look: those that have to wait are put behind the others by it. */
const CANDIDATES = 50;

type Candidate = Pick<
  RunRow,
  | 'id'
  | 'fence'
  | 'state'
  | 'lakehouse'
  | 'schema_name'
  | 'table_name'
  | 'slot'
  | 'waiting'
  | 'stalls'
  | 'cancel_by'
>;

/** Takes the oldest active run that nobody carries on and that need not wait. See `RunStore.claim`. */
export async function claimRun(
  knex: Knex,
  options: { nowMs: number; leaseMs: number; paces?: PaceSource },
): Promise<RunClaim | undefined> {
  const { nowMs, leaseMs } = options;
  const isFree = (free: Knex.QueryBuilder) =>
    free
      .whereNull('heartbeat_at')
      .orWhere('heartbeat_at', '<', nowMs - leaseMs);
  const candidates: Candidate[] = await knex<RunRow>(
    'lakehouse_maintenance_runs',
  )
    .select(
      'id',
      'fence',
      'state',
      'lakehouse',
      'schema_name',
      'table_name',
      'slot',
      'waiting',
      'stalls',
      'cancel_by',
    )
    .whereIn('state', activeRunStates)
    .where(isFree)
    .where(due =>
      due.whereNull('not_before').orWhere('not_before', '<=', nowMs),
    )
    .orderBy('created_at')
    .limit(CANDIDATES);

  /** One statement that tests and sets: of two replicas, one changes the row. */
  async function take(
    on: Knex | Knex.Transaction,
    run: Candidate,
    columns: Partial<RunRow>,
  ): Promise<boolean> {
    const changed = await on<RunRow>('lakehouse_maintenance_runs')
      .where({ id: run.id, fence: run.fence })
      .whereIn('state', activeRunStates)
      .where(isFree)
      .update({ ...columns, fence: run.fence + 1 });
    return changed === 1;
  }

  for (const run of candidates) {
    const taken = { heartbeat_at: nowMs, not_before: null, waiting: null };
    const pace = await paceFor(run, options.paces);
    if (!pace) {
      if (await take(knex, run, taken)) {
        return { runId: run.id, fence: run.fence + 1 };
      }
      continue;
    }
    const nextBytes = await nextUnitBytes(knex, run.id);
    const isOurs = await knex.transaction(async trx => {
      const decision = await decide(trx, { run, pace, nextBytes, nowMs });
      if (decision.start) {
        return take(trx, run, { ...taken, slot: pace.slotScope });
      }
      await noteWaiting(trx, run, decision, nowMs);
      return false;
    });
    if (isOurs) {
      return { runId: run.id, fence: run.fence + 1 };
    }
  }
  return undefined;
}

/** Only what does something to the table has to wait: not what is to be verified, ended, or carried on after a crash. */
async function paceFor(
  run: Candidate,
  paces: PaceSource | undefined,
): Promise<RunPace | undefined> {
  if (
    !paces ||
    run.state === 'verifying' ||
    run.slot !== null ||
    run.cancel_by !== null
  ) {
    return undefined;
  }
  try {
    return await paces.of({
      lakehouse: run.lakehouse,
      schema: run.schema_name,
      table: run.table_name,
    });
  } catch (error) {
    if (error instanceof NotFoundError) {
      // The run finds out, and ends.
      return undefined;
    }
    throw error;
  }
}

async function decide(
  trx: Knex.Transaction,
  options: { run: Candidate; pace: RunPace; nextBytes: bigint; nowMs: number },
): Promise<StartDecision> {
  const { run, pace, nextBytes, nowMs } = options;
  const { policy, slotScope, budgetScope } = pace;
  await lockLimit(trx, slotScope);
  if (run.state === 'running' && run.stalls > 0) {
    // What it has begun is looked after at any hour; whether a unit may be begun is decided before each.
    return mayStart({
      policy: { ...policy, windows: { ...policy.windows, value: [] } },
      nowMs,
      running: await countRunning(trx, slotScope, run.id),
      usedBytes: 0n,
      nextBytes: 0n,
    });
  }
  const situation = {
    policy,
    nowMs,
    running: await countRunning(trx, slotScope, run.id),
    usedBytes: await usedBytes(trx, { scope: budgetScope, policy, nowMs }),
    nextBytes,
  };
  const decision = mayStart(situation);
  // A unit that no window allows is left out by the run, which says so and goes on with the others.
  return !decision.start && decision.cause === 'never'
    ? mayStart({ ...situation, nextBytes: 0n })
    : decision;
}
