import {
  type FileStatistics,
  flattenSchema,
  formatType,
  type SnapshotRef,
  type TableInspection,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatShare,
  isReadThroughTrino,
} from '@lakehouse-portal/table-health';
import { countOf } from './countOf';
import { formatTime } from './formatTime';
import { printable } from './printable';
import { formatColumns } from './formatColumns';
import { describeWarnings } from './describeWarnings';
import { histogramRows } from './histogramRows';

/** Rows of a list that are shown to people; `--json` has all. */
const MAX_ROWS = 20;
const MAX_LOSING_FILES = 5;

/** The inspection for people: the answer first, then the evidence. */
export function describeInspection(
  name: string,
  { metadata, files, metadataFiles, warnings }: TableInspection,
): string {
  const sections = [
    headline(name, metadata, files),
    about(metadata),
    files ? filesSection(files) : undefined,
    columns(metadata),
    layout(metadata),
    snapshots(metadata),
    refs(metadata),
    growth(metadataFiles),
    properties(metadata),
    describeWarnings(warnings),
  ];
  return `${sections.filter(section => section !== undefined).join('\n\n')}\n`;
}

function headline(
  name: string,
  metadata: TableMetadata,
  files: FileStatistics | undefined,
): string {
  const title = `${printable(name)}: Iceberg table, format version ${
    metadata.formatVersion
  }`;
  if (!files)
    return `${title}, ${
      metadata.currentSnapshotId === undefined
        ? withoutCurrentSnapshot(metadata)
        : 'files could not be counted'
    }`;
  const deletes =
    files.positionDeleteFiles +
    files.equalityDeleteFiles +
    files.deletionVectors;
  const parts = [
    countOf(files.dataFiles, 'data file'),
    formatBytes(files.dataBytes),
    countOf(files.dataRecords, 'record'),
    countOf(files.partitions, 'partition'),
    ...(deletes > 0 ? [countOf(deletes, 'delete file')] : []),
  ];
  return `${title}\n${
    files.incomplete ? 'INCOMPLETE, at least: ' : ''
  }${parts.join(', ')}`;
}

/** No current snapshot need not mean that there is no data: other branches may have some, or the metadata is damaged. */
function withoutCurrentSnapshot(metadata: TableMetadata): string {
  const count = metadata.snapshots.length;
  if (count > 0) {
    return `no current snapshot, though ${countOf(
      count,
      'snapshot',
    )} can be read`;
  }
  return metadata.warnings.some(({ code }) => code === 'snapshot-unreadable')
    ? 'none of its snapshots can be read'
    : 'no current snapshot (nothing was written yet)';
}

function about(metadata: TableMetadata): string {
  return formatColumns([
    ['Location', metadata.location],
    ['Metadata', metadata.metadataLocation],
    [
      'UUID',
      metadata.tableUuid ??
        (isReadThroughTrino(metadata) ? 'not known' : 'none'),
    ],
    [
      'Last updated',
      metadata.lastUpdatedMs === undefined
        ? 'not stated'
        : formatTime(metadata.lastUpdatedMs),
    ],
    ['Current snapshot', metadata.currentSnapshotId ?? 'none'],
  ]);
}

function filesSection(files: FileStatistics): string {
  const { manifests } = files;
  const rows = [
    [
      'Manifests',
      `${formatCount(manifests.data)} of data, ${formatCount(
        manifests.deletes,
      )} of deletes`,
    ],
    [
      'Formats',
      Object.entries(files.fileFormats)
        .map(([format, count]) => `${format} ${formatCount(count)}`)
        .join(', ') || 'none',
    ],
    [
      'Position deletes',
      `${countOf(files.positionDeleteFiles, 'file')}, ${countOf(
        files.positionDeleteRecords,
        'record',
      )}`,
    ],
    [
      'Equality deletes',
      `${countOf(files.equalityDeleteFiles, 'file')}, ${countOf(
        files.equalityDeleteRecords,
        'record',
      )}`,
    ],
    [
      'Deletion vectors',
      `${formatCount(files.deletionVectors)}, ${countOf(
        files.deletionVectorRecords,
        'record',
      )}`,
    ],
  ];
  if (
    files.minFileBytes !== undefined &&
    files.maxFileBytes !== undefined &&
    files.fileSizeQuantiles
  ) {
    const {
      minFileBytes: min,
      maxFileBytes: max,
      fileSizeQuantiles: quantiles,
    } = files;
    rows.push([
      'File size',
      `${formatBytes(min)} to ${formatBytes(max)}, median ${formatBytes(
        quantiles.p50,
      )}`,
    ]);
  }
  const histogram = histogramRows(files.histogram);
  const losing = losingFiles(files);
  return [
    `Files\n${formatColumns(rows)}`,
    ...(histogram.length > 0
      ? [`Data files by size\n${formatColumns(histogram, ['right', 'right'])}`]
      : []),
    ...(losing ? [losing] : []),
  ].join('\n\n');
}

/** Files of which deletes by position take the largest shares: what deletes by value take, no metadata says. */
function losingFiles(files: FileStatistics): string | undefined {
  const worst = files.mostDeletedFiles?.slice(0, MAX_LOSING_FILES) ?? [];
  if (worst.length === 0) return undefined;
  return `Data files with the largest shares deleted by position\n${formatColumns(
    worst.map(file => [
      formatShare(Number(file.deletedRecords) / Number(file.recordCount)),
      `${formatCount(file.deletedRecords)} of ${formatCount(file.recordCount)}`,
      countOf(file.deleteFiles, 'delete file'),
      file.filePath,
    ]),
    ['right', 'right', 'right'],
  )}`;
}

