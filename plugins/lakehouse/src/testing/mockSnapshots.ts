import type {
  GrowthPoint,
  SnapshotComparison,
  SnapshotLine,
  TableRef,
  TableSnapshots,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { ago } from './mockTime';

const COUNT = 120;
const FILE_BYTES = 145_600_000;
const REFS: Record<number, string[]> = {
  [COUNT - 1]: ['main'],
  96: ['audit-gdpr'],
  28: ['end-of-october'],
};
const ADDED_FILES: Record<string, number> = { delete: 0, replace: 440 };

/** Snapshot ids beyond 2^53, as real ones are. */
function snapshotId(index: number): string {
  return (7_420_192_837_465_500_000n + BigInt(index) * 97_003n).toString();
}

function operation(index: number): string {
  if (index % 40 === 39) {
    return 'replace';
  }
  if (index % 7 === 3) {
    return 'delete';
  }
  return index % 5 === 2 ? 'overwrite' : 'append';
}

function line(index: number): SnapshotLine {
  const op = operation(index);
  const compaction = op === 'replace';
  const totalDataFiles = 2_000 + (index % 40) * 22;
  return {
    snapshotId: snapshotId(index),
    parentSnapshotId: index > 0 ? snapshotId(index - 1) : '1119283746550000001',
    parentExpired: index === 0,
    committedAt: ago((COUNT - index) * 6, 'h'),
    operation: op,
    schemaId: index > 80 ? 4 : 3,
    onMain: index !== 96,
    refs: REFS[index] ?? [],
    addedRecords: op === 'delete' ? 0 : 41_204,
    deletedRecords: op === 'append' ? 0 : 218,
    addedDataFiles: ADDED_FILES[op] ?? 3,
    deletedDataFiles: compaction ? 1_290 : 0,
    addedDeleteFiles: op === 'delete' || op === 'overwrite' ? 11 : 0,
    removedDeleteFiles: compaction ? 410 : 0,
    addedBytes: 412_000_000,
    removedBytes: compaction ? 9_000_000_000 : 0,
    totalRecords: 1_780_000_000 + index * 670_000,
    totalDataFiles,
    totalDeleteFiles: (index % 40) * 11,
    totalBytes: totalDataFiles * FILE_BYTES,
    writtenBy: compaction ? 'spark 3.5.3' : 'orders-cdc',
    summary: {
      'engine-name': compaction ? 'spark' : 'flink',
      'total-data-files': String(totalDataFiles),
    },
  };
}

const LINES = Array.from({ length: COUNT }, (_, index) =>
  line(index),
).reverse();

function growth(): GrowthPoint[] {
  return [...LINES].reverse().map(snapshot => ({
    snapshotId: snapshot.snapshotId,
    at: snapshot.committedAt,
    operation: snapshot.operation,
    records: snapshot.totalRecords,
    dataFiles: snapshot.totalDataFiles,
    deleteFiles: snapshot.totalDeleteFiles,
    sizeBytes: snapshot.totalBytes,
  }));
}

/** Snapshots of a table: 120 commits in 30 days, two compactions, a branch and a tag. */
export function mockSnapshots(
  ref: TableRef,
  page?: { offset?: number; limit?: number },
): TableSnapshots {
  const offset = page?.offset ?? 0;
  const limit = page?.limit ?? 50;
  if (ref.table === 'brand_new') {
    return {
      lede: {
        headline: 'No snapshot yet.',
        detail: 'The history of the table starts with its first commit.',
      },
      snapshots: [],
      totalSnapshots: 0,
      offset,
      limit,
      refs: [],
      growth: [],
      commitsByDay: [],
    };
  }
  return {
    lede: {
      headline: 'You can travel back 30 days,',
      detail:
        'to 27 October. 120 snapshots, 2 branches, 1 tag. Since the last compaction, 9 days ago, 429 delete files have built up: every read applies them.',
    },
    currentSnapshotId: snapshotId(COUNT - 1),
    snapshots: LINES.slice(offset, offset + limit),
    totalSnapshots: COUNT,
    offset,
    limit,
    refs: [
      { name: 'main', type: 'branch', snapshotId: snapshotId(COUNT - 1) },
      {
        name: 'audit-gdpr',
        type: 'branch',
        snapshotId: snapshotId(96),
        maxRefAgeMs: 30 * 86_400_000,
      },
      { name: 'end-of-october', type: 'tag', snapshotId: snapshotId(28) },
    ],
    growth: growth(),
    commitsByDay: Array.from({ length: 30 }, (_, day) => ({
      day: ago(29 - day, 'd').slice(0, 10),
      append: 62 + (day % 4),
      overwrite: 41 + (day % 3) * 2,
      delete: 18 - (day % 5),
      replace: day === 9 || day === 20 ? 1 : 0,
      other: 0,
    })),
  };
}

/** What changed between two of {@link mockSnapshots}. */
export function mockComparison(pair: {
  from: string;
  to: string;
}): SnapshotComparison | undefined {
  const from = LINES.find(snapshot => snapshot.snapshotId === pair.from);
  const to = LINES.find(snapshot => snapshot.snapshotId === pair.to);
  if (!from || !to) {
    return undefined;
  }
  const row = (
    figure: SnapshotComparison['rows'][number]['figure'],
    a?: number,
    b?: number,
  ) => ({
    figure,
    from: a,
    to: b,
    change: a === undefined || b === undefined ? undefined : b - a,
  });
  return {
    from,
    to,
    rows: [
      row('records', from.totalRecords, to.totalRecords),
      row('data-files', from.totalDataFiles, to.totalDataFiles),
      row('delete-files', from.totalDeleteFiles, to.totalDeleteFiles),
      row('size-bytes', from.totalBytes, to.totalBytes),
      row('partitions', 274, 297),
    ],
    schemaChanges: [
      {
        kind: 'changed',
        fieldId: 8,
        path: 'ship_to → shipping_address',
        type: '',
        what: 'renamed',
      },
    ],
    unchangedFields: 20,
    files: {
      added: 1_498,
      removed: 804,
      addedBytes: 218_000_000_000,
      removedBytes: 201_000_000_000,
      deleteFilesAdded: 1_131,
      deleteFilesRemoved: 0,
      partitions: Array.from({ length: 12 }, (_, day) => ({
        partition: `ordered_at_day=${ago(day, 'd').slice(0, 10)}`,
        added: Math.max(4, 301 - day * 26),
        removed: day * 9,
      })),
      partitionsTruncated: true,
    },
    incomplete: false,
    timeTravelSql: [
      {
        engine: 'Trino',
        code: `SELECT *\nFROM   retail.silver.orders\nFOR VERSION AS OF ${from.snapshotId}`,
      },
      {
        engine: 'Spark',
        code: `SELECT *\nFROM   retail.silver.orders\nVERSION AS OF ${from.snapshotId}`,
      },
    ],
  };
}
