import { setTimeout as sleep } from 'node:timers/promises';
import {
  ConflictError,
  ExecutorError,
  findAttempt,
  formerValues,
  isRewrite,
  retryDelayMs,
  reviewApprovals,
  reviewUnit,
  type ApprovalsReview,
  type StartDecision,
  UnsupportedUnitError,
  type MaintenancePlan,
  type MaintenanceUnit,
  type TableStore,
  type UnitIntent,
  type UnitOutcome,
} from '@lakehouse-portal/maintenance';
import type { TableMaintenance } from '@lakehouse-portal/plugin-lakehouse-node';
import { NoFileIO } from '../connectors/trino/NoFileIO';
import { isoTime } from '../isoTime';
import type { MaintainedTable } from './MaintainedTables';
import type { RunContext } from './RunContext';
import type { RunLease } from './RunLease';
import type {
  NewRunEvent,
  StoredRun,
  StoredUnit,
  UnitChange,
} from './RunStore';
import { mayBegin } from './mayBegin';
import { definedOnly, fewerFiles, keyOf, removedEarlier } from './unitAttempts';

/** How a unit ended; `stop`: the run can't go on, for this reason. */
export type UnitEnd =
  | { kind: 'over' }
  | { kind: 'stop'; reason: string }
  | { kind: 'wait'; decision: Extract<StartDecision, { start: false }> }
  /** Its approvals are not enough by the policies as they are now. */
  | { kind: 'unapproved'; review: Exclude<ApprovalsReview, { kind: 'enough' }> }
  | { kind: 'cancelled' };

/** Carries out the units of one run, each written down before it is begun and after it has ended. */
export class UnitRunner {
  readonly #context: RunContext;
  readonly #lease: RunLease;
  readonly #run: StoredRun;
  readonly #table: MaintainedTable;
  readonly #maintenance: TableMaintenance;
  /** Aborted when this replica must stop: the lease is lost, or it shuts down. */
  readonly #signal: AbortSignal;
  /** Made when the first unit of a step is reached. */
  #fresh: { stepId: string; plan: MaintenancePlan } | undefined;

  constructor(options: {
    context: RunContext;
    lease: RunLease;
    run: StoredRun;
    table: MaintainedTable;
    maintenance: TableMaintenance;
    signal: AbortSignal;
  }) {
    this.#context = options.context;
    this.#lease = options.lease;
    this.#run = options.run;
    this.#table = options.table;
    this.#maintenance = options.maintenance;
    this.#signal = options.signal;
  }

