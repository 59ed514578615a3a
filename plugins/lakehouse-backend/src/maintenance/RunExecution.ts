import { isError, NotFoundError } from '@backstage/errors';
import {
  isDestructive,
  isInNameOfPolicy,
  retryDelayMs,
  reviewApprovals,
  type ApprovalsReview,
  type RunEvent,
  type RunState,
} from '@lakehouse-portal/maintenance';
import type { RunVerification } from '@lakehouse-portal/plugin-lakehouse-common';
import type { MeasuredHealth } from './HealthReader';
import {
  asSentence,
  cancelReason,
  describeOpen,
  endEvent,
} from './describeRun';
import { LeaseLostError } from './LeaseLostError';
import { overBudget } from './overBudget';
import type { RunContext } from './RunContext';
import { RunLease } from './RunLease';
import type { RunClaim } from './RunStore';
import { RunVerifier, type HealthAfter } from './RunVerifier';
import type { RunWork } from './RunWork';
import { UnitRunner } from './UnitRunner';

/** A run that can't go on for reasons outside of it is put off so often in a row; then it has failed. */
const MAX_STALLS = 20;
/** Of a run that somebody wants to end: what has gone wrong so often is not waited for. */
const MAX_STALLS_OF_CANCELLED = 3;

const NOTHING_VERIFIED: RunVerification = {
  content: [],
  comparedSnapshots: [],
  notCompared: [],
  refs: [],
};

/**
 * Carries on one run from whatever state it is in: begins it, does its units, verifies it. What is done is written down
 * before and after, so that another replica can take over at any moment.
 */
export class RunExecution {
  readonly #context: RunContext;
  readonly #lease: RunLease;
  /** Aborted when this replica must stop. */
  readonly #signal: AbortSignal;
  /** Aborted then, too, and when somebody wants the run to end and the engine doesn't answer. */
  readonly #patience: AbortSignal;
  readonly #verifier: RunVerifier;

  constructor(
    context: RunContext,
    options: { claim: RunClaim; leaseMs: number; shutdown: AbortSignal },
  ) {
    this.#context = context;
    this.#lease = new RunLease(context, options.claim, options.leaseMs);
    this.#signal = AbortSignal.any([options.shutdown, this.#lease.lost]);
    this.#patience = AbortSignal.any([this.#signal, this.#lease.giveUp]);
    this.#verifier = new RunVerifier(context, options.claim, this.#patience);
  }

  /**
   * Never throws: what goes wrong is the run's record, or the log when the run is another replica's by then.
   *
   * @returns the state in which it left the run; undefined when it is to be carried on later, or by another.
   */
  async carryOn(): Promise<RunState | undefined> {
    const { store, logger } = this.#context;
    const { claim } = this.#lease;
    try {
      return await this.#carryOn();
    } catch (error) {
      if (error instanceof LeaseLostError || this.#lease.lost.aborted) {
        logger.warn(`Run ${claim.runId} was taken over by another replica`);
        return undefined;
      }
      if (this.#signal.aborted) {
        await store.release(claim);
        return undefined;
      }
      const problem = isError(error) ? error : new Error(String(error));
      return this.#lease.giveUp.aborted
        ? await this.#giveUp(problem)
        : await this.#putOff(problem);
    } finally {
      await this.#lease.stop();
    }
  }

