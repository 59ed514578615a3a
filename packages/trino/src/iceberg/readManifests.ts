import type { FileStatistics } from '@lakehouse-portal/table-metadata';
import {
  bigintOf,
  numberOf,
  optionalNumber,
  textOf,
  type TableQueries,
} from './TableQueries';
import type { ReadingWarnings } from './TrinoTableReading';

/** What a row of `$manifests` says. */
export interface TrinoManifest {
  /** Undefined where Trino does not tell. */
  content?: 'data' | 'deletes';
  lengthBytes: bigint;
  specId: number;
  addedSnapshotId: string;
  added: number;
  existing: number;
  deleted: number;
}

/** Beyond these, telling delete manifests apart in old versions would read too many manifest lists. */
const MAX_SNAPSHOTS_OF_ALL_MANIFESTS = 500;

/**
 * The manifests of the current snapshot. Since 480 Trino says which hold deletes; before, only `$all_manifests` counts
 * them apart, which reads the lists of all snapshots, and is asked only where these are not too many.
 */
export async function readManifests(
  queries: TableQueries,
  current: { snapshotId: string; snapshots: number },
  warnings: ReadingWarnings,
): Promise<TrinoManifest[]> {
  const counts = (kind: string) =>
    `added_${kind}_files_count, existing_${kind}_files_count, deleted_${kind}_files_count`;
  const common =
    'length, partition_spec_id, CAST(added_snapshot_id AS varchar)';
  const columns = await queries.columnsOf('manifests');
  if (columns.has('content')) {
    const { rows } = await queries.run(
      `SELECT ${common}, ${counts('data')}, content FROM ${queries.inSql(
        'manifests',
      )}`,
    );
    return rows.map(row => ({
      ...toManifest(row),
      content: optionalNumber(row[6]) === 1 ? 'deletes' : 'data',
    }));
  }
  if (current.snapshots <= MAX_SNAPSHOTS_OF_ALL_MANIFESTS) {
    const all = await queries.columnsOf('all_manifests');
    if (
      all.has('reference_snapshot_id') &&
      all.has('added_delete_files_count')
    ) {
      const { rows } = await queries.run(
        `SELECT ${common}, ${counts('data')}, ${counts(
          'delete',
        )} FROM ${queries.inSql(
          'all_manifests',
        )} WHERE reference_snapshot_id = ${current.snapshotId}`,
      );
      return rows.map(row => toTypedManifest(row));
    }
  }
  warnings.add(
    'manifest-content-unknown',
    'This version of Trino does not say which manifests hold deletes: all are counted as manifests of data files.',
  );
  const { rows } = await queries.run(
    `SELECT ${common}, ${counts('data')} FROM ${queries.inSql('manifests')}`,
  );
  return rows.map(toManifest);
}

function toManifest(row: Parameters<typeof numberOf>[0][]): TrinoManifest {
  return {
    lengthBytes: bigintOf(row[0]),
    specId: numberOf(row[1]),
    addedSnapshotId: textOf(row[2]),
    added: numberOf(row[3]),
    existing: numberOf(row[4]),
    deleted: numberOf(row[5]),
  };
}

function toTypedManifest(row: Parameters<typeof numberOf>[0][]): TrinoManifest {
  const manifest = toManifest(row);
  const [added, existing, deleted] = row.slice(6, 9).map(numberOf);
  return added + existing + deleted > 0
    ? { ...manifest, content: 'deletes', added, existing, deleted }
    : { ...manifest, content: 'data' };
}

/** The figures of the manifests, as a manifest list gives them. */
export function summarizeManifests(
  manifests: TrinoManifest[],
): Pick<FileStatistics, 'manifests' | 'manifestLayout'> {
  const sizes = manifests
    .map(({ lengthBytes }) => lengthBytes)
    .sort((a, b) => Number(a - b));
  const deletes = manifests.filter(
    ({ content }) => content === 'deletes',
  ).length;
  return {
    manifests: {
      data: manifests.length - deletes,
      deletes,
      sizeBytes: sizes.reduce((sum, size) => sum + size, 0n),
    },
    manifestLayout: {
      liveEntries: manifests.reduce(
        (sum, { added, existing }) => sum + added + existing,
        0,
      ),
      deletedEntries: manifests.reduce((sum, { deleted }) => sum + deleted, 0),
      smallestBytes: sizes[0],
      medianBytes: sizes[Math.ceil(sizes.length / 2) - 1],
      largestBytes: sizes[sizes.length - 1],
    },
  };
}
