import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, InputError, toError } from '@backstage/errors';
import {
  approve,
  finalRunStates,
  MaintenanceError,
  type MaintenanceRun,
} from '@lakehouse-portal/maintenance';
import type {
  ApproveRunRequest,
  BatchesQuery,
  CancelRunRequest,
  DuePage,
  DueQuery,
  PlanDocument,
  ProposeRunRequest,
  RollbackRunRequest,
  RunDetail,
  RunsQuery,
  RunStreamEvent,
  TableRef,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { LakehouseServiceOptions } from '@lakehouse-portal/plugin-lakehouse-node';
import type { LakehouseDirectory } from '../connectors';
import { isoTime } from '../isoTime';
import { requireSubject } from './requireSubject';
import { buildRunDetail, rollbackOf } from './buildRunDetail';
import type { DueTables } from './DueTables';
import type { HealthReader } from './HealthReader';
import type { MaintainedTables } from './MaintainedTables';
import type { MaintenanceService } from './MaintenanceService';
import { offerRollback } from './offerRollback';
import { rollBack } from './rollBack';
import type { RunNotifier } from './RunNotifier';
import { titleOf, type RunProposer } from './RunProposer';
import type { RunStore } from './RunStore';
import { selectSteps } from './selectSteps';
import { withFourEyes } from './withFourEyes';

/** How often somebody who watches a run is told what is new. */
const WATCH_MS = 500;

/** What the service works with. */
export interface DatabaseMaintenanceServiceOptions {
  store: RunStore;
  tables: MaintainedTables;
  proposer: RunProposer;
  due: DueTables;
  directory: LakehouseDirectory;
  /** Judges a table that was rolled back. */
  health: Pick<HealthReader, 'measure'>;
  /** Tells the owner of a table that a run was rolled back. */
  notifier: Pick<RunNotifier, 'tellOfRollback'>;
  logger: LoggerService;
  /** Wakes the worker of this replica. */
  wake: () => void;
  /** A run may rewrite so many bytes unless it is proposed with less; absent: no limit. */
  maxRewrittenBytes?: bigint;
  now: () => number;
}

/** Plans, and keeps runs. Checks no permission: that is the business of `AuthorizedMaintenanceService`. */
export class DatabaseMaintenanceService implements MaintenanceService {
  readonly #options: DatabaseMaintenanceServiceOptions;

  static create(
    options: DatabaseMaintenanceServiceOptions,
  ): MaintenanceService {
    return new DatabaseMaintenanceService(options);
  }

  private constructor(options: DatabaseMaintenanceServiceOptions) {
    this.#options = options;
  }

  async createPlan(
    ref: TableRef,
    { credentials, signal }: LakehouseServiceOptions,
  ): Promise<PlanDocument> {
    const { store, proposer, now } = this.#options;
    const { plan, engine } = await proposer.plan(ref, signal);
    return store.savePlan({
      ...ref,
      plan,
      engine,
      createdAt: isoTime(now()),
      createdBy: requireSubject(credentials),
    });
  }

  async getPlan(id: string): Promise<PlanDocument> {
    return this.#options.store.getPlan(id, this.#options.now());
  }

  async proposeRun(
    request: ProposeRunRequest,
    { credentials, signal }: LakehouseServiceOptions,
    batch?: string,
  ): Promise<RunDetail> {
    const { store, now, proposer } = this.#options;
    const document = await store.getPlan(request.planId, now());
    if (document.engine === undefined) {
      throw new InputError(
        `Nothing can maintain tables of lakehouse "${document.lakehouse}": configure an engine, lakehouse.connections.${document.lakehouse}.maintenance`,
      );
    }
    const selected = selectSteps(document.plan, request.steps);
    const asked = request.fourEyes ? withFourEyes(selected) : selected;
    const createdBy = requireSubject(credentials);
    const { lakehouse, schema, table } = document;
    const ref = { lakehouse, schema, table };
    const { plan, reason } = await proposer.tighten(ref, asked, signal);
    const id = await store.create({
      table: ref,
      plan,
      engine: document.engine,
      title: titleOf(plan),
      createdAt: now(),
      createdBy,
      maxRewrittenBytes: this.#budget(request.maxRewrittenBytes),
      batchId: batch,
      note: reason,
    });
    await proposer.approveIfAutomatic(id, plan, createdBy);
    return this.getRun(id);
  }

  async listDue(query: DueQuery): Promise<DuePage> {
    return this.#options.due.list(query);
  }

  async listRuns(query: RunsQuery) {
    return this.#options.store.list(query, await this.#lakehouses());
  }

  async listBatches(query: BatchesQuery) {
    return this.#options.store.listBatches(query, await this.#lakehouses());
  }

  async getRun(
    id: string,
    { signal }: Pick<LakehouseServiceOptions, 'signal'> = {},
  ): Promise<RunDetail> {
    const { store, tables, logger, now } = this.#options;
    const stored = await store.get(id);
    const units = await store.listUnits(id);
    return buildRunDetail(
      stored,
      units,
      await offerRollback({
        store,
        tables,
        stored,
        units,
        logger,
        now,
        signal,
      }),
    );
  }

  async approveRun(
    id: string,
    request: ApproveRunRequest,
    { credentials, signal }: LakehouseServiceOptions,
  ): Promise<RunDetail> {
    const { store, proposer, now, wake } = this.#options;
    const by = requireSubject(credentials);
    const { run: proposed } = await store.get(id);
    if (proposed.state === 'proposed') {
      await proposer.tightenProposed(proposed, signal);
    }
    // By what they do: their ids mean nothing to who reads the log.
    const named = proposed.plan.steps.filter(step =>
      request.steps?.includes(step.id),
    );
    const state = await asBackstageError(() =>
      store.approve(
        id,
        run => approve(run, { by, at: isoTime(now()), steps: request.steps }),
        {
          kind: 'approved',
          message: request.steps
            ? `Approved: ${titleOf({ steps: named })}`
            : 'Approved.',
          by,
        },
        now(),
      ),
    );
    if (state === 'approved') {
      wake();
    }
    return this.getRun(id);
  }

  async cancelRun(
    id: string,
    request: CancelRunRequest,
    { credentials }: LakehouseServiceOptions,
  ): Promise<RunDetail> {
    const { store, now, wake } = this.#options;
    await asBackstageError(() =>
      store.requestCancel(
        id,
        {
          by: requireSubject(credentials),
          reason: request.reason?.trim() || undefined,
          now: request.now ?? false,
        },
        now(),
      ),
    );
    wake();
    return this.getRun(id);
  }

  async rollbackRun(
    id: string,
    request: RollbackRunRequest,
    { credentials, signal }: LakehouseServiceOptions,
  ): Promise<RunDetail> {
    const { store, tables, notifier, now } = this.#options;
    const by = requireSubject(credentials);
    const stored = await store.get(id);
    const units = await store.listUnits(id);
    const offer = rollbackOf(stored, units);
    if (!offer.possible || offer.snapshotId === undefined) {
      throw new ConflictError(
        `Run "${id}" can't be rolled back. ${offer.detail}`,
      );
    }
    await rollBack({
      store,
      tables,
      stored,
      units,
      snapshotId: offer.snapshotId,
      acceptLoss: request.acceptLoss ?? false,
      by,
      now,
      signal,
    });
    await notifier.tellOfRollback(stored.run, {
      by,
      snapshotId: offer.snapshotId,
    });
    await this.#judgeAgain(stored.run);
    return this.getRun(id);
  }

  async #lakehouses(): Promise<string[]> {
    return (await this.#options.directory.list()).map(({ name }) => name);
  }

  /** So that no page calls the table as well as the run had left it. The next scan does it where this fails. */
  async #judgeAgain({
    lakehouse,
    namespace: schema,
    table,
  }: MaintenanceRun): Promise<void> {
    const { directory, health, logger } = this.#options;
    try {
      const connection = await directory.get(lakehouse);
      await health.measure(connection, { lakehouse, schema, table });
    } catch (error) {
      logger.warn(
        `${schema}.${table} was rolled back, and could not be judged again until its next scan`,
        toError(error),
      );
    }
  }

  async *watchRun(
    id: string,
    query: { after?: number },
    { signal }: LakehouseServiceOptions,
  ): AsyncGenerator<RunStreamEvent> {
    const { store } = this.#options;
    let after = query.after ?? 0;
    let shownAt: string | undefined;
    for (;;) {
      // Before the events: what led to the final state is among those that are read after it.
      const { run, progress } = await store.get(id);
      for (;;) {
        const events = await store.listEvents(id, after);
        for (const { at, ...event } of events) {
          yield { type: 'event', ...event, at: isoTime(at) };
          after = event.seq;
        }
        if (events.length === 0) {
          break;
        }
      }
      if (finalRunStates.includes(run.state)) {
        yield { type: 'end', state: run.state };
        return;
      }
      if (progress && progress.at !== shownAt) {
        shownAt = progress.at;
        yield { type: 'progress', ...progress };
      }
      await sleep(WATCH_MS, undefined, { signal });
    }
  }

  /** The smaller of what is asked for and what is allowed. */
  #budget(asked: string | undefined): string | undefined {
    const { maxRewrittenBytes: allowed } = this.#options;
    if (asked === undefined) {
      return allowed?.toString();
    }
    return allowed !== undefined && BigInt(asked) > allowed
      ? allowed.toString()
      : asked;
  }
}

/** What the core refuses is a conflict with the state of the run, or a request that makes no sense. */
async function asBackstageError<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof MaintenanceError) {
      throw error.name === 'RunTransitionError'
        ? new ConflictError(error.message)
        : new InputError(error.message);
    }
    throw error;
  }
}
