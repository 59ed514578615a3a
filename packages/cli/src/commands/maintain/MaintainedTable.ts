import { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import { EmbeddedExecutor } from '@lakehouse-portal/executors';
import type {
  MaintenanceExecutor,
  MaintenanceOperation,
  MaintenancePlan,
} from '@lakehouse-portal/maintenance';
import { planMaintenance, snapshotsDue } from '@lakehouse-portal/maintenance';
import { judge, resolvePolicy } from '@lakehouse-portal/table-health';
import {
  inspectTable,
  LocalFileIO,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';
import type { ConfiguredTable } from '../../config/ConfiguredTable';

/** A table of an embedded lakehouse, with what maintains it. */
export class MaintainedTable {
  readonly executor: MaintenanceExecutor;
  readonly name: { namespace: string; name: string };
  readonly #lakehouse: EmbeddedLakehouse;
  readonly #configured: ConfiguredTable;

  /** Opens the engine too, which the other commands do without. */
  static async open(
    configured: ConfiguredTable,
    where: { directory: string; catalogName: string },
  ): Promise<MaintainedTable> {
    const lakehouse = await EmbeddedLakehouse.open({
      directory: where.directory,
      name: where.catalogName,
    });
    return new MaintainedTable(
      lakehouse,
      EmbeddedExecutor.create({ lakehouse }),
      configured,
    );
  }

  private constructor(
    lakehouse: EmbeddedLakehouse,
    executor: MaintenanceExecutor,
    configured: ConfiguredTable,
  ) {
    this.#lakehouse = lakehouse;
    this.#configured = configured;
    this.executor = executor;
    this.name = { namespace: configured.namespace, name: configured.table };
  }

  async metadata(): Promise<TableMetadata> {
    return (await this.#lakehouse.loadTable(this.name)).metadata;
  }

  /** The plan that would be made now. */
  async plan(operations?: MaintenanceOperation[]): Promise<MaintenancePlan> {
    const nowMs = Date.now();
    const { metadata, files, policy } = await this.#read();
    const due = snapshotsDue(metadata, policy, nowMs);
    const wants = (operation: MaintenanceOperation) =>
      operations?.includes(operation) ?? true;
    return planMaintenance({
      metadata,
      files,
      policy,
      nowMs,
      engine: {
        name: this.executor.engine,
        capabilities: this.executor.capabilities,
      },
      ...(wants('expire-snapshots') &&
        due.length > 0 && {
          expiry: await this.executor.previewExpiry?.(
            this.name,
            due.map(({ snapshotId }) => snapshotId),
          ),
        }),
      ...(wants('remove-orphan-files') && {
        orphanFiles: {
          listedAtMs: nowMs,
          ...((await this.executor.listOrphanFiles?.(this.name, {
            olderThanMs: nowMs,
          })) ?? { files: [] }),
        },
      }),
      ...(operations && { operations, evenIfLittle: true }),
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

  async #read() {
    const metadata = await this.metadata();
    const io = await LocalFileIO.create({ roots: [this.#lakehouse.directory] });
    const { files } = await inspectTable(io, metadata);
    const { layer, policies } = this.#configured;
    const policy = resolvePolicy({
      layer: layer ?? metadata.properties['lakehouse.layer'],
      metadata,
      overrides: policies,
    });
    return { metadata, files, policy };
  }
}
