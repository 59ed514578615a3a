import { randomUUID } from 'node:crypto';
import {
  InputError,
  NotAllowedError,
  NotFoundError,
  toError,
} from '@backstage/errors';
import type { MaintenanceOperation } from '@lakehouse-portal/maintenance';
import type {
  BatchResult,
  BulkPlan,
  BulkPlanItem,
  BulkPlanRequest,
  BulkProposeRequest,
  CancelRunRequest,
  PlanDocument,
  RunDetail,
  TableRef,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { LakehouseServiceOptions } from '@lakehouse-portal/plugin-lakehouse-node';
import type { MaintenanceService } from './MaintenanceService';

/** Tables of one request. */
const MOST = 100;
/** Read at the same time: a catalog has others to serve. */
const AT_ONCE = 4;
/** No table is begun with after this: whoever waits is told what was left out. */
const PLAN_MS = 60_000;
const PAGE = 100;

/**
 * Plans, proposes, approves and cancels maintenance of many tables together, each as if it had been asked for alone: with
 * its own permissions, its own audit of what went wrong, and its own answer.
 */
export class BulkMaintenance {
  readonly #service: MaintenanceService;
  readonly #planMs: number;

  /** @param options - `service`: the one that checks permissions. */
  constructor(options: { service: MaintenanceService; planMs?: number }) {
    this.#service = options.service;
    this.#planMs = options.planMs ?? PLAN_MS;
  }

  /** @throws InputError, and NotAllowedError when nothing may be planned at all. */
  async plan(
    request: BulkPlanRequest,
    options: LakehouseServiceOptions,
  ): Promise<BulkPlan> {
    const { tables, matching } = await this.#tablesOf(request, options);
    const late = AbortSignal.timeout(this.#planMs);
    const items: BulkPlanItem[] = [];
    const next = tables[Symbol.iterator]();
    const work = async () => {
      for (const table of next) {
        options.signal?.throwIfAborted();
        if (late.aborted) {
          return;
        }
        items.push(await this.#planOne(table, request.operations, options));
      }
    };
    // They share one iterator: each table is taken once.
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    refuseIfAllDenied(items);
    const order = new Map(tables.map((table, index) => [keyOf(table), index]));
    items.sort((a, b) => order.get(keyOf(a))! - order.get(keyOf(b))!);
    return {
      items,
      matching,
      leftOut: matching - items.length,
      totals: totalsOf(items),
    };
  }

  /** @throws NotAllowedError when nothing of it may be proposed at all. */
  async propose(
    { plans }: BulkProposeRequest,
    options: LakehouseServiceOptions,
  ): Promise<BatchResult> {
    const batch = randomUUID();
    return this.#each(batch, plans, async ({ planId, steps }) =>
      this.#service.proposeRun({ planId, steps }, options, batch),
    );
  }

  /** Approves what the caller may approve of each run; orphan files have to be approved one by one. @throws NotFoundError */
  async approve(
    batch: string,
    options: LakehouseServiceOptions,
  ): Promise<BatchResult> {
    const ids = await this.#runsOf(batch, ['proposed'], options);
    return this.#each(batch, ids, async id =>
      this.#service.approveRun(id, {}, options),
    );
  }

  /** Cancels all that have not ended. @throws NotFoundError */
  async cancel(
    batch: string,
    request: CancelRunRequest,
    options: LakehouseServiceOptions,
  ): Promise<BatchResult> {
    const ids = await this.#runsOf(
      batch,
      ['proposed', 'approved', 'running'],
      options,
    );
    return this.#each(batch, ids, async id =>
      this.#service.cancelRun(id, request, options),
    );
  }

  async #tablesOf(
    request: BulkPlanRequest,
    options: LakehouseServiceOptions,
  ): Promise<{ tables: TableRef[]; matching: number }> {
    const { tables, filter } = request;
    if ((tables === undefined) === (filter === undefined)) {
      throw new InputError('Name either tables or a filter');
    }
    if (tables) {
      const distinct = new Map(tables.map(table => [keyOf(table), table]));
      return { tables: [...distinct.values()], matching: distinct.size };
    }
    const limit = Math.min(request.limit ?? MOST, MOST);
    const page = await this.#service.listDue({ ...filter, limit }, options);
    return {
      tables: page.items.map(({ lakehouse, schema, table }) => ({
        lakehouse,
        schema,
        table,
      })),
      matching: page.total,
    };
  }

  async #planOne(
    table: TableRef,
    operations: MaintenanceOperation[] | undefined,
    options: LakehouseServiceOptions,
  ): Promise<BulkPlanItem> {
    try {
      const document = await this.#service.createPlan(table, options);
      return itemOf(document, operations);
    } catch (error) {
      options.signal?.throwIfAborted();
      const { name, message } = toError(error);
      return { ...table, steps: [], error: { name, message } };
    }
  }

  async #runsOf(
    batch: string,
    states: Array<RunDetail['summary']['state']>,
    options: LakehouseServiceOptions,
  ): Promise<string[]> {
    const { items } = await this.#service.listRuns(
      { batch, limit: PAGE },
      options,
    );
    if (items.length === 0) {
      throw new NotFoundError(`There is no batch "${batch}"`);
    }
    return items
      .filter(({ state }) => states.includes(state))
      .map(({ id }) => id);
  }

  /** One after the other, so that the order of the request is that in which they begin. */
  async #each<T>(
    batch: string,
    asked: readonly T[],
    act: (one: T) => Promise<RunDetail>,
  ): Promise<BatchResult> {
    const results: BatchResult['results'] = [];
    for (const one of asked) {
      const about =
        typeof one === 'string'
          ? { runId: one }
          : { planId: (one as { planId: string }).planId };
      try {
        const { summary } = await act(one);
        results.push({ ...about, runId: summary.id, run: summary });
      } catch (error) {
        const { name, message } = toError(error);
        results.push({ ...about, error: { name, message } });
      }
    }
    refuseIfAllDenied(results);
    return {
      batch,
      results,
      done: results.filter(result => !result.error).length,
      failed: results.filter(result => result.error).length,
    };
  }
}

