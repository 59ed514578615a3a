import type { MaintenancePlan } from '@lakehouse-portal/maintenance';
import { packDocument } from '../../database/documents';
import { storableText } from '../../database/storableText';
import { labelOfUnit } from '../labelOfUnit';
import type { UnitRow } from './maintenanceRows';

/** The units of a plan as rows of a new run, all of them waiting. */
export async function unitRowsOf(
  runId: string,
  plan: MaintenancePlan,
): Promise<UnitRow[]> {
  const units: UnitRow[] = [];
  for (const step of plan.steps) {
    for (const unit of step.units) {
      units.push({
        run_id: runId,
        position: units.length,
        step_id: step.id,
        operation: step.operation,
        label: storableText(labelOfUnit(unit)),
        unit: await packDocument(unit),
        state: 'waiting',
        attempts: 0,
        intent: null,
        outcome: null,
        reason: null,
        found_done: false,
        started_at: null,
        finished_at: null,
      });
    }
  }
  return units;
}
