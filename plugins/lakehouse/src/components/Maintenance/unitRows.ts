import type { RunDetail } from '@lakehouse-portal/plugin-lakehouse-common';

type Unit = RunDetail['run']['plan']['steps'][number]['units'][number];
type RunUnit = RunDetail['units'][number];

/** A piece of a step as a row: what it is about, its files or bytes, and in a run what became of it. */
export interface UnitRow {
  key: string;
  /** A partition, a file, a property; undefined: the whole table. */
  label: string | undefined;
  files?: { before: number; after: number };
  deleteFiles?: { before: number; after: number };
  bytes?: bigint;
  /** Value that a property gets; `null`: it is removed. */
  value?: string | null;
  /** Value that it had before the run set it; `null`: it was not set. */
  before?: string | null;
  state?: RunUnit['state'];
  /** Why it was skipped, failed, or waits. */
  reason?: string;
}

/** Pieces of a step, one by one. Snapshots are none of them: what they are, the table's metadata says. */
export function unitRows(
  planned: readonly Unit[],
  run: readonly RunUnit[] = [],
): UnitRow[] {
  return planned.flatMap((unit, index): UnitRow[] => {
    switch (unit.operation) {
      case 'set-properties':
        return Object.entries(unit.properties).map(([key, value]) => ({
          key,
          label: key,
          value,
          before: formerValue(run, key),
        }));
      case 'rewrite-data-files': {
        const { partition, predicted } = unit;
        const now = run.find(({ unit: other }) =>
          isSamePartition(other, partition),
        );
        return [
          {
            key: String(index),
            label: partition?.label,
            files: {
              before: predicted.filesBefore,
              after: predicted.filesAfter,
            },
            deleteFiles: {
              before: predicted.deleteFilesBefore,
              after: predicted.deleteFilesAfter,
            },
            bytes: BigInt(predicted.rewrittenBytes),
            state: now?.state,
            reason: now?.reason,
          },
        ];
      }
      case 'drop-extended-stats':
      case 'remove-orphan-files':
        return unit.files.map(({ location, sizeBytes }) => ({
          key: location,
          label: location,
          bytes: BigInt(sizeBytes),
        }));
      default:
        return [];
    }
  });
}

/** What a property was before the run set it; undefined where it has not. */
function formerValue(
  run: readonly RunUnit[],
  key: string,
): string | null | undefined {
  return run
    .map(({ unit }) =>
      unit.operation === 'set-properties' ? unit.before?.[key] : undefined,
    )
    .find(value => value !== undefined);
}

function isSamePartition(
  unit: Unit,
  partition: Extract<Unit, { operation: 'rewrite-data-files' }>['partition'],
): boolean {
  return (
    unit.operation === 'rewrite-data-files' &&
    unit.partition?.specId === partition?.specId &&
    unit.partition?.label === partition?.label
  );
}
