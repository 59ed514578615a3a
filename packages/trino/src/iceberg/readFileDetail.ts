import type {
  FieldType,
  FileStatistics,
  SchemaField,
  Snapshot,
} from '@lakehouse-portal/table-metadata';
import type { TrinoManifest } from './readManifests';
import {
  numberOf,
  optionalText,
  textOf,
  type TableQueries,
} from './TableQueries';
import type { ReadingWarnings } from './TrinoTableReading';

/** Files times columns whose bounds are looked at: for larger tables, those of some files. */
const MAX_METRICS = 2_000_000;
const METRICS = 'CAST(readable_metrics AS map(varchar, map(varchar, json)))';

/** Which files and columns have bounds, as `readable_metrics` names them. */
export async function readColumnStatistics(
  queries: TableQueries,
  fields: SchemaField[],
  dataFiles: number,
  warnings: ReadingWarnings,
): Promise<FileStatistics['columnStatistics']> {
  const columns = fields.filter(({ type }) => canHaveBounds(type));
  const sample = Math.max(1, Math.floor(MAX_METRICS / (fields.length + 1)));
  if (dataFiles > sample) {
    warnings.add(
      'column-statistics-sampled',
      `Which columns have bounds was looked up in ${sample} of ${dataFiles} data files.`,
    );
  }
  const { rows } = await queries.run(
    `SELECT count_if(cardinality(bounds) = 0), map_keys(map_union(bounds)) FROM (SELECT map_filter(${METRICS}, (name, metrics) -> json_format(metrics['lower_bound']) <> 'null' OR json_format(metrics['upper_bound']) <> 'null') AS bounds FROM ${queries.inSql(
      'files',
    )} WHERE content = 0 LIMIT ${sample})`,
  );
  const [without, names] = rows[0];
  const bounded = Array.isArray(names) ? names.map(String) : [];
  return {
    filesWithoutBounds: numberOf(without),
    columnsWithBounds: columns.filter(({ name }) =>
      bounded.some(full => full === name || full.startsWith(`${name}.`)),
    ).length,
    columns: columns.length,
  };
}

type Ages = Pick<FileStatistics, 'oldestFileMs' | 'newestFileMs' | 'fileAges'>;

/**
 * When data files were added: since 481 `$files` names the snapshot of each. Before, the manifests tell it for tables of
 * which none was rewritten; for others it is not known.
 */
export async function readFileAges(options: {
  queries: TableQueries;
  fileColumns: Set<string>;
  manifests: TrinoManifest[];
  snapshots: Snapshot[];
  dataFiles: number;
  warnings: ReadingWarnings;
}): Promise<Ages> {
  const { queries, fileColumns, snapshots, dataFiles, warnings } = options;
  const bySnapshot = fileColumns.has('added_snapshot_id')
    ? await countBySnapshot(queries)
    : countByManifest(options.manifests, dataFiles);
  if (!bySnapshot) {
    warnings.add(
      'file-ages-unknown',
      'This version of Trino does not say which snapshot added a file: ages of files are not known.',
    );
    return { fileAges: {} };
  }
  const times = new Map(
    snapshots.map(({ snapshotId, timestampMs }) => [snapshotId, timestampMs]),
  );
  const filesByTime = new Map<number, number>();
  let expired = 0;
  for (const [snapshotId, files] of bySnapshot) {
    const time = times.get(snapshotId);
    if (time === undefined) {
      expired += files;
    } else {
      filesByTime.set(time, (filesByTime.get(time) ?? 0) + files);
    }
  }
  const ordered = [...filesByTime].sort(([a], [b]) => a - b);
  return {
    oldestFileMs: expired > 0 ? undefined : ordered[0]?.[0],
    newestFileMs: ordered.at(-1)?.[0],
    fileAges: {
      filesOfExpiredSnapshots: expired,
      quantilesMs: ageQuantiles(ordered),
    },
  };
}

async function countBySnapshot(
  queries: TableQueries,
): Promise<Map<string, number>> {
  const { rows } = await queries.run(
    `SELECT CAST(added_snapshot_id AS varchar), count(*) FROM ${queries.inSql(
      'files',
    )} WHERE content = 0 GROUP BY 1`,
  );
  return new Map(
    rows.map(([id, files]) => [optionalText(id) ?? '', numberOf(files)]),
  );
}

/** Entries that are not carried over from older manifests were added by the snapshot that made the manifest. */
function countByManifest(
  manifests: TrinoManifest[],
  dataFiles: number,
): Map<string, number> | undefined {
  const counts = new Map<string, number>();
  let added = 0;
  for (const manifest of manifests) {
    if (manifest.content === undefined) {
      return undefined;
    }
    if (manifest.content === 'data') {
      if (manifest.existing > 0) {
        return undefined;
      }
      added += manifest.added;
      const id = textOf(manifest.addedSnapshotId);
      counts.set(id, (counts.get(id) ?? 0) + manifest.added);
    }
  }
  return added === dataFiles ? counts : undefined;
}

/** By nearest rank, like the reader of metadata files. */
function ageQuantiles(
  ordered: Array<[number, number]>,
): { p10: number; p50: number; p90: number } | undefined {
  const total = ordered.reduce((sum, [, files]) => sum + files, 0);
  if (total === 0) {
    return undefined;
  }
  const at = (share: number) => {
    let rank = Math.max(0, Math.ceil(share * total) - 1);
    for (const [time, files] of ordered) {
      if (rank < files) {
        return time;
      }
      rank -= files;
    }
    return ordered[ordered.length - 1][0];
  };
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
}

const WITHOUT_BOUNDS = new Set(['variant', 'geometry', 'geography', 'unknown']);

/** Writers give bounds for primitives that are not inside a list or map. */
function canHaveBounds(type: FieldType): boolean {
  return type.kind === 'struct'
    ? type.fields.some(field => canHaveBounds(field.type))
    : type.kind === 'primitive' && !WITHOUT_BOUNDS.has(type.name);
}