function itemOf(
  { id, plan, engine, ...rest }: PlanDocument,
  operations: MaintenanceOperation[] | undefined,
): BulkPlanItem {
  const wanted = plan.steps.filter(
    step => operations?.includes(step.operation) ?? true,
  );
  // With those that they were planned for.
  const needed = new Set(wanted.flatMap(({ needs = [] }) => needs));
  const steps = plan.steps.filter(
    step => wanted.includes(step) || needed.has(step.id),
  );
  return {
    lakehouse: rest.lakehouse,
    schema: rest.schema,
    table: rest.table,
    planId: id,
    engine,
    steps: steps.map(step => ({
      id: step.id,
      operation: step.operation,
      title: step.title,
      approval: step.approval,
      destructive: step.destructive,
      units: step.units.length,
      writtenBytes: step.cost.writtenBytes,
      freedBytes: step.benefit.freedBytes ?? '0',
    })),
    scoreBefore: plan.scoreBefore,
    scoreAfter: steps.length > 0 ? steps.at(-1)?.scoreAfter : undefined,
    ...(steps.length === 0 && {
      declined:
        plan.declined[0]?.reason ?? 'None of what was asked for is due.',
    }),
  };
}

function totalsOf(items: BulkPlanItem[]): BulkPlan['totals'] {
  const steps = items.flatMap(item => item.steps);
  const sum = (values: string[]) =>
    values.reduce((total, value) => total + BigInt(value), 0n).toString();
  return {
    toDo: items.filter(item => item.steps.length > 0).length,
    nothingDue: items.filter(item => !item.error && item.steps.length === 0)
      .length,
    failed: items.filter(item => item.error).length,
    steps: steps.length,
    destructiveSteps: steps.filter(step => step.destructive).length,
    writtenBytes: sum(steps.map(step => step.writtenBytes)),
    freedBytes: sum(steps.map(step => step.freedBytes)),
  };
}

/** Whoever may do nothing of it is told so, as for one table. */
function refuseIfAllDenied(
  results: ReadonlyArray<{ error?: { name: string; message: string } }>,
): void {
  const [first] = results;
  if (
    first?.error &&
    results.every(result => result.error?.name === 'NotAllowedError')
  ) {
    throw new NotAllowedError(first.error.message);
  }
}

function keyOf({ lakehouse, schema, table }: TableRef): string {
  return JSON.stringify([lakehouse, schema, table]);
}
