import type {
  ApprovalRule,
  ApprovalRules,
  MaintenancePlan,
  MaintenanceUnit,
  PlannedStep,
} from '@lakehouse-portal/maintenance';
import {
  isDestructive,
  maintenanceOperations,
} from '@lakehouse-portal/maintenance';
import type { TablePlanner, TableToPlan } from '../maintenance';
import { isoTime } from '../isoTime';

/** Makes simple plans: compacts each partition with more than one file, then manifests, then lets all but the newest snapshot expire. */
export class TestPlanner implements TablePlanner {
  approval: PlannedStep['approval'] = 'one';
  /** What the policy says by now, where it is not what plans say. */
  rules: Partial<ApprovalRules['approvals']> = {};
  /** Further units, by whoever tests something special. */
  more: (table: TableToPlan) => Promise<MaintenanceUnit[]> = async () => [];
  /** What the fresh plan says before each step; thrown when it is an error. */
  calls = 0;

  async approvals(): Promise<ApprovalRules> {
    return {
      approvals: {
        ...(Object.fromEntries(
          maintenanceOperations.map(operation => [operation, this.approval]),
        ) as Record<MaintenanceUnit['operation'], ApprovalRule>),
        ...this.rules,
      },
    };
  }

  async plan(table: TableToPlan): Promise<MaintenancePlan> {
    this.calls += 1;
    const { metadata, files, nowMs } = table;
    const units: MaintenanceUnit[] = [];
    for (const partition of files?.partitionStatistics ?? []) {
      if (partition.dataFiles > 1) {
        units.push({
          operation: 'rewrite-data-files',
          ...(partition.partition && {
            partition: {
              specId: partition.specId,
              label: partition.partition,
              fields: [],
            },
          }),
          targetFileSizeBytes: 128 * 1024 * 1024,
          minFileSizeBytes: 96 * 1024 * 1024,
          rewriteAll: false,
          predicted: {
            filesBefore: partition.dataFiles,
            filesAfter: 1,
            rewrittenBytes: partition.dataBytes.toString(),
            deleteFilesBefore: 0,
            deleteFilesAfter: 0,
          },
        });
      }
    }
    units.sort((a, b) => labelOf(a).localeCompare(labelOf(b)));
    const manifests = files?.manifests.data ?? 0;
    if (manifests > 1) {
      units.push({
        operation: 'rewrite-manifests',
        targetSizeBytes: 8 * 1024 * 1024,
        predicted: { manifestsBefore: manifests, manifestsAfter: 1 },
      });
    }
    const old = metadata.snapshots.filter(
      one =>
        one.snapshotId !== metadata.currentSnapshotId &&
        !metadata.refs.some(ref => ref.snapshotId === one.snapshotId),
    );
    if (old.length > 0) {
      units.push({
        operation: 'expire-snapshots',
        olderThanMs: nowMs,
        retainLast: 1,
        snapshotIds: old.map(one => one.snapshotId),
      });
    }
    units.push(...(await this.more(table)));
    return {
      table: {
        uuid: metadata.tableUuid ?? '',
        snapshotId: metadata.currentSnapshotId,
        metadataLocation: metadata.metadataLocation,
      },
      plannedAt: isoTime(nowMs),
      steps: this.#stepsOf(units),
      declined: [],
    };
  }

  #stepsOf(units: MaintenanceUnit[]): PlannedStep[] {
    const operations = [...new Set(units.map(unit => unit.operation))];
    return operations.map((operation, index) => ({
      id: `${index + 1}-${operation}`,
      operation,
      title: operation,
      reason: 'A test wants it',
      units: units.filter(unit => unit.operation === operation),
      cost: { readBytes: '0', writtenBytes: '0' },
      benefit: {},
      destructive: isDestructive(operation),
      approval: this.approval,
    }));
  }
}

function labelOf(unit: MaintenanceUnit): string {
  return unit.operation === 'rewrite-data-files'
    ? unit.partition?.label ?? ''
    : '';
}
