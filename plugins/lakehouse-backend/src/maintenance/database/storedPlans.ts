import { randomUUID } from 'node:crypto';
import { NotFoundError } from '@backstage/errors';
import type { MaintenancePlan } from '@lakehouse-portal/maintenance';
import type { PlanDocument } from '@lakehouse-portal/plugin-lakehouse-common';
import type { Knex } from 'knex';
import { packDocument, unpackDocument } from '../../database/documents';
import { isoTime } from '../../isoTime';
import type { PlanRow } from './maintenanceRows';

const PLAN_LIFE_MS = 7 * 24 * 60 * 60 * 1000;

/** Keeps a plan for a week, and removes those that are older. */
export async function savePlan(
  knex: Knex,
  plan: Omit<PlanDocument, 'id' | 'expiresAt'>,
): Promise<PlanDocument> {
  const id = randomUUID();
  const createdAt = Date.parse(plan.createdAt);
  await knex<PlanRow>('lakehouse_maintenance_plans')
    .where('created_at', '<', createdAt - PLAN_LIFE_MS)
    .delete();
  await knex<PlanRow>('lakehouse_maintenance_plans').insert({
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

/** @throws NotFoundError when there is none, or it has expired. */
export async function getPlan(
  knex: Knex,
  id: string,
  nowMs: number,
): Promise<PlanDocument> {
  const row = await knex<PlanRow>('lakehouse_maintenance_plans')
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
