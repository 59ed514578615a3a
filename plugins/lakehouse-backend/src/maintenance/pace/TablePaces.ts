import type {
  MaintenancePolicy,
  PacePolicy,
} from '@lakehouse-portal/maintenance';
import type { PolicyValue } from '@lakehouse-portal/table-health';
import type { TableRef } from '@lakehouse-portal/plugin-lakehouse-common';
import type { LakehouseDirectory } from '../../connectors';
import type { TableStore } from '../../database';
import type { TableJudge } from '../../scan';
import type { PaceSource, RunPace } from './RunPace';

/** Finds the policies that are for a table, by its lakehouse, its layer and its name as the last scan knows them. */
export class TablePaces implements PaceSource {
  readonly #judge: Pick<TableJudge, 'maintenanceOf'>;
  readonly #directory: Pick<LakehouseDirectory, 'get'>;
  readonly #tables: Pick<TableStore, 'find'>;

  constructor(options: {
    judge: Pick<TableJudge, 'maintenanceOf'>;
    directory: Pick<LakehouseDirectory, 'get'>;
    tables: Pick<TableStore, 'find'>;
  }) {
    this.#judge = options.judge;
    this.#directory = options.directory;
    this.#tables = options.tables;
  }

  /** The policy as a whole. @throws NotFoundError when the lakehouse isn't there any more. */
  async policyOf(ref: TableRef): Promise<MaintenancePolicy> {
    const connection = await this.#directory.get(ref.lakehouse);
    const known = await this.#tables.find(ref);
    return this.#judge.maintenanceOf({
      connection,
      schema: ref.schema,
      name: ref.table,
      layer: known?.summary.layer,
    });
  }

  async of(ref: TableRef): Promise<RunPace> {
    return paceOf(await this.policyOf(ref), ref.lakehouse);
  }
}

/** Tables share a limit with all others for which the same policy says it; where none does, with those of their lakehouse. */
export function paceOf(policy: PacePolicy, lakehouse: string): RunPace {
  const scopeOf = ({ source }: PolicyValue<unknown>) =>
    source.kind === 'policy' ? source.label : `lakehouse ${lakehouse}`;
  return {
    policy,
    slotScope: scopeOf(policy.concurrency),
    budgetScope: scopeOf(policy.maxWindowBytes),
  };
}