  /**
   * Finds out what became of a unit that was begun by a process which told no end, and changes `unit` accordingly.
   * @throws What reading metadata, or asking the engine, throws: the run is then put off, and the unit stays unknown.
   */
  async settle(unit: StoredUnit): Promise<void> {
    const { executor, table } = this.#maintenance;
    const intent = unit.intent ?? { key: keyOf(this.#run, unit), at: '' };
    const settled = await executor.settle?.(table, intent.key, {
      signal: this.#signal,
    });
    const { metadata } = await this.#context.tables.readMetadata(
      this.#table,
      this.#signal,
    );
    const queryIds = [...(intent.queryIds ?? []), ...(settled?.queryIds ?? [])];
    const finding =
      metadata.tableUuid === this.#run.run.plan.table.uuid
        ? findAttempt(unit.unit, { ...intent, queryIds }, metadata)
        : ({ kind: 'not-done' } as const);
    const nowMs = this.#context.now();
    if (finding.kind === 'done') {
      await this.#change(
        unit,
        {
          state: 'done',
          outcome: finding.outcome,
          foundDone: true,
          finishedAt: nowMs,
          reason: null,
        },
        {
          kind: 'resumed',
          message: `${unit.label}: ${[
            "it had taken place, as the table's metadata shows",
            ...formerValues(unit.unit),
          ].join('; ')}; it is not done again.`,
        },
      );
      return;
    }
    await this.#change(
      unit,
      { state: 'waiting' },
      {
        kind: 'resumed',
        message: `${unit.label}: ${
          finding.kind === 'repeatable'
            ? 'it was interrupted; what is left of it is done.'
            : 'it had not taken place; it is begun again.'
        }`,
      },
    );
  }

  /**
   * Does a waiting unit, unless nothing is left to do, the table has changed in a way that matters, or the policy asks for more
   * approvals than there are.
   *
   * @param options - `steps`: ids of those whose approvals are looked at.
   */
  async perform(
    unit: StoredUnit,
    options: { steps?: string[] } = {},
  ): Promise<UnitEnd> {
    for (;;) {
      const { metadata } = await this.#context.tables.readMetadata(
        this.#table,
        this.#signal,
      );
      const plan = await this.#planFor(unit);
      // After the plan: to make one may take a while, in which policies change.
      const approvals = reviewApprovals(
        this.#run.run,
        await this.#context.planner.approvals({ ...this.#table, metadata }),
        unit.attempts === 0 ? options.steps : [unit.stepId],
      );
      if (approvals.kind !== 'enough') {
        return { kind: 'unapproved', review: approvals };
      }
      const review = reviewUnit(unit.unit, this.#run.run.plan, {
        metadata,
        plan,
        nowMs: this.#context.now(),
      });
      if (review.kind === 'stop') {
        return review;
      }
      if (review.kind === 'skip') {
        if (
          unit.attempts > 0 &&
          unit.unit.operation === 'remove-orphan-files'
        ) {
          await this.#finishRemoval(unit, unit.unit.files.length);
        } else {
          await this.skip(unit, review.reason);
        }
        return { kind: 'over' };
      }
      const decision = await mayBegin(
        { ...this.#context, claim: this.#lease.claim, ref: this.#table.ref },
        { position: unit.position, unit: review.unit },
      );
      if (!decision.start) {
        if (decision.cause !== 'never') {
          return { kind: 'wait', decision };
        }
        await this.skip(unit, decision.reason);
        return { kind: 'over' };
      }
      const end = await this.#attempt(unit, review.unit);
      if (end !== 'again') {
        return end;
      }
    }
  }

  /** Notes that a unit is not done, and why. */
  async skip(unit: StoredUnit, reason: string): Promise<void> {
    await this.#change(
      unit,
      { state: 'skipped', reason, finishedAt: this.#context.now() },
      { kind: 'unit-skipped', message: `${unit.label}: ${reason}` },
    );
  }

  /** An interrupted attempt had removed all files before its process ended. */
  async #finishRemoval(unit: StoredUnit, files: number): Promise<void> {
    await this.#change(
      unit,
      {
        state: 'done',
        outcome: { deletedFiles: files, warnings: [removedEarlier(files)] },
        foundDone: true,
        finishedAt: this.#context.now(),
        reason: null,
      },
      { kind: 'unit-done', message: `${unit.label}: ${removedEarlier(files)}` },
    );
  }

  async #attempt(
    unit: StoredUnit,
    reviewed: MaintenanceUnit,
  ): Promise<UnitEnd | 'again'> {
    const { now } = this.#context;
    const earlier = unit.attempts > 0 ? fewerFiles(unit.unit, reviewed) : 0;
    const attempts = unit.attempts + 1;
    const intent: UnitIntent = {
      key: keyOf(this.#run, { position: unit.position, attempts }),
      at: isoTime(now()),
    };
    const begins = await this.#begin(
      unit,
      {
        state: 'running',
        unit: reviewed,
        intent,
        attempts,
        startedAt: now(),
        reason: null,
      },
      {
        kind: 'unit-started',
        message: `${unit.label}${attempts > 1 ? `, attempt ${attempts}` : ''}`,
      },
    );
    if (!begins) {
      await this.#lease.check();
      return { kind: 'cancelled' };
    }
    try {
      const outcome = await this.#execute(unit, intent);
      await this.#finish(unit, {
        ...(await this.#completed(unit, intent, outcome)),
        ...(earlier > 0 && {
          warnings: [removedEarlier(earlier), ...(outcome.warnings ?? [])],
        }),
      });
      return { kind: 'over' };
    } catch (error) {
      // Whoever takes the run on finds out what became of the unit.
      this.#signal.throwIfAborted();
      return this.#afterError(unit, error as Error);
    }
  }

  async #execute(unit: StoredUnit, intent: UnitIntent): Promise<UnitOutcome> {
    const { executor, table } = this.#maintenance;
    let noted: Promise<void> = Promise.resolve();
    let noteError: unknown;
    const outcome = await executor.run(table, unit.unit, {
      key: intent.key,
      ...this.#store(),
      signal: AbortSignal.any([this.#signal, this.#lease.stopNow]),
      onProgress: ({ share, activity, queryId }) => {
        this.#lease.report({
          at: isoTime(this.#context.now()),
          position: unit.position,
          share,
          activity,
        });
        if (queryId !== undefined && !intent.queryIds?.includes(queryId)) {
          intent.queryIds = [...(intent.queryIds ?? []), queryId];
          noted = this.#change(unit, { state: 'running', intent }).catch(
            (error: unknown) => {
              noteError = error;
            },
          );
        }
      },
    });
    await noted;
    if (noteError !== undefined) {
      throw noteError;
    }
    return outcome;
  }

  /** For engines that are watched at work; none where no file of the table can be read. */
  #store(): { store?: TableStore } {
    const { tables } = this.#context;
    return this.#table.connector.fileIO instanceof NoFileIO
      ? {}
      : {
          store: {
            open: ({ signal = this.#signal } = {}) =>
              tables.readMetadata(this.#table, signal),
          },
        };
  }

  /** What an engine doesn't tell of a rewrite is read from the snapshot that it made. */
  async #completed(
    unit: StoredUnit,
    intent: UnitIntent,
    outcome: UnitOutcome,
  ): Promise<UnitOutcome> {
    if (outcome.snapshotId !== undefined || !isRewrite(unit.unit.operation)) {
      return outcome;
    }
    const { metadata } = await this.#context.tables.readMetadata(
      this.#table,
      this.#signal,
    );
    const finding = findAttempt(unit.unit, intent, metadata);
    return finding.kind === 'done'
      ? { ...definedOnly(finding.outcome), ...definedOnly(outcome) }
      : outcome;
  }

  async #finish(unit: StoredUnit, outcome: UnitOutcome): Promise<void> {
    await this.#change(
      unit,
      { state: 'done', outcome, finishedAt: this.#context.now(), reason: null },
      {
        kind: 'unit-done',
        message: `${unit.label}: ${['done', ...formerValues(unit.unit)].join(
          '; ',
        )}`,
      },
    );
    if (unit.unit.operation === 'remove-orphan-files') {
      await this.#context.orphanListings.noteRemoved(this.#table.ref, outcome);
    }
  }

  async #afterError(
    unit: StoredUnit,
    error: Error,
  ): Promise<UnitEnd | 'again'> {
    if (error instanceof ConflictError) {
      // By the engine's word nothing was changed; the table's has more weight.
      await this.settle(unit);
      return unit.state === 'done'
        ? { kind: 'over' }
        : this.#afterConflict(unit, error);
    }
    if (
      !(error instanceof UnsupportedUnitError) &&
      !(error instanceof ExecutorError && error.nothingChanged)
    ) {
      // It may have taken place all the same.
      await this.settle(unit);
      if (unit.state === 'done') {
        return { kind: 'over' };
      }
    }
    if (this.#lease.stopNow.aborted) {
      await this.skip(unit, 'It was stopped; it did not take place.');
      return { kind: 'cancelled' };
    }
    await this.#fail(unit, error.message);
    return {
      kind: 'stop',
      reason: `${unit.label}: ${error.message}`,
    };
  }

  async #afterConflict(
    unit: StoredUnit,
    error: ConflictError,
  ): Promise<UnitEnd | 'again'> {
    const { maxConflicts, now, random } = this.#context;
    if (unit.attempts > maxConflicts) {
      await this.#fail(unit, error.message);
      return {
        kind: 'stop',
        reason: `${unit.label}: other writers were faster ${unit.attempts} times in a row. ${error.message}`,
      };
    }
    const waitMs = retryDelayMs(unit.attempts, random);
    await this.#change(
      unit,
      { state: 'waiting', reason: error.message },
      {
        kind: 'conflict',
        message: `${
          unit.label
        }: another writer was faster. Tried again in ${Math.ceil(
          waitMs / 1000,
        )} s. ${error.message}`,
      },
    );
    // The table is not what the step was planned on.
    this.#fresh = undefined;
    const until = now() + waitMs;
    while (now() < until && !this.#lease.cancel) {
      await sleep(Math.min(500, Math.max(1, until - now())), undefined, {
        signal: this.#signal,
      });
    }
    return this.#lease.cancel ? { kind: 'cancelled' } : 'again';
  }

  async #fail(unit: StoredUnit, reason: string): Promise<void> {
    await this.#change(
      unit,
      { state: 'failed', reason, finishedAt: this.#context.now() },
      { kind: 'unit-failed', message: `${unit.label}: ${reason}` },
    );
  }

  /** The plan that would be made now, for the step of a unit. What takes something away is planned anew for each unit. */
  async #planFor(unit: StoredUnit): Promise<MaintenancePlan> {
    if (this.#fresh?.stepId === unit.stepId) {
      return this.#fresh.plan;
    }
    const { tables, planner, now } = this.#context;
    const table = await tables.read(this.#table, this.#signal);
    const plan = await planner.plan({
      ...this.#table,
      ...table,
      maintenance: this.#maintenance,
      operations: [unit.unit.operation],
      nowMs: now(),
      signal: this.#signal,
    });
    const { operation } = unit.unit;
    this.#fresh =
      operation === 'rewrite-data-files'
        ? { stepId: unit.stepId, plan }
        : undefined;
    return plan;
  }

  async #begin(
    unit: StoredUnit,
    change: UnitChange,
    what: NewRunEvent,
  ): Promise<boolean> {
    const { store, now } = this.#context;
    const begins = await store.beginUnit(
      this.#lease.claim,
      unit.position,
      change,
      what,
      now(),
    );
    if (begins) {
      noteChange(unit, change);
    }
    return begins;
  }

  async #change(
    unit: StoredUnit,
    change: UnitChange,
    what?: NewRunEvent,
  ): Promise<void> {
    const { store, now } = this.#context;
    await store.changeUnit(
      this.#lease.claim,
      unit.position,
      change,
      what,
      now(),
    );
    noteChange(unit, change);
  }
}

function noteChange(unit: StoredUnit, change: UnitChange): void {
  const { reason, ...rest } = change;
  Object.assign(unit, definedOnly(rest));
  if (reason !== undefined) {
    unit.reason = reason ?? undefined;
  }
}
