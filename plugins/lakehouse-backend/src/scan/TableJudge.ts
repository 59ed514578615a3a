import { createHash } from 'node:crypto';
import {
  dueMaintenance,
  type ApprovalRule,
  type DueInput,
  type MaintenanceOperation,
  type MaintenancePolicy,
} from '@lakehouse-portal/maintenance';
import {
  dueSnapshots,
  judge,
  speedDimensionIds,
  type EndedRun,
  type HealthInput,
  type SpeedCalibration,
} from '@lakehouse-portal/table-health';
import type { Calibrations } from '../calibration';
import type {
  FileStatistics,
  Snapshot,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';
import type { ConnectionConfig, PoliciesConfig } from '../config';
import type { KnownOrphans, StoredSchema, Verdict } from '../database';
import { maintenanceRulesOf } from './maintenanceRulesOf';
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

  readonly #calibrations: Pick<Calibrations, 'of' | 'refresh'> | undefined;

  /**
   * @param approvals - What configuration says where policies of maintenance leave it open.
   * @param calibrations - Left out: the curves hold as they are.
   */
  constructor(
    policies: PoliciesConfig,
    approvals: Partial<Record<MaintenanceOperation, ApprovalRule>> = {},
    calibrations?: Pick<Calibrations, 'of' | 'refresh'>,
  ) {
    this.#policies = policies;
    this.#approvals = approvals;
    this.#calibrations = calibrations;
  }

  /** To be called before tables of a lakehouse are judged, so that what its queries say by now counts. */
  async prepare(connection: ConnectionConfig): Promise<void> {
    await this.#calibrations?.refresh(connection);
  }

  /** What the queries of a lakehouse say of the curves. */
  calibrationOf({
    name,
  }: Pick<ConnectionConfig, 'name'>): SpeedCalibration | undefined {
    return this.#calibrations?.of(name);
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

  /** Snapshots of a table that its policy has let go. */
  dueSnapshotsOf(table: {
    connection: ConnectionConfig;
    schema: StoredSchema;
    name: string;
    metadata: TableMetadata;
    nowMs: number;
  }): Snapshot[] {
    const { connection, schema, name, metadata, nowMs } = table;
    const { layer } = resolveTraits({ connection, schema, name, metadata });
    return dueSnapshots(
      metadata,
      this.policyOf({ connection, schema: schema.name, name, layer, metadata }),
      nowMs,
    );
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

  /** See {@link policyKeyOf}. Factors of the curves are part of it: verdicts by other ones are not comparable. */
  keyOf(connection: ConnectionConfig, schema: StoredSchema): string {
    const key = policyKeyOf(this.#policies, connection, schema);
    const calibration = this.calibrationOf(connection);
    if (!calibration) {
      return key;
    }
    const factors = speedDimensionIds.map(id => calibration.dimensions[id]);
    return createHash('sha256')
      .update(JSON.stringify([key, factors]))
      .digest('hex');
  }

  judge(table: {
    connection: ConnectionConfig;
    schema: StoredSchema;
    name: string;
    metadata: TableMetadata;
    statistics?: FileStatistics;
    oldSnapshotBytes?: number;
    oldSnapshotFiles?: number;
    /** What goes with the snapshots that are due, see `readReclaimable`. */
    reclaimableBytes?: number;
    reclaimableFiles?: number;
    /** What the last listing of its folder found. */
    orphans?: KnownOrphans;
    /** How its last runs of maintenance ended. */
    runs?: EndedRun[];
    /** Who maintains it; `none`: nobody. Absent: not known. */
    engine?: DueInput['engine'];
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
    const maintenance = this.maintenanceOf({
      connection,
      schema: schema.name,
      name,
      layer: traits.layer,
    });
    const input: HealthInput = {
      metadata,
      files: table.statistics,
      oldSnapshotBytes: table.oldSnapshotBytes,
      oldSnapshotFiles: table.oldSnapshotFiles,
      reclaimableBytes: table.reclaimableBytes,
      reclaimableFiles: table.reclaimableFiles,
      runs: table.runs,
      calibration: this.calibrationOf(connection),
      ...(orphans && orphans.tableUuid === metadata.tableUuid && { orphans }),
      tableName: {
        catalog: connection.name,
        namespace: schema.name.split('.'),
        table: name,
      },
      nowMs,
    };
    const health = judge(input, policy);
    return {
      traits,
      health,
      policyKey: this.keyOf(connection, schema),
      judgedAt: nowMs,
      due: dueMaintenance(health, maintenance, this.#approvals, {
        input: {
          ...input,
          policy,
          rules: maintenanceRulesOf(maintenance, this.#approvals),
        },
        engine: table.engine,
        orphansDeclined: orphans?.declined,
      }),
    };
  }
}
