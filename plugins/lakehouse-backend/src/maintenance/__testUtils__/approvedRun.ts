import type { MaintenanceOperation } from '@lakehouse-portal/maintenance';
import type { RunBench } from './RunBench';

export const ORDERS = {
  lakehouse: 'shop',
  schema: 'silver',
  table: 'orders',
};

/** Plans, proposes and approves a run of silver.orders, or of some operations of it. */
export async function approvedRun(
  { store, tables, planner }: Pick<RunBench, 'store' | 'tables' | 'planner'>,
  operations?: MaintenanceOperation[],
): Promise<string> {
  const table = await tables.find(ORDERS);
  const plan = await planner.plan({
    ...table,
    ...(await tables.read(table)),
    nowMs: Date.now(),
  });
  const steps = plan.steps.filter(
    step => operations?.includes(step.operation) ?? true,
  );
  const runId = await store.create({
    table: ORDERS,
    plan: { ...plan, steps },
    title: 'A run',
    createdAt: Date.now(),
    createdBy: 'user:default/ann',
  });
  await store.approve(
    runId,
    () => [
      {
        by: 'user:default/ben',
        at: '2026-11-26T12:00:00.000Z',
        steps: steps.map(step => step.id),
      },
    ],
    { kind: 'approved', message: '' },
    Date.now(),
  );
  return runId;
}
