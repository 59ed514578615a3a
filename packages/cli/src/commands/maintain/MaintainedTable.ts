import { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import { EmbeddedExecutor } from '@lakehouse-portal/executors';
import type {
  MaintenanceOperation,
  MaintenancePlan,
  PlanInput,
  StartDecision,
} from '@lakehouse-portal/maintenance';
import {
  describePolicy,
  mayStart,
  OrphansUnknownError,
  planMaintenance,
  snapshotsDue,
} from '@lakehouse-portal/maintenance';
import { judge, resolvePolicy } from '@lakehouse-portal/table-health';
import {
  inspectTable,
  LocalFileIO,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';
import type { ConfiguredTable } from '../../config/ConfiguredTable';
import type { LoadedConfig } from '../../config/loadConfig';
import {
  type AppliedMaintenance,
  maintenanceOf,
} from '../../config/maintenanceOf';
import { leaveToTwo } from './leaveToTwo';

/** A table of an embedded lakehouse, with what maintains it. */
export class MaintainedTable {
  readonly executor: EmbeddedExecutor;
  readonly name: { namespace: string; name: string };
  readonly #lakehouse: EmbeddedLakehouse;
  readonly #configured: ConfiguredTable;
  readonly #config: LoadedConfig;

  /** Opens the engine too, which the other commands do without. */
  static async open(
    configured: ConfiguredTable,
    where: { directory: string; catalogName: string },
    config: LoadedConfig,
  ): Promise<MaintainedTable> {
    const lakehouse = await EmbeddedLakehouse.open({
      directory: where.directory,
      name: where.catalogName,
    });
    return new MaintainedTable(
      lakehouse,
      EmbeddedExecutor.create({ lakehouse }),
      configured,
      config,
    );
  }

  private constructor(
    lakehouse: EmbeddedLakehouse,
    executor: EmbeddedExecutor,
    configured: ConfiguredTable,
    config: LoadedConfig,
  ) {
    this.#lakehouse = lakehouse;
    this.#configured = configured;
    this.#config = config;
    this.executor = executor;
    this.name = { namespace: configured.namespace, name: configured.table };
  }

  async metadata(): Promise<TableMetadata> {
    return (await this.#lakehouse.loadTable(this.name)).metadata;
  }

  /** The plan that would be made now, of what one person may do. */
  async plan(operations?: MaintenanceOperation[]): Promise<MaintenancePlan> {
    const nowMs = Date.now();
    const { metadata, files, policy, applied } = await this.#read();
    const due = snapshotsDue(metadata, policy, nowMs);
    const wants = (operation: MaintenanceOperation) =>
      operations?.includes(operation) ?? true;
    const input: PlanInput = {
      metadata,
      files,
      policy,
      nowMs,
      rules: applied.rules,
      appliedPolicy: describePolicy(applied.policy, policy, applied.approvals),
      engine: {
        name: this.executor.engine,
        capabilities: this.executor.capabilities,
      },
      ...(wants('expire-snapshots') &&
        due.length > 0 && {
          expiry: await this.executor.previewExpiry(
            this.name,
            due.map(({ snapshotId }) => snapshotId),
          ),
        }),
      ...(wants('remove-orphan-files') && (await this.#orphans(nowMs))),
      ...(operations && { operations, evenIfLittle: true }),
    };
    return leaveToTwo(planMaintenance(input), applied, only =>
      planMaintenance({ ...input, operations: only }),
    );
  }

  /** Whether the policy lets work begin now, or else why not. */
  async mayStart(): Promise<StartDecision> {
    const { policy } = this.#applied(await this.metadata());
    return mayStart({
      policy,
      nowMs: Date.now(),
      running: 0,
      usedBytes: 0n,
      nextBytes: 0n,
    });
  }

  /** 0 to 100; undefined where it is not known. */
  async score(): Promise<number | undefined> {
    const { metadata, files, policy } = await this.#read();
    return judge({ metadata, files, nowMs: Date.now() }, policy).score;
  }

  async close(): Promise<void> {
    await this.#lakehouse.close();
  }

  /** Orphan files, or why nobody knows of them. */
  async #orphans(
    nowMs: number,
  ): Promise<Pick<PlanInput, 'orphanFiles' | 'orphansUnknown'>> {
    try {
      const found = await this.executor.listOrphanFiles(this.name, {
        olderThanMs: nowMs,
      });
      return { orphanFiles: { listedAtMs: nowMs, ...found } };
    } catch (error) {
      if (error instanceof OrphansUnknownError) {
        return { orphansUnknown: error.message };
      }
      throw error;
    }
  }

  async #read() {
    const metadata = await this.metadata();
    const io = await LocalFileIO.create({ roots: [this.#lakehouse.directory] });
    const { files } = await inspectTable(io, metadata);
    const applied = this.#applied(metadata);
    const policy = resolvePolicy({
      layer: this.#layerOf(metadata),
      metadata,
      overrides: [...this.#configured.policies, ...applied.policy.health],
    });
    return { metadata, files, policy, applied };
  }

  #applied(metadata: TableMetadata): AppliedMaintenance {
    const { lakehouse, namespace, table } = this.#configured;
    const layer = this.#layerOf(metadata);
    return maintenanceOf(this.#config, {
      lakehouse,
      schema: namespace,
      table,
      ...(layer !== undefined && { layer }),
    });
  }

  #layerOf({ properties }: TableMetadata): string | undefined {
    return this.#configured.layer ?? properties['lakehouse.layer'];
  }
}
