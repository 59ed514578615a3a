import type { FileStatistics } from '../../model';
import {
  deletedByPosition,
  deletesOf,
  isSamePartition,
} from './expectedDeletes';
import { partitionText } from './partitionText';
import { rangeOf } from './rangeOf';
import {
  liveFiles,
  type ModelFile,
  type ModelManifest,
  type ModelSnapshot,
  type TableModel,
} from './TableModel';

/** Everything that the statistics of a snapshot must say, counted from the model the plain way. */
export function expectedStatistics(
  model: TableModel,
  snapshot: ModelSnapshot,
  manifestBytes: Map<string, number>,
): FileStatistics {
  const live = liveFiles(snapshot);
  const data = live.filter(({ content }) => content === 'data');
  const vectors = live.filter(({ format }) => format === 'PUFFIN');
  const positions = live.filter(
    ({ content, format }) =>
      content === 'position-deletes' && format !== 'PUFFIN',
  );
  const equality = live.filter(({ content }) => content === 'equality-deletes');
  const partitions = partitionsOf(model, live);
  const { manifests } = snapshot;
  return {
    snapshotId: String(snapshot.id),
    manifests: {
      data: manifests.filter(({ content }) => content === 'data').length,
      deletes: manifests.filter(({ content }) => content === 'deletes').length,
      sizeBytes: sum(
        manifests.map(({ path }) => BigInt(manifestBytes.get(path) ?? 0)),
      ),
    },
    manifestLayout: layoutOf(model, manifests, manifestBytes),
    manifestCodecs: countBy(manifests, () => model.style.codec),
    dataFiles: data.length,
    dataBytes: sum(data.map(({ bytes }) => bytes)),
    dataRecords: sum(data.map(({ records }) => records)),
    ...sizes(data.map(({ bytes }) => bytes)),
    fileFormats: countBy(data, ({ format }) => format.toLowerCase()),
    partitions: partitions.length,
    partitionStatistics: partitions,
    partitionsTruncated: false,
    partitionSketch: undefined,
    partitionSkew: skewOf(partitions.map(({ dataBytes }) => dataBytes)),
    positionDeleteFiles: positions.length,
    positionDeleteBytes: sum(positions.map(({ bytes }) => bytes)),
    positionDeleteRecords: sum(positions.map(({ records }) => records)),
    equalityDeleteFiles: equality.length,
    equalityDeleteBytes: sum(equality.map(({ bytes }) => bytes)),
    equalityDeleteRecords: sum(equality.map(({ records }) => records)),
    deletionVectors: vectors.length,
    deletionVectorBytes: sum(
      vectors.map(({ bytes, contentBytes }) => contentBytes ?? bytes),
    ),
    deletionVectorRecords: sum(vectors.map(({ records }) => records)),
    filesBySpec: countBy(data, ({ specId }) => String(specId)),
    filesBySortOrder: countBy(data, ({ sortOrderId = 'none' }) =>
      String(sortOrderId),
    ),
    ...attribution(model, snapshot, data, live.length > data.length),
    columnStatistics: {
      filesWithoutBounds: data.filter(({ bounds }) => !bounds).length,
      columnsWithBounds: data.some(({ bounds }) => bounds) ? 1 : 0,
      columns: model.schemas[model.schemas.length - 1].length,
    },
    clustering: clusteringOf(data),
    ...ages(model, data),
    incomplete: false,
    warnings: [],
  };
}

function sizes(
  unsorted: bigint[],
): Pick<
  FileStatistics,
  'minFileBytes' | 'maxFileBytes' | 'fileSizeQuantiles' | 'histogram'
> {
  const sorted = [...unsorted].sort((a, b) => Number(a - b));
  if (sorted.length === 0)
    return {
      minFileBytes: undefined,
      maxFileBytes: undefined,
      fileSizeQuantiles: undefined,
      histogram: [],
    };
  const at = (percent: number): bigint =>
    sorted[Math.max(0, Math.ceil((percent * sorted.length) / 100) - 1)];
  const histogram: FileStatistics['histogram'] = [];
  const largest = sorted[sorted.length - 1];
  for (let minBytes = 0n; minBytes <= largest; ) {
    const maxBytes = minBytes === 0n ? 1n : minBytes * 2n;
    const inside = sorted.filter(size => size >= minBytes && size < maxBytes);
    if (inside.length > 0 || histogram.length > 0)
      histogram.push({
        minBytes,
        maxBytes,
        count: inside.length,
        sizeBytes: sum(inside),
      });
    minBytes = maxBytes;
  }
  return {
    minFileBytes: sorted[0],
    maxFileBytes: largest,
    fileSizeQuantiles: {
      p1: at(1),
      p10: at(10),
      p25: at(25),
      p50: at(50),
      p75: at(75),
      p90: at(90),
      p99: at(99),
    },
    histogram,
  };
}

