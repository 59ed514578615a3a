import type {
  FileSizeQuantiles,
  FileStatistics,
} from '@lakehouse-portal/table-metadata';
import { bigintOf, numberOf, textOf, type TableQueries } from './TableQueries';
import type { ReadingWarnings } from './TrinoTableReading';

/** Beyond these, ranks would sort too much on one node of Trino. */
const MAX_EXACT_QUANTILES = 2_000_000;
const SHARES = {
  p1: 0.01,
  p10: 0.1,
  p25: 0.25,
  p50: 0.5,
  p75: 0.75,
  p90: 0.9,
  p99: 0.99,
};

type Totals = Pick<
  FileStatistics,
  | 'dataFiles'
  | 'dataBytes'
  | 'dataRecords'
  | 'fileFormats'
  | 'histogram'
  | 'positionDeleteFiles'
  | 'positionDeleteBytes'
  | 'positionDeleteRecords'
  | 'equalityDeleteFiles'
  | 'equalityDeleteBytes'
  | 'equalityDeleteRecords'
  | 'deletionVectors'
  | 'deletionVectorBytes'
  | 'deletionVectorRecords'
  | 'filesBySpec'
  | 'filesBySortOrder'
>;

/**
 * Counts and sums of all live files, added up by Trino: one row for each kind of file and each doubling of its size.
 *
 * @param fileColumns - Of `$files`: since 481 they say how much of a Puffin file is a deletion vector's; before, each vector
 * counts for the whole file.
 */
export async function readFileTotals(
  queries: TableQueries,
  fileColumns: Set<string>,
): Promise<Totals> {
  const sizeColumn = fileColumns.has('content_size_in_bytes')
    ? 'coalesce(content_size_in_bytes, file_size_in_bytes)'
    : 'file_size_in_bytes';
  const { rows } = await queries.run(
    `SELECT content, lower(file_format), spec_id, sort_order_id, IF(file_size_in_bytes = 0, 0, length(to_base(file_size_in_bytes, 2))), count(*), CAST(sum(CAST(${sizeColumn} AS decimal(38, 0))) AS varchar), CAST(sum(CAST(record_count AS decimal(38, 0))) AS varchar) FROM ${queries.inSql(
      'files',
    )} GROUP BY 1, 2, 3, 4, 5`,
  );
  const totals: Totals = {
    dataFiles: 0,
    dataBytes: 0n,
    dataRecords: 0n,
    fileFormats: {},
    histogram: [],
    positionDeleteFiles: 0,
    positionDeleteBytes: 0n,
    positionDeleteRecords: 0n,
    equalityDeleteFiles: 0,
    equalityDeleteBytes: 0n,
    equalityDeleteRecords: 0n,
    deletionVectors: 0,
    deletionVectorBytes: 0n,
    deletionVectorRecords: 0n,
    filesBySpec: {},
    filesBySortOrder: {},
  };
  const octaves = new Map<number, { count: number; sizeBytes: bigint }>();
  for (const row of rows) {
    const content = numberOf(row[0]);
    const format = textOf(row[1]);
    const files = numberOf(row[5]);
    const bytes = bigintOf(row[6]);
    const records = bigintOf(row[7]);
    if (content === 2) {
      totals.equalityDeleteFiles += files;
      totals.equalityDeleteBytes += bytes;
      totals.equalityDeleteRecords += records;
    } else if (content === 1 && format === 'puffin') {
      totals.deletionVectors += files;
      totals.deletionVectorBytes += bytes;
      totals.deletionVectorRecords += records;
    } else if (content === 1) {
      totals.positionDeleteFiles += files;
      totals.positionDeleteBytes += bytes;
      totals.positionDeleteRecords += records;
    } else {
      totals.dataFiles += files;
      totals.dataBytes += bytes;
      totals.dataRecords += records;
      increase(totals.fileFormats, format, files);
      increase(totals.filesBySpec, String(numberOf(row[2])), files);
      const order = row[3] === null ? 'none' : String(numberOf(row[3]));
      increase(totals.filesBySortOrder, order, files);
      const octave = octaves.get(numberOf(row[4])) ?? {
        count: 0,
        sizeBytes: 0n,
      };
      octave.count += files;
      octave.sizeBytes += bytes;
      octaves.set(numberOf(row[4]), octave);
    }
  }
  totals.histogram = histogramOf(octaves);
  return totals;
}

/**
 * Sizes at the ranks that quantiles are, found by Trino: exact up to 2 million files, beyond as its approximation, which
 * is said.
 */
export async function readFileSizes(
  queries: TableQueries,
  dataFiles: number,
  warnings: ReadingWarnings,
): Promise<
  Pick<FileStatistics, 'minFileBytes' | 'maxFileBytes' | 'fileSizeQuantiles'>
> {
  if (dataFiles === 0) {
    return {};
  }
  const files = `${queries.inSql('files')} WHERE content = 0`;
  if (dataFiles > MAX_EXACT_QUANTILES) {
    warnings.add(
      'quantiles-approximate',
      'Quantiles of file sizes are approximate: the table has too many files for Trino to sort them all.',
    );
    const { rows } = await queries.run(
      `SELECT min(file_size_in_bytes), max(file_size_in_bytes), approx_percentile(file_size_in_bytes, ARRAY[${Object.values(
        SHARES,
      ).join(', ')}]) FROM ${files}`,
    );
    const values = rows[0][2];
    return {
      minFileBytes: bigintOf(rows[0][0]),
      maxFileBytes: bigintOf(rows[0][1]),
      fileSizeQuantiles: quantilesOf(index =>
        Array.isArray(values) ? bigintOf(values[index]) : 0n,
      ),
    };
  }
  const ranks = Object.values(SHARES).map(share =>
    Math.max(1, Math.ceil(share * dataFiles)),
  );
  const asked = [...new Set([1, ...ranks, dataFiles])];
  const { rows } = await queries.run(
    `SELECT place, size FROM (SELECT file_size_in_bytes AS size, row_number() OVER (ORDER BY file_size_in_bytes) AS place FROM ${files}) WHERE place IN (${asked.join(
      ', ',
    )})`,
  );
  const sizes = new Map(
    rows.map(([place, size]) => [numberOf(place), bigintOf(size)]),
  );
  return {
    minFileBytes: sizes.get(1),
    maxFileBytes: sizes.get(dataFiles),
    fileSizeQuantiles: quantilesOf(index => sizes.get(ranks[index]) ?? 0n),
  };
}

function quantilesOf(at: (index: number) => bigint): FileSizeQuantiles {
  return Object.fromEntries(
    Object.keys(SHARES).map((name, index) => [name, at(index)]),
  ) as unknown as FileSizeQuantiles;
}

function histogramOf(
  octaves: Map<number, { count: number; sizeBytes: bigint }>,
): FileStatistics['histogram'] {
  if (octaves.size === 0) {
    return [];
  }
  const buckets: FileStatistics['histogram'] = [];
  const last = Math.max(...octaves.keys());
  for (let octave = Math.min(...octaves.keys()); octave <= last; octave++) {
    buckets.push({
      minBytes: octave === 0 ? 0n : 1n << BigInt(octave - 1),
      maxBytes: 1n << BigInt(octave),
      count: octaves.get(octave)?.count ?? 0,
      sizeBytes: octaves.get(octave)?.sizeBytes ?? 0n,
    });
  }
  return buckets;
}

function increase(counts: Record<string, number>, key: string, by: number) {
  counts[key] = (counts[key] ?? 0) + by;
}
