import type { ApprovalRules } from '@lakehouse-portal/maintenance';
import type { TableRef } from '@lakehouse-portal/plugin-lakehouse-common';
import { orUnavailable } from '../services/orUnavailable';
import type { MaintainedTables } from './MaintainedTables';
import type { TablePlanner } from './TablePlanner';

/** What the policies say at this moment of who has to approve what of a table. @throws NotFoundError, ServiceUnavailableError */
export async function currentRules(
  {
    tables,
    planner,
  }: {
    tables: Pick<MaintainedTables, 'find' | 'readMetadata'>;
    planner: Pick<TablePlanner, 'approvals'>;
  },
  ref: TableRef,
  signal?: AbortSignal,
): Promise<ApprovalRules> {
  const table = await tables.find(ref, signal);
  return orUnavailable(`The table ${ref.schema}.${ref.table}`, async () =>
    planner.approvals({
      ...table,
      metadata: (await tables.readMetadata(table, signal)).metadata,
    }),
  );
}