function partitionsOf(
  model: TableModel,
  live: ModelFile[],
): FileStatistics['partitionStatistics'] {
  const groups: ModelFile[][] = [];
  for (const file of live) {
    const group = groups.find(([first]) => isSamePartition(first, file));
    if (group) group.push(file);
    else groups.push([file]);
  }
  return groups
    .map(files => {
      const data = files.filter(({ content }) => content === 'data');
      const deletes = files.filter(({ content }) => content !== 'data');
      const count = (kind: (file: ModelFile) => boolean) =>
        deletes.filter(kind).length;
      return {
        specId: files[0].specId,
        partition: partitionText(model, files[0]),
        startMs: startOf(model, files[0]),
        dataFiles: data.length,
        dataBytes: sum(data.map(({ bytes }) => bytes)),
        dataRecords: sum(data.map(({ records }) => records)),
        positionDeleteFiles: count(
          ({ content, format }) =>
            content === 'position-deletes' && format !== 'PUFFIN',
        ),
        equalityDeleteFiles: count(
          ({ content }) => content === 'equality-deletes',
        ),
        deletionVectors: count(({ format }) => format === 'PUFFIN'),
        deleteRecords: sum(deletes.map(({ records }) => records)),
      };
    })
    .filter(({ dataFiles }) => dataFiles > 0);
}

function startOf({ specs }: TableModel, file: ModelFile): number | undefined {
  const fields = specs[file.specId].fields
    .map((field, index) => ({ field, value: file.partition[index] }))
    .filter(({ field }) => field.transform !== 'void');
  const [only] = fields;
  return fields.length === 1 &&
    only.field.transform === 'day' &&
    only.value !== null
    ? Number(only.value) * 86_400_000
    : undefined;
}

function skewOf(bytes: bigint[]): FileStatistics['partitionSkew'] {
  if (bytes.length === 0) return undefined;
  const sorted = [...bytes].sort((a, b) => Number(a - b));
  const total = Number(sum(sorted));
  let differences = 0;
  for (const a of sorted)
    for (const b of sorted) differences += Math.abs(Number(a - b));
  const largest = sorted[sorted.length - 1];
  return {
    largestShare: total === 0 ? 0 : Number(largest) / total,
    largestBytes: largest,
    medianBytes: sorted[Math.ceil(sorted.length / 2) - 1],
    gini: total === 0 ? 0 : differences / (2 * sorted.length * total),
  };
}

function attribution(
  model: TableModel,
  snapshot: ModelSnapshot,
  data: ModelFile[],
  hasDeletes: boolean,
): Pick<
  FileStatistics,
  | 'deleteFilesPerDataFile'
  | 'deleteFilesInWorstQuarter'
  | 'maxDeleteFilesPerDataFile'
  | 'dataFilesWithDeletes'
  | 'recordsDeletedByPosition'
  | 'mostDeletedFiles'
> {
  const attributed = data.map(file => ({
    file,
    deletes: deletesOf(model, snapshot, file),
  }));
  const counts = attributed.map(({ deletes }) => deletes.length);
  const deleted = attributed
    .map(({ file, deletes }) => ({
      filePath: file.path,
      specId: file.specId,
      partition: partitionText(model, file),
      recordCount: file.records,
      deletedRecords: deletedByPosition(file, deletes),
      deleteFiles: deletes.length,
      namesIt: deletes.some(
        ({ referencedDataFile, records }) =>
          referencedDataFile === file.path && records > 0n,
      ),
    }))
    .filter(({ namesIt, recordCount }) => namesIt && recordCount > 0n)
    .map(({ namesIt, ...rest }) => rest);
  return {
    deleteFilesPerDataFile:
      data.length === 0 ? 0 : counts.reduce((a, b) => a + b, 0) / data.length,
    ...(hasDeletes && {
      deleteFilesInWorstQuarter: worstQuarter(
        attributed.map(({ file, deletes }) => ({
          records: Number(file.records),
          deletes: deletes.length,
        })),
      ),
    }),
    maxDeleteFilesPerDataFile: Math.max(0, ...counts),
    dataFilesWithDeletes: counts.filter(count => count > 0).length,
    recordsDeletedByPosition: sum(
      deleted.map(({ deletedRecords }) => deletedRecords),
    ),
    mostDeletedFiles: deleted,
  };
}

