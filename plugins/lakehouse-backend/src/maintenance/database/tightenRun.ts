import { ConflictError } from '@backstage/errors';
import type {
  MaintenancePlan,
  MaintenanceRun,
} from '@lakehouse-portal/maintenance';
import type { Knex } from 'knex';
import { packDocument } from '../../database/documents';
import { storableText } from '../../database/storableText';
import { addRunEvent } from './addRunEvent';
import type { RunRow } from './maintenanceRows';
import { awaitingOf } from './runColumns';

/** Has a proposed run take more approvals than before. See `RunStore.tighten`. */
export async function tightenRun(
  knex: Knex,
  seen: MaintenanceRun,
  plan: MaintenancePlan,
  reason: string,
  nowMs: number,
): Promise<void> {
  const { id } = seen;
  const packed = await packDocument(plan);
  await knex.transaction(async trx => {
    const changed = await trx<RunRow>('lakehouse_maintenance_runs')
      .where({
        id,
        state: 'proposed',
        approvals: JSON.stringify(seen.approvals),
      })
      .update({
        plan: packed,
        awaiting: awaitingOf({ ...seen, plan }),
        reason: storableText(reason),
      });
    if (changed !== 1) {
      throw new ConflictError(
        `Run "${id}" was changed by somebody else just now; look at it again`,
      );
    }
    await addRunEvent(trx, id, nowMs, { kind: 'note', message: reason });
  });
}
