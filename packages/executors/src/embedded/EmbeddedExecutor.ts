import type { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import {
  ExecutorError,
  UNIT_SUMMARY_KEY,
  type ContentChecksum,
  type ExecutorCapability,
  type ExecutorTable,
  type ExpiryPreview,
  type MaintenanceExecutor,
  type MaintenanceOperation,
  type MaintenanceUnit,
  type OrphanListing,
  type UnitOutcome,
  type UnitProgress,
} from '@lakehouse-portal/maintenance';
import { expireEmbedded, previewEmbeddedExpiry } from './expireEmbedded';
import { removeEmbeddedOrphans } from './removeEmbeddedOrphans';
import { toExecutorError, toOrphansUnknown } from './toExecutorError';

const CAPABILITIES: Record<MaintenanceOperation, ExecutorCapability> = {
  'set-properties': { supported: true },
  'rewrite-data-files': {
    supported: true,
    note: 'Meant for tables of a few gigabytes: all rows of a partition go through one process. A unit that has begun can not be broken off.',
  },
  'rewrite-manifests': { supported: true },
  'drop-extended-stats': {
    supported: false,
    note: 'The engine of the embedded lakehouse neither makes nor reads statistics of this kind.',
  },
  'expire-snapshots': { supported: true },
  'remove-orphan-files': { supported: true },
};

/**
 * Maintains tables of an embedded lakehouse, in this process.
 * @public
 */
export class EmbeddedExecutor implements MaintenanceExecutor {
  readonly engine = 'embedded';
  readonly capabilities = CAPABILITIES;
  readonly #lakehouse: EmbeddedLakehouse;

  static create(options: { lakehouse: EmbeddedLakehouse }): EmbeddedExecutor {
    return new EmbeddedExecutor(options.lakehouse);
  }

  private constructor(lakehouse: EmbeddedLakehouse) {
    this.#lakehouse = lakehouse;
  }

  /**
   * Runs a unit to its end: an abort is noticed before it begins only, since the engine can't be stopped in the middle
   * without leaving files behind.
   */
  async run(
    table: ExecutorTable,
    unit: MaintenanceUnit,
    options: {
      signal?: AbortSignal;
      onProgress?: (progress: UnitProgress) => void;
      key?: string;
    } = {},
  ): Promise<UnitOutcome> {
    options.signal?.throwIfAborted();
    options.onProgress?.({ share: 0, activity: unit.operation });
    return guarded(() => this.#run(nameOf(table), unit, options.key));
  }

  /** @throws OrphansUnknownError with the reason why none may go. */
  async listOrphanFiles(
    table: ExecutorTable,
    options: { olderThanMs: number; signal?: AbortSignal },
  ): Promise<OrphanListing> {
    options.signal?.throwIfAborted();
    try {
      const { orphans } = await this.#lakehouse.removeOrphanFiles(
        nameOf(table),
        {
          // Young ones too: a plan says how many of them it leaves alone.
          olderThanMs: Math.max(options.olderThanMs, Date.now()),
          allowYoung: true,
          dryRun: true,
        },
      );
      return {
        files: orphans.map(({ location, sizeBytes, modifiedMs }) => ({
          location,
          sizeBytes: BigInt(sizeBytes),
          modifiedMs,
        })),
      };
    } catch (error) {
      throw toOrphansUnknown(error);
    }
  }

  async previewExpiry(
    table: ExecutorTable,
    snapshotIds: readonly string[],
    options: { signal?: AbortSignal } = {},
  ): Promise<ExpiryPreview> {
    options.signal?.throwIfAborted();
    return guarded(() =>
      previewEmbeddedExpiry(this.#lakehouse, nameOf(table), snapshotIds),
    );
  }

  async checksum(
    table: ExecutorTable,
    options: { snapshotId?: string; signal?: AbortSignal } = {},
  ): Promise<ContentChecksum> {
    options.signal?.throwIfAborted();
    return guarded(async () => {
      const { rows, checksum } = await this.#lakehouse.contentChecksum(
        nameOf(table),
        { snapshotId: options.snapshotId },
      );
      return { rows: rows.toString(), checksum };
    });
  }

  async rollback(
    table: ExecutorTable,
    snapshotId: string,
    options: { signal?: AbortSignal } = {},
  ): Promise<void> {
    options.signal?.throwIfAborted();
    await guarded(() => this.#lakehouse.rollback(nameOf(table), snapshotId));
  }

  async #run(
    table: TableIdentifier,
    unit: MaintenanceUnit,
    key: string | undefined,
  ): Promise<UnitOutcome> {
    const lakehouse = this.#lakehouse;
    const summary = key === undefined ? undefined : { [UNIT_SUMMARY_KEY]: key };
    switch (unit.operation) {
      case 'set-properties':
        await lakehouse.setProperties(
          table,
          Object.fromEntries(
            Object.entries(unit.properties).map(([name, value]) => [
              name,
              value ?? undefined,
            ]),
          ),
        );
        return {};
      case 'rewrite-data-files': {
        const { partition } = unit;
        const result = await lakehouse.rewriteDataFiles(table, {
          ...(partition && {
            partition: { specId: partition.specId, path: partition.label },
          }),
          targetFileSizeBytes: unit.targetFileSizeBytes,
          minFileSizeBytes: Math.min(
            unit.minFileSizeBytes,
            unit.targetFileSizeBytes,
          ),
          // A plan merges small files: to split large ones as well would rewrite more than was approved.
          maxFileSizeBytes: Infinity,
          minInputFiles: 2,
          rewriteAll: unit.rewriteAll,
          summary,
        });
        return {
          snapshotId: result.snapshotId,
          removedDataFiles: result.rewrittenDataFiles,
          addedDataFiles: result.addedDataFiles,
          rewrittenBytes: result.rewrittenBytes.toString(),
        };
      }
      case 'rewrite-manifests': {
        const { snapshotId } = await lakehouse.rewriteManifests(table, {
          targetSizeBytes: unit.targetSizeBytes,
          summary,
        });
        return { snapshotId };
      }
      case 'expire-snapshots':
        return expireEmbedded(lakehouse, table, unit);
      case 'remove-orphan-files':
        return removeEmbeddedOrphans(lakehouse, table, unit);
      default:
        throw new ExecutorError(
          `There is no operation ${JSON.stringify(
            (unit as { operation: unknown }).operation,
          )}.`,
          { nothingChanged: true },
        );
    }
  }
}

/** Not as one text: names may have dots. */
interface TableIdentifier {
  namespace: string;
  name: string;
}

function nameOf({ namespace, name }: ExecutorTable): TableIdentifier {
  return { namespace, name };
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toExecutorError(error);
  }
}