function worstQuarter(
  files: Array<{ records: number; deletes: number }>,
): number {
  const quarter = files.reduce((total, { records }) => total + records, 0) / 4;
  let seen = 0;
  let total = 0;
  for (const { records, deletes } of files.sort(
    (a, b) => b.deletes - a.deletes,
  )) {
    total += deletes * Math.max(0, Math.min(records, quarter - seen));
    seen += records;
  }
  return quarter === 0 ? 0 : total / quarter;
}

function layoutOf(
  model: TableModel,
  manifests: ModelManifest[],
  manifestBytes: Map<string, number>,
): FileStatistics['manifestLayout'] {
  const statuses = manifests.flatMap(({ entries }) =>
    entries.map(({ status }) => status),
  );
  const deleted = statuses.filter(status => status === 'deleted').length;
  const lengths = manifests
    .map(({ path }) => BigInt(manifestBytes.get(path) ?? 0))
    .sort((a, b) => Number(a - b));
  return {
    ...(model.style.counts || manifests.length === 0
      ? {
          liveEntries: statuses.length - deleted,
          deletedEntries: deleted,
        }
      : {}),
    smallestBytes: lengths[0],
    medianBytes: lengths[Math.ceil(lengths.length / 2) - 1],
    largestBytes: lengths[lengths.length - 1],
    overlap: model.style.optionalFields
      ? overlapOf(model, manifests)
      : undefined,
  };
}

function overlapOf(
  { specs }: TableModel,
  manifests: ModelManifest[],
): FileStatistics['manifestLayout']['overlap'] {
  const { specId, fields } = specs[specs.length - 1];
  const own = manifests.filter(
    manifest => manifest.content === 'data' && manifest.specId === specId,
  );
  for (const [index, { name, transform }] of fields.entries()) {
    if (transform === 'void') continue;
    const ranges = own.flatMap(({ entries }) => {
      const range = rangeOf(entries.map(({ file }) => file.partition[index]));
      return range ? [range] : [];
    });
    if (ranges.length === 0) continue;
    const points = [...new Set(ranges.flat())];
    const covered = points.map(
      point =>
        ranges.filter(
          ([low, high]) =>
            point !== null &&
            low !== null &&
            high !== null &&
            low <= point &&
            point <= high,
        ).length,
    );
    return {
      partitionField: name,
      manifestsWithBounds: ranges.length,
      manifestsPerPoint: covered.reduce((a, b) => a + b, 0) / points.length,
    };
  }
  return undefined;
}

/** Average share of files whose bounds include a point, over all distinct bounds. */
function clusteringOf(data: ModelFile[]): FileStatistics['clustering'] {
  const bounds = data.flatMap(file => (file.bounds ? [file.bounds] : []));
  if (bounds.length === 0) return [];
  const points = [...new Set(bounds.flat())];
  const covered = points.map(
    point =>
      bounds.filter(([low, high]) => low <= point && point <= high).length,
  );
  return [
    {
      fieldId: 1,
      column: 'id',
      filesPerPoint:
        covered.reduce((a, b) => a + b, 0) / (points.length * bounds.length),
      filesWithBounds: bounds.length,
    },
  ];
}

function ages(
  { snapshots }: TableModel,
  data: ModelFile[],
): Pick<FileStatistics, 'oldestFileMs' | 'newestFileMs' | 'fileAges'> {
  const times = data.map(
    file => snapshots.find(({ id }) => id === file.addedBy)?.timestampMs,
  );
  const known = times.filter(time => time !== undefined).sort((a, b) => a - b);
  const at = (percent: number): number =>
    known[Math.max(0, Math.ceil((percent * known.length) / 100) - 1)];
  return {
    oldestFileMs: times.includes(undefined) ? undefined : known[0],
    newestFileMs: known[known.length - 1],
    fileAges: {
      filesOfExpiredSnapshots: times.length - known.length,
      quantilesMs:
        known.length === 0
          ? undefined
          : { p10: at(10), p50: at(50), p90: at(90) },
    },
  };
}

function sum(values: bigint[]): bigint {
  return values.reduce((total, value) => total + value, 0n);
}

function countBy<T>(
  items: T[],
  keyOf: (item: T) => string,
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items)
    counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
  return counts;
}