  async #carryOn(): Promise<RunState | undefined> {
    const { store, tables } = this.#context;
    const run = await store.get(this.#lease.claim.runId);
    await this.#lease.check();
    const { lakehouse, namespace, table: name } = run.run;
    const ref = { lakehouse, schema: namespace, table: name };
    const table = await tables.find(ref, this.#patience);
    if (!table.maintenance) {
      return this.#end('fail', {
        reason: `Nothing can maintain tables of lakehouse "${lakehouse}" any more.`,
      });
    }
    const work: RunWork = {
      run,
      ref,
      table,
      maintenance: table.maintenance,
      units: await store.listUnits(run.run.id),
      verification: run.verification ?? NOTHING_VERIFIED,
    };
    let state: RunState | undefined = run.run.state;
    if (state === 'approved') {
      state = await this.#begin(work);
    }
    if (state === 'running') {
      state = await this.#doUnits(work);
    }
    return state === 'verifying' ? this.#verify(work) : state;
  }

  async #begin(work: RunWork): Promise<RunState> {
    const { store, health, tables, planner, now } = this.#context;
    const { cancel } = this.#lease;
    if (cancel) {
      return this.#end('cancel', {
        reason: cancelReason(cancel),
      });
    }
    let before: MeasuredHealth;
    try {
      before = await health.measure(
        work.table.connection,
        work.ref,
        this.#patience,
      );
      const { metadata } = await tables.readMetadata(
        work.table,
        this.#patience,
      );
      const { uuid } = work.run.run.plan.table;
      if (metadata.tableUuid !== uuid) {
        return await this.#end('fail', {
          reason: `The table was dropped and created anew since the plan was made: it was ${uuid}, and is ${metadata.tableUuid}.`,
        });
      }
      const review = reviewApprovals(
        work.run.run,
        await planner.approvals({ ...work.table, metadata }),
      );
      if (review.kind !== 'enough') {
        return await this.#stopUnapproved(work, review);
      }
    } catch (error) {
      if (error instanceof NotFoundError) {
        return this.#end('fail', { reason: error.message });
      }
      throw error;
    }
    work.run.slowdownBefore = before.slowdown;
    work.run.summary.scoreBefore = before.score;
    return store.transition(
      this.#lease.claim,
      'start',
      {
        startedAt: now(),
        scoreBefore: before.score,
        slowdownBefore: before.slowdown,
      },
      {
        kind: 'started',
        message: `${work.maintenance.executor.engine} begins. Score before: ${
          before.score ?? 'unknown'
        }.`,
      },
      now(),
    );
  }

  /** @returns undefined when it has to wait between two units. */
  async #doUnits(work: RunWork): Promise<RunState | undefined> {
    const { store, now } = this.#context;
    const runner = new UnitRunner({
      ...work,
      context: this.#context,
      lease: this.#lease,
      signal: this.#patience,
    });
    for (const unit of work.units) {
      if (unit.state === 'running') {
        await runner.settle(unit);
      }
    }
    let note: string | undefined;
    for (const unit of work.units) {
      this.#patience.throwIfAborted();
      if (unit.state !== 'waiting') {
        if (unit.state === 'failed') {
          return this.#close(work, 'fail', `${unit.label}: ${unit.reason}`);
        }
        continue;
      }
      await this.#lease.check();
      const { cancel } = this.#lease;
      if (cancel) {
        return this.#close(work, 'cancel', cancelReason(cancel));
      }
      if (isDestructive(unit.unit.operation)) {
        // As long as nothing has expired, what went wrong can be undone.
        const problem = await this.#verifier.compareContent(work);
        if (problem) {
          return this.#close(work, 'fail', problem);
        }
      }
      note ??= overBudget(work, unit);
      if (note) {
        await runner.skip(unit, note);
        continue;
      }
      const end = await runner.perform(
        unit,
        isUntouched(work) ? {} : { steps: [unit.stepId] },
      );
      if (end.kind === 'unapproved') {
        return this.#stopUnapproved(work, end.review, unit.label);
      }
      if (end.kind === 'stop') {
        return this.#close(work, 'fail', end.reason);
      }
      if (end.kind === 'cancelled') {
        return this.#close(work, 'cancel', cancelReason(this.#lease.cancel));
      }
      if (end.kind === 'wait') {
        // A long pause: others may expire by then what it is to be compared with.
        const problem = await this.#verifier.compareContent(work);
        if (problem) {
          return this.#close(work, 'fail', problem);
        }
        await store.pause(this.#lease.claim, end.decision, now());
        return undefined;
      }
    }
    return store.transition(
      this.#lease.claim,
      'verify',
      note ? { reason: note } : {},
      {
        kind: 'verifying',
        message: 'All units are over; what they did is verified.',
      },
      now(),
    );
  }

  /**
   * The policies ask for more approvals than the run has. If nothing was begun it waits for them; otherwise it stops here,
   * and what was done is verified.
   */
  async #stopUnapproved(
    work: RunWork,
    review: Exclude<ApprovalsReview, { kind: 'enough' }>,
    next = '',
  ): Promise<RunState> {
    const { store, now } = this.#context;
    const { claim } = this.#lease;
    if (!isUntouched(work)) {
      const reason = `${review.reason} It stopped before: ${next}.`;
      work.run.run.reason = reason;
      return store.transition(
        claim,
        'verify',
        { reason },
        {
          kind: 'verifying',
          message: `${reason} What it did until then is verified.`,
        },
        now(),
      );
    }
    if (review.kind === 'forbidden') {
      return this.#end('fail', {
        reason: `${review.reason} Nothing was done.`,
      });
    }
    if (isInNameOfPolicy(work.run.run.createdBy)) {
      // Nobody asked for it; and where two people are wanted, a policy is none of them.
      return this.#end('cancel', {
        reason: `${review.reason} The portal had started it by itself, and nothing was done. What is still due can be proposed.`,
      });
    }
    if (await store.returnToProposal(claim, review, now())) {
      return 'proposed';
    }
    await this.#lease.check();
    return this.#end('cancel', { reason: cancelReason(this.#lease.cancel) });
  }

  /** Ends a run before its time, but not without having looked at what was done. */
  async #close(
    work: RunWork,
    event: RunEvent,
    reason: string,
  ): Promise<RunState> {
    const problem = await this.#verifier.compareContent(work);
    const after = await this.#verifier.measureAfter(work);
    const isWorse = problem !== undefined && problem !== reason;
    return this.#end(isWorse ? 'fail' : event, {
      reason: isWorse ? `${problem} Before that: ${reason}` : reason,
      ...after,
    });
  }

  async #verify(work: RunWork): Promise<RunState> {
    const { problem, after } = await this.#verifier.verify(work);
    return problem
      ? this.#end('fail', { reason: problem, ...after })
      : this.#end('finish', { ...after });
  }

  async #end(
    event: RunEvent,
    change: { reason?: string } & HealthAfter,
  ): Promise<RunState> {
    const { store, now } = this.#context;
    return store.transition(
      this.#lease.claim,
      event,
      { ...change, finishedAt: now() },
      endEvent(event, change),
      now(),
    );
  }

  /** Somebody wants it to end, and who would have to be asked what became of it does not answer. */
  async #giveUp(error: Error): Promise<RunState | undefined> {
    const { store } = this.#context;
    try {
      const { run } = await store.get(this.#lease.claim.runId);
      const why = cancelReason(this.#lease.cancel);
      return await (run.state === 'approved'
        ? this.#end('cancel', { reason: why })
        : this.#end('fail', {
            reason: `${asSentence(why)} ${describeOpen(
              await store.listUnits(run.id),
            )}`,
          }));
    } catch {
      return this.#putOff(error);
    }
  }

  /** Something outside of the run (the database, the catalog, the engine) does not answer: later, it may. */
  async #putOff(error: Error): Promise<RunState | undefined> {
    const { store, logger, now, random } = this.#context;
    const { claim } = this.#lease;
    logger.warn(`Run ${claim.runId} can't go on: ${error.message}`);
    try {
      const { run, stalls } = await store.get(claim.runId);
      const { cancel } = this.#lease;
      const most = cancel ? MAX_STALLS_OF_CANCELLED : MAX_STALLS;
      if (stalls >= most) {
        return await this.#end('fail', {
          reason: [
            ...(cancel ? [asSentence(cancelReason(cancel))] : []),
            `It could not go on, ${stalls + 1} times in a row.`,
            asSentence(error.message),
            describeOpen(await store.listUnits(run.id)),
          ].join(' '),
        });
      }
      await store.stall(
        claim,
        {
          reason: `It can't go on: ${asSentence(error.message)}`,
          notBefore: now() + retryDelayMs(stalls + 1, random),
        },
        now(),
      );
    } catch (again) {
      // Whoever finds the lease expired carries it on.
      logger.error(
        `Run ${claim.runId} could not be put off: ${(again as Error).message}`,
      );
    }
    return undefined;
  }
}

/** Whether nothing was begun yet: also what was begun and had no effect is taken for more than nothing. */
function isUntouched({ units }: RunWork): boolean {
  return units.every(({ attempts }) => attempts === 0);
}
