import {
  dueMaintenance,
  type ApprovalRule,
  type MaintenanceOperation,
  type MaintenancePolicy,
} from '@lakehouse-portal/maintenance';
import { judge, type EndedRun } from '@lakehouse-portal/table-health';
import type {
  FileStatistics,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';
import type { ConnectionConfig, PoliciesConfig } from '../config';
import type { KnownOrphans, StoredSchema, Verdict } from '../database';
import {
  policyKeyOf,
  resolveTableMaintenance,
  resolveTablePolicy,
} from './resolveTablePolicy';
import { resolveTraits } from './resolveTraits';

/** Judges tables by what configuration, schema and the table itself promise. */
export class TableJudge {
  readonly #policies: PoliciesConfig;
  readonly #approvals: Partial<Record<MaintenanceOperation, ApprovalRule>>;

  /** @param approvals - What configuration says where policies of maintenance leave it open. */
  constructor(
    policies: PoliciesConfig,
    approvals: Partial<Record<MaintenanceOperation, ApprovalRule>> = {},
  ) {
    this.#policies = policies;
    this.#approvals = approvals;
  }

  /** The policy of a table. */
  policyOf(table: {
    connection: ConnectionConfig;
    schema: string;
    name: string;
    layer?: string;
    metadata: TableMetadata;
  }) {
    return resolveTablePolicy({
      policies: this.#policies,
      connection: table.connection,
      schema: table.schema,
      name: table.name,
      layer: table.layer,
      metadata: table.metadata,
    });
  }

  /** How a table is to be maintained, each value with the policy that it comes from. */
  maintenanceOf(table: {
    connection: ConnectionConfig;
    schema: string;
    name: string;
    layer?: string;
  }): MaintenancePolicy {
    return resolveTableMaintenance({ ...table, policies: this.#policies });
  }

  /** See {@link policyKeyOf}. */
  keyOf(connection: ConnectionConfig, schema: StoredSchema): string {
    return policyKeyOf(this.#policies, connection, schema);
  }

  judge(table: {
    connection: ConnectionConfig;
    schema: StoredSchema;
    name: string;
    metadata: TableMetadata;
    statistics?: FileStatistics;
    reclaimableBytes?: number;
    reclaimableFiles?: number;
    /** What the last listing of its folder found. */
    orphans?: KnownOrphans;
    /** How its last runs of maintenance ended. */
    runs?: EndedRun[];
    nowMs: number;
  }): Verdict {
    const { connection, schema, name, metadata, orphans, nowMs } = table;
    const traits = resolveTraits({ connection, schema, name, metadata });
    const policy = this.policyOf({
      connection,
      schema: schema.name,
      name,
      layer: traits.layer,
      metadata,
    });
    const health = judge(
      {
        metadata,
        files: table.statistics,
        reclaimableBytes: table.reclaimableBytes,
        reclaimableFiles: table.reclaimableFiles,
        runs: table.runs,
        ...(orphans && orphans.tableUuid === metadata.tableUuid && { orphans }),
        tableName: {
          catalog: connection.name,
          namespace: schema.name.split('.'),
          table: name,
        },
        nowMs,
      },
      policy,
    );
    return {
      traits,
      health,
      policyKey: this.keyOf(connection, schema),
      judgedAt: nowMs,
      due: dueMaintenance(
        health,
        this.maintenanceOf({
          connection,
          schema: schema.name,
          name,
          layer: traits.layer,
        }),
        this.#approvals,
      ),
    };
  }
}
