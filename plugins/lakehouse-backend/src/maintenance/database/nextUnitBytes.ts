import type { MaintenanceUnit } from '@lakehouse-portal/maintenance';
import type { Knex } from 'knex';
import { unpackDocument } from '../../database/documents';
import { bytesOfUnit } from '../bytesOfUnit';
import type { UnitRow } from './maintenanceRows';

/** Bytes that the next unit of a run rewrites, by its plan; 0 when it rewrites no data, or none is left. */
export async function nextUnitBytes(
  knex: Knex,
  runId: string,
): Promise<bigint> {
  const row = await knex<UnitRow>('lakehouse_maintenance_units')
    .where({ run_id: runId })
    .whereIn('state', ['waiting', 'running'])
    .orderBy('position')
    .first('operation', 'unit');
  if (row?.operation !== 'rewrite-data-files') {
    return 0n;
  }
  return bytesOfUnit(await unpackDocument<MaintenanceUnit>(row.unit));
}
