import type { PacePolicy } from '@lakehouse-portal/maintenance';
import type { TableRef } from '@lakehouse-portal/plugin-lakehouse-common';

/** What holds for the runs of one table, and with which others it shares its limits. */
export interface RunPace {
  policy: PacePolicy;
  /** Runs with the same count for the same `concurrency`. */
  slotScope: string;
  /** Runs with the same count for the same budget. */
  budgetScope: string;
}

/** Says how fast which table may be maintained. */
export interface PaceSource {
  /** @throws NotFoundError when the lakehouse isn't there any more. */
  of(table: TableRef): Promise<RunPace>;
}
