import { ConflictError } from '@backstage/errors';
import {
  stepsToApprove,
  tightenApprovals,
  type MaintenanceOperation,
  type MaintenancePlan,
  type MaintenanceRun,
} from '@lakehouse-portal/maintenance';
import type { TableRef } from '@lakehouse-portal/plugin-lakehouse-common';
import { currentRules } from './currentRules';
import type { MaintainedTables } from './MaintainedTables';
import type { OrphanListings } from './OrphanListings';
import { orUnavailable } from '../services/orUnavailable';
import type { RunStore } from './RunStore';
import type { TablePlanner } from './TablePlanner';

/** A plan of a table as it is now, and who would run it. */
export interface FreshPlan {
  plan: MaintenancePlan;
  /** Absent: nobody can. */
  engine?: string;
}

/** Makes plans of tables as they are now, and runs of them. */
export class RunProposer {
  readonly #store: RunStore;
  readonly #tables: MaintainedTables;
  readonly #planner: TablePlanner;
  readonly #orphanListings: Pick<OrphanListings, 'show'>;
  readonly #now: () => number;
  readonly #wake: () => void;
  readonly #maxRewrittenBytes: bigint | undefined;

  constructor(options: {
    store: RunStore;
    tables: MaintainedTables;
    planner: TablePlanner;
    orphanListings: Pick<OrphanListings, 'show'>;
    /** Wakes the worker of this replica. */
    wake: () => void;
    maxRewrittenBytes?: bigint;
    now: () => number;
  }) {
    this.#store = options.store;
    this.#tables = options.tables;
    this.#planner = options.planner;
    this.#orphanListings = options.orphanListings;
    this.#now = options.now;
    this.#wake = options.wake;
    this.#maxRewrittenBytes = options.maxRewrittenBytes;
  }

  /** @throws NotFoundError, ServiceUnavailableError */
  async plan(
    ref: TableRef,
    signal?: AbortSignal,
    leaveOut: readonly MaintenanceOperation[] = [],
  ): Promise<FreshPlan> {
    const table = await this.#tables.find(ref, signal);
    const plan = await orUnavailable(
      `The table ${ref.schema}.${ref.table}`,
      async () =>
        this.#planner.plan({
          ...table,
          ...(await this.#tables.read(table, signal)),
          nowMs: this.#now(),
          leaveOut,
          signal,
        }),
    );
    await this.#orphanListings.show(table.connection, ref, signal);
    return { plan, engine: table.maintenance?.executor.engine };
  }

  /**
   * Plans a table and has those steps run that are wanted and need nobody's approval.
   *
   * @returns the run, where there is one, and what came of it in a sentence.
   */
  async start(
    ref: TableRef,
    wanted: {
      operations: readonly MaintenanceOperation[];
      by: string;
      signal?: AbortSignal;
    },
  ): Promise<{ id?: string; result: string }> {
    // Orphan files always take somebody who has seen the list.
    let started = await this.#automaticPlan(ref, wanted, [
      'remove-orphan-files',
    ]);
    if (isWithoutNeeded(started.plan)) {
      // The settings wait for an approval; what was planned for them is planned for the table as it is.
      started = await this.#automaticPlan(ref, wanted, [
        'remove-orphan-files',
        'set-properties',
      ]);
    }
    const { plan, engine } = started;
    if (engine === undefined) {
      return {
        result: `Nothing can maintain tables of lakehouse "${ref.lakehouse}".`,
      };
    }
    const { steps } = plan;
    if (steps.length === 0) {
      return {
        result:
          'The plan has no step that may be done without approval: health was judged before, or the engine can’t do it.',
      };
    }
    const id = await this.#store.create({
      table: ref,
      plan,
      engine,
      title: titleOf(plan),
      createdAt: this.#now(),
      createdBy: wanted.by,
      maxRewrittenBytes: this.#maxRewrittenBytes?.toString(),
    });
    try {
      await this.approveIfAutomatic(id, plan, wanted.by);
    } catch (error) {
      if (!(error instanceof ConflictError)) {
        throw error;
      }
      await this.#store.requestCancel(
        id,
        { by: wanted.by, reason: error.message, now: false },
        this.#now(),
      );
      return { result: error.message };
    }
    return { id, result: `Run ${id} was started.` };
  }

  /** A plan of the steps that are wanted and need nobody's approval, by the policies as they are once it is made. */
  async #automaticPlan(
    ref: TableRef,
    wanted: {
      operations: readonly MaintenanceOperation[];
      signal?: AbortSignal;
    },
    leaveOut: readonly MaintenanceOperation[],
  ): Promise<FreshPlan> {
    const { plan, engine } = await this.plan(ref, wanted.signal, leaveOut);
    const steps = plan.steps.filter(({ operation }) =>
      wanted.operations.includes(operation),
    );
    // To make a plan may take a while, in which policies change.
    const { plan: tightened } =
      engine === undefined
        ? { plan }
        : await this.tighten(ref, { ...plan, steps }, wanted.signal);
    return {
      plan: {
        ...plan,
        steps: tightened.steps.filter(step => step.approval === 'automatic'),
      },
      engine,
    };
  }

  /**
   * A plan as the policies would have it approved at this moment, where they are stricter than it says.
   *
   * @throws ConflictError when one of its steps must not be done any more.
   */
  async tighten(
    ref: TableRef,
    plan: MaintenancePlan,
    signal?: AbortSignal,
  ): Promise<{ plan: MaintenancePlan; reason?: string }> {
    const { forbidden, ...tightened } = tightenApprovals(
      plan,
      await currentRules(
        { tables: this.#tables, planner: this.#planner },
        ref,
        signal,
      ),
    );
    if (forbidden !== undefined) {
      throw new ConflictError(`${forbidden} Make a new plan.`);
    }
    return tightened;
  }

  /** Has a run that waits for approvals take those that the policies ask for at this moment. @throws ConflictError */
  async tightenProposed(
    run: MaintenanceRun,
    signal?: AbortSignal,
  ): Promise<void> {
    const { plan, reason } = await this.tighten(
      { lakehouse: run.lakehouse, schema: run.namespace, table: run.table },
      run.plan,
      signal,
    );
    if (reason !== undefined) {
      await this.#store.tighten(run, plan, reason, this.#now());
    }
  }

  /** Has a run begin all of whose steps need nobody's approval. @throws ConflictError when another has the table. */
  async approveIfAutomatic(
    id: string,
    plan: MaintenancePlan,
    createdBy: string,
  ): Promise<void> {
    if (stepsToApprove({ plan, createdBy, approvals: [] }).length > 0) {
      return;
    }
    await this.#store.approve(
      id,
      run => run.approvals,
      {
        kind: 'approved',
        message: 'The policy allows all its steps without anybody’s approval.',
      },
      this.#now(),
    );
    this.#wake();
  }
}

/** Whether one of the steps was planned for another that is not among them. */
function isWithoutNeeded({ steps }: MaintenancePlan): boolean {
  return steps.some(({ needs }) =>
    needs?.some(id => !steps.some(step => step.id === id)),
  );
}

/** The steps in one line. */
export function titleOf(plan: Pick<MaintenancePlan, 'steps'>): string {
  return plan.steps.map(step => step.title).join('; ');
}
