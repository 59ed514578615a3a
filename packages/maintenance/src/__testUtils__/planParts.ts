import type { PartitionStatistics } from '@lakehouse-portal/table-metadata';
import type {
  DeclinedStep,
  MaintenanceOperation,
  MaintenancePlan,
  RewriteDataFilesUnit,
} from '../model';
import { dayOf } from './planInputOf';

/** An unpartitioned table of so many files. */
export function whole(
  dataFiles: number,
  fileBytes: number,
  deletes = 0,
  rowsPerFile = 1000,
): PartitionStatistics[] {
  return [
    dayOf(0, dataFiles, fileBytes, {
      dataRecords: BigInt(dataFiles * rowsPerFile),
      partition: '',
      startMs: undefined,
      positionDeleteFiles: deletes,
      deleteRecords: BigInt(deletes * 900),
    }),
  ];
}

/** Why a plan does not do an operation. */
export function declinedOf(
  plan: MaintenancePlan,
  operation: MaintenanceOperation,
): DeclinedStep | undefined {
  return plan.declined.find(one => one.operation === operation);
}

/** The pieces of its compaction. */
export function rewritesOf(plan: MaintenancePlan): RewriteDataFilesUnit[] {
  return plan.steps.flatMap(({ units }) =>
    units.flatMap(unit =>
      unit.operation === 'rewrite-data-files' ? [unit] : [],
    ),
  );
}
