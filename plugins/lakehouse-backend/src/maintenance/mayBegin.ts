import type {
  MaintenanceUnit,
  StartDecision,
} from '@lakehouse-portal/maintenance';
import type { TableRef } from '@lakehouse-portal/plugin-lakehouse-common';
import { bytesOfUnit } from './bytesOfUnit';
import type { RunContext } from './RunContext';
import type { RunClaim } from './RunStore';

/** Whether a unit, as it would be run now, may be begun; its bytes are set aside in the budget of the window then. */
export async function mayBegin(
  {
    store,
    paces,
    now,
    claim,
    ref,
  }: Pick<RunContext, 'store' | 'paces' | 'now'> & {
    claim: RunClaim;
    ref: TableRef;
  },
  { position, unit }: { position: number; unit: MaintenanceUnit },
): Promise<StartDecision> {
  const bytes = bytesOfUnit(unit);
  return store.reserve(claim, { position, bytes }, await paces.of(ref), now());
}
