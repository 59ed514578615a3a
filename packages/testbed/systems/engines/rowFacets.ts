import {
  formatTransformed,
  decodeSingleValue,
  transformResultType,
  flattenSchema,
  isDeletionVector,
  type ContentFile,
  type ManifestFile,
  type PartitionValue,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';
import {
  boundText,
  canonical,
  inOrder,
  onlyKeysOf,
  plainRow,
  sorted,
  text,
  withoutSlashes,
} from './plainRows';
import type { OurTable } from './readOurs';
import type { Row, TableReport } from './TableReport';

const CONTENT = { data: 0, 'position-deletes': 1, 'equality-deletes': 2 };
const STATUS = { existing: 0, added: 1, deleted: 2 };

/** What is compared, by name: our side and theirs. Only what the engine says is compared. */
export type Facets = Record<string, { ours: unknown; theirs: unknown }>;

/** Row by row: the engine's metadata tables against ours. */
export function rowFacets(ours: OurTable, theirs: TableReport): Facets {
  const facets: Facets = {};
  for (const [name, rows] of Object.entries(theirs.tables)) {
    const builder = BUILDERS[name];
    if (!builder)
      throw new Error(`No comparison for the metadata table ${name}`);
    const merge =
      name === 'partitions' ? mergePartitions : (same: Row[]) => same;
    const all = merge(builder(ours));
    const seen = merge(rows.map(plainRow));
    facets[name] = {
      ours: sorted(all.map(row => onlyKeysOf(seen[0] ?? row, row))),
      theirs: sorted(seen.map(row => onlyKeysOf(all[0] ?? row, row))),
    };
  }
  if (theirs.scan && ours.plan) {
    facets.scan = {
      ours: sorted(
        ours.plan.dataFiles.map(({ file, deletes }) => ({
          path: file.filePath,
          deletes: deletes.map(applied => applied.file.filePath).sort(),
        })),
      ),
      theirs: sorted(
        theirs.scan.map(({ path, deletes }) => ({
          path,
          deletes: [...deletes].sort(),
        })),
      ),
    };
  }
  return facets;
}

const BUILDERS: Record<string, (ours: OurTable) => Row[]> = {
  snapshots: ({ metadata }) =>
    metadata.snapshots.map(snapshot => ({
      committed_at: String(snapshot.timestampMs * 1000),
      snapshot_id: snapshot.snapshotId,
      parent_id: snapshot.parentSnapshotId ?? null,
      operation: snapshot.operation ?? null,
      manifest_list: snapshot.manifestList ?? null,
      summary: snapshot.summary,
    })),
  history: ({ metadata }) => {
    const byId = new Map(metadata.snapshots.map(s => [s.snapshotId, s]));
    const current = new Set<string>();
    for (
      let id = metadata.currentSnapshotId;
      id !== undefined && !current.has(id);
      id = byId.get(id)?.parentSnapshotId
    )
      current.add(id);
    return metadata.snapshotLog.map(({ timestampMs, snapshotId }) => ({
      made_current_at: String(timestampMs * 1000),
      snapshot_id: snapshotId,
      parent_id: byId.get(snapshotId)?.parentSnapshotId ?? null,
      is_current_ancestor: String(current.has(snapshotId)),
    }));
  },
  refs: ({ metadata }) =>
    metadata.refs.map(ref => ({
      name: ref.name,
      type: ref.type.toUpperCase(),
      snapshot_id: ref.snapshotId,
      max_reference_age_in_ms: text(ref.maxRefAgeMs),
      min_snapshots_to_keep: text(ref.minSnapshotsToKeep),
      max_snapshot_age_in_ms: text(ref.maxSnapshotAgeMs),
    })),
  metadata_log_entries: ({ metadata }) =>
    [
      ...metadata.metadataLog,
      {
        timestampMs: metadata.lastUpdatedMs ?? 0,
        metadataLocation: metadata.metadataLocation,
      },
    ].map(({ timestampMs, metadataLocation }) => {
      const latest = metadata.snapshotLog
        .filter(entry => entry.timestampMs <= timestampMs)
        .at(-1)?.snapshotId;
      const snapshot = metadata.snapshots.find(
        ({ snapshotId }) => snapshotId === latest,
      );
      return {
        timestamp: String(timestampMs * 1000),
        file: withoutSlashes(metadataLocation),
        latest_snapshot_id: latest ?? null,
        latest_schema_id: text(snapshot?.schemaId),
        latest_sequence_number: snapshot
          ? snapshot.sequenceNumber ?? '0'
          : null,
      };
    }),
  manifests: ({ metadata, manifests }) =>
    manifests.map(manifest => manifestRow(metadata, manifest)),
  all_manifests: ({ metadata, allManifests }) =>
    [...allManifests].flatMap(([snapshotId, manifests]) =>
      manifests.map(manifest => ({
        ...manifestRow(metadata, manifest),
        reference_snapshot_id: snapshotId,
      })),
    ),
  files: ({ metadata, entries }) =>
    entries
      .filter(({ status }) => status !== 'deleted')
      .map(({ file }) => fileRow(metadata, file)),
  entries: ({ metadata, entries }) =>
    entries.map(entry => ({
      status: String(STATUS[entry.status]),
      snapshot_id: text(entry.snapshotId),
      sequence_number: text(entry.sequenceNumber ?? 0n),
      file_sequence_number: text(entry.fileSequenceNumber ?? 0n),
      data_file: fileRow(metadata, entry.file),
    })),
  partition_figures: partitionFigures,
  partitions: ({ metadata, entries }) => {
    const added = new Map(
      metadata.snapshots.map(({ snapshotId, timestampMs }) => [
        snapshotId,
        timestampMs,
      ]),
    );
    return entries
      .filter(({ status }) => status !== 'deleted')
      .map(({ file, snapshotId }) => {
        const isData = file.content === 'data';
        const counts = (kind: string, counted: boolean) => ({
          [`${kind}_delete_record_count`]: counted
            ? String(file.recordCount)
            : '0',
          [`${kind}_delete_file_count`]: counted ? '1' : '0',
        });
        const timestampMs = added.get(String(snapshotId));
        return {
          partition: partitionRow(metadata, file),
          spec_id: String(file.specId),
          record_count: isData ? String(file.recordCount) : '0',
          file_count: isData ? '1' : '0',
          total_data_file_size_in_bytes: isData
            ? String(file.fileSizeBytes)
            : '0',
          total_size: isData ? String(file.fileSizeBytes) : '0',
          ...counts('position', file.content === 'position-deletes'),
          ...counts('equality', file.content === 'equality-deletes'),
          last_updated_at:
            timestampMs === undefined ? null : String(timestampMs * 1000),
          last_updated_snapshot_id:
            timestampMs === undefined ? null : String(snapshotId),
        };
      });
  },
};

/**
 * One row for each partition of all specs together: engines differ in whether they tell equal partitions of different
 * specs apart.
 */
function mergePartitions(rows: Row[]): Row[] {
  const merged = new Map<string, Row>();
  for (const { ...row } of rows) {
    delete row.spec_id;
    const key = JSON.stringify(row.partition ?? {});
    const before = merged.get(key);
    merged.set(key, before ? sumOf(before, row) : row);
  }
  return [...merged.values()];
}

function sumOf(a: Row, b: Row): Row {
  const isNewer =
    BigInt(String(b.last_updated_at ?? -1)) >
    BigInt(String(a.last_updated_at ?? -1));
  return Object.fromEntries(
    Object.keys(a).map(key => {
      if (key === 'partition') return [key, a[key]];
      if (key.startsWith('last_updated')) return [key, (isNewer ? b : a)[key]];
      return [key, String(BigInt(String(a[key])) + BigInt(String(b[key])))];
    }),
  );
}

/** Figures of partitions without their values, for an engine that shows those in a form of its own: Trino, spec by spec. */
function partitionFigures(ours: OurTable): Row[] {
  const rows = BUILDERS.partitions(ours);
  const specs = new Set(rows.map(row => row.spec_id));
  return [...specs]
    .flatMap(spec => mergePartitions(rows.filter(row => row.spec_id === spec)))
    .filter(row => row.file_count !== '0')
    .map(({ record_count, file_count, total_size }) => ({
      record_count,
      file_count,
      total_size,
    }));
}

function manifestRow(metadata: TableMetadata, manifest: ManifestFile): Row {
  const isData = manifest.content === 'data';
  const counts = (of: boolean, prefix: string) => ({
    [`added_${prefix}_files_count`]: of ? text(manifest.addedFilesCount) : '0',
    [`existing_${prefix}_files_count`]: of
      ? text(manifest.existingFilesCount)
      : '0',
    [`deleted_${prefix}_files_count`]: of
      ? text(manifest.deletedFilesCount)
      : '0',
  });
  return {
    content: isData ? '0' : '1',
    path: manifest.manifestPath,
    length: text(manifest.manifestLength),
    partition_spec_id: text(manifest.partitionSpecId),
    added_snapshot_id: text(manifest.addedSnapshotId),
    ...counts(isData, 'data'),
    ...counts(!isData, 'delete'),
    added_rows_count: text(manifest.addedRowsCount),
    existing_rows_count: text(manifest.existingRowsCount),
    deleted_rows_count: text(manifest.deletedRowsCount),
    partition_summaries: summaries(metadata, manifest),
  };
}

function summaries(metadata: TableMetadata, manifest: ManifestFile): Row[] {
  const spec = metadata.partitionSpecs.find(
    ({ specId }) => specId === manifest.partitionSpecId,
  );
  const types = new Map(
    metadata.schemas.flatMap(flattenSchema).map(({ id, type }) => [id, type]),
  );
  return (manifest.partitions ?? []).map((summary, index) => {
    const field = spec?.fields[index];
    const source = field && types.get(field.sourceIds[0]);
    const bound = (bytes: Uint8Array | undefined) => {
      if (!bytes || !field || !source) return null;
      if (source.kind === 'primitive' && /^(binary|fixed)/.test(source.name))
        return Buffer.from(bytes).toString('base64');
      const type = transformResultType(field.transform, source);
      return formatTransformed(
        field.transform,
        source,
        type ? (decodeSingleValue(type, bytes) as PartitionValue) : bytes,
      );
    };
    return {
      contains_null: String(summary.containsNull),
      ...(summary.containsNan === undefined
        ? {}
        : { contains_nan: String(summary.containsNan) }),
      lower_bound: boundText(bound(summary.lowerBound)),
      upper_bound: boundText(bound(summary.upperBound)),
    };
  });
}

function fileRow(metadata: TableMetadata, file: ContentFile): Row {
  return {
    content: String(CONTENT[file.content]),
    file_path: file.filePath,
    file_format: file.fileFormat.toUpperCase(),
    spec_id: String(file.specId),
    partition: partitionRow(metadata, file),
    record_count: String(file.recordCount),
    file_size_in_bytes: String(file.fileSizeBytes),
    column_sizes: entriesOf(file.columnSizes),
    value_counts: entriesOf(file.valueCounts),
    null_value_counts: entriesOf(file.nullValueCounts),
    nan_value_counts: entriesOf(file.nanValueCounts),
    lower_bounds: entriesOf(file.lowerBounds),
    upper_bounds: entriesOf(file.upperBounds),
    key_metadata: file.keyMetadata ? canonical(file.keyMetadata) : null,
    split_offsets: file.splitOffsets?.map(String) ?? null,
    equality_ids: file.equalityIds?.map(String) ?? null,
    sort_order_id: text(file.sortOrderId),
    first_row_id: text(file.firstRowId),
    referenced_data_file: file.referencedDataFile ?? null,
    content_offset: text(file.contentOffset),
    content_size_in_bytes: text(file.contentSizeBytes),
    is_vector: isDeletionVector(file),
  };
}

/** By name, without nulls: engines show one row for the fields of all specs together. */
function partitionRow(metadata: TableMetadata, file: ContentFile): Row {
  const names = new Map(
    metadata.partitionSpecs.flatMap(spec =>
      spec.fields.map(({ fieldId, name }) => [fieldId, name] as const),
    ),
  );
  const spec = metadata.partitionSpecs.find(
    ({ specId }) => specId === file.specId,
  );
  const row: Row = {};
  for (const [index, field] of (spec?.fields ?? []).entries()) {
    const value = file.partition[index] ?? null;
    if (value !== null) row[names.get(field.fieldId)!] = canonical(value);
  }
  return inOrder(row);
}

function entriesOf(
  map: Map<number, bigint | Uint8Array> | undefined,
): Row | null {
  return map
    ? Object.fromEntries([...map].map(([id, v]) => [id, canonical(v)]))
    : null;
}