function columns(metadata: TableMetadata): string | undefined {
  const schema = metadata.schemas.find(
    ({ schemaId }) => schemaId === metadata.currentSchemaId,
  );
  if (!schema) return undefined;
  const rows = flattenSchema(schema).map(({ id, path, type, required }) => [
    String(id),
    path,
    type.kind === 'primitive' ? formatType(type) : type.kind,
    required ? 'required' : '',
  ]);
  return `Columns (schema ${schema.schemaId})\n${formatColumns(
    [['Id', 'Name', 'Type', ''], ...rows],
    ['right'],
  )}`;
}

function layout(metadata: TableMetadata): string {
  const schema = metadata.schemas.find(
    ({ schemaId }) => schemaId === metadata.currentSchemaId,
  );
  const names = new Map(
    (schema ? flattenSchema(schema) : []).map(({ id, path }) => [id, path]),
  );
  const spec = metadata.partitionSpecs.find(
    ({ specId }) => specId === metadata.defaultSpecId,
  );
  const order = metadata.sortOrders.find(
    ({ orderId }) => orderId === metadata.defaultSortOrderId,
  );
  const named = (ids: number[]): string =>
    ids.map(id => names.get(id) ?? `field ${id}`).join(', ');
  const partitions = (spec?.fields ?? []).map(
    ({ sourceIds, transform, transformAsWritten = transform }) =>
      `${transformAsWritten}(${named(sourceIds)})`,
  );
  const sorting = (order?.fields ?? []).map(
    ({
      sourceIds,
      transform,
      transformAsWritten = transform,
      direction,
      nullOrder,
    }) =>
      `${
        transform === 'identity'
          ? named(sourceIds)
          : `${transformAsWritten}(${named(sourceIds)})`
      } ${direction} ${nullOrder.replace('-', ' ')}`,
  );
  return formatColumns([
    ['Partitioned by', partitions.join(', ') || 'nothing'],
    ['Sorted by', sorting.join(', ') || 'nothing'],
  ]);
}

function snapshots(metadata: TableMetadata): string | undefined {
  if (metadata.snapshots.length === 0) return undefined;
  const newest = metadata.snapshots.slice(-MAX_ROWS).reverse();
  const rows = newest.map(
    ({ snapshotId, timestampMs, operation, parentSnapshotId }) => [
      formatTime(timestampMs),
      snapshotId,
      operation ?? 'not stated',
      parentSnapshotId ?? '',
      snapshotId === metadata.currentSnapshotId ? 'current' : '',
    ],
  );
  const title =
    newest.length < metadata.snapshots.length
      ? `, the last ${newest.length}`
      : '';
  return `Snapshots (${formatCount(
    metadata.snapshots.length,
  )}${title})\n${formatColumns([
    ['Time', 'Id', 'Operation', 'Parent', ''],
    ...rows,
  ])}`;
}

function refs(metadata: TableMetadata): string | undefined {
  if (metadata.refs.length === 0) return undefined;
  return `Branches and tags\n${formatColumns(
    metadata.refs.map(ref => [
      ref.name,
      ref.type,
      ref.snapshotId,
      retention(ref),
    ]),
  )}`;
}

/** What the reference says itself; where it says nothing, the properties of the table hold. */
function retention(ref: SnapshotRef): string {
  const parts = [];
  if (ref.minSnapshotsToKeep !== undefined)
    parts.push(`keeps at least ${countOf(ref.minSnapshotsToKeep, 'snapshot')}`);
  if (ref.maxSnapshotAgeMs !== undefined)
    parts.push(`snapshots: ${mayExpire(ref.maxSnapshotAgeMs)}`);
  if (ref.maxRefAgeMs !== undefined)
    parts.push(`itself: ${mayExpire(ref.maxRefAgeMs)}`);
  return parts.join(', ');
}

/** Whoever means forever writes the largest number of 64 bits. */
function mayExpire(ageMs: number): string {
  return ageMs > Number.MAX_SAFE_INTEGER
    ? 'kept for ever'
    : `may expire after ${formatDuration(ageMs)}`;
}

function growth(
  metadataFiles: TableInspection['metadataFiles'],
): string | undefined {
  if (!metadataFiles) return undefined;
  const newest = metadataFiles.slice(-MAX_ROWS).reverse();
  return `Metadata files (${formatCount(metadataFiles.length)}${
    newest.length < metadataFiles.length ? `, the last ${newest.length}` : ''
  })\n${formatColumns(
    newest.map(({ metadataLocation, timestampMs, sizeBytes }) => [
      timestampMs === undefined ? 'not stated' : formatTime(timestampMs),
      sizeBytes === undefined ? 'gone' : formatBytes(sizeBytes),
      metadataLocation.slice(metadataLocation.lastIndexOf('/') + 1),
    ]),
    ['left', 'right'],
  )}`;
}

function properties(metadata: TableMetadata): string | undefined {
  const entries = Object.entries(metadata.properties);
  if (entries.length === 0) return undefined;
  return `Properties\n${formatColumns(
    entries
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, value]),
  )}`;
}
