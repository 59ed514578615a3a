import { CorruptMetadataError, UnsupportedFormatError } from '../errors';
import type { JsonObject } from '../json';
import type { ReadWarning, TableMetadata } from '../model';
import { checkCurrentSnapshot, warnOfCycles } from './checkSnapshots';
import { JsonFields } from './JsonFields';
import { parseEncryptionKeys } from './parseEncryptionKeys';
import { parseMetadataLog, parseSnapshotLog } from './parseLogs';
import { parsePartitionSpecs } from './parsePartitionSpecs';
import { parseRefs } from './parseRefs';
import { parseSchemas } from './parseSchemas';
import { parseSnapshots } from './parseSnapshots';
import { parseSortOrders } from './parseSortOrders';
import {
  parsePartitionStatisticsFiles,
  parseStatisticsFiles,
} from './parseStatisticsFiles';
import type { SnapshotSet } from './SnapshotSet';
import { WarningList } from '../model/WarningList';

/** Format versions that can be read. */
export const SUPPORTED_FORMAT_VERSIONS = [1, 2, 3];

/** Where the metadata was read from. */
export interface MetadataSource {
  metadataLocation: string;
  /** As stored. */
  sizeBytes: number;
}

/** Long lists that were read out of the bytes, and are not in the JSON. */
export interface StreamedLists {
  snapshots?: { set: SnapshotSet; warnings: WarningList };
  snapshotLog?: { list: TableMetadata['snapshotLog']; warnings: WarningList };
}

/**
 * Table metadata of the JSON of a metadata file. Whether the long lists come with it or apart makes no difference to the
 * result, nor to its warnings and their order.
 *
 * @throws CorruptMetadataError, UnsupportedFormatError
 */
export function buildTableMetadata(
  json: JsonObject,
  { metadataLocation, sizeBytes }: MetadataSource,
  streamed: StreamedLists = {},
): TableMetadata {
  const all = new WarningList();
  const warnings: ReadWarning[] = [];
  /** What was found so far comes before what is added next. */
  const flush = (): void => all.add(warnings.splice(0));
  const fields = new JsonFields(json, '', warnings);
  refuseView(fields, metadataLocation);
  const formatVersion = readFormatVersion(fields, metadataLocation);
  const location = fields.string('location');
  if (location === undefined) {
    throw new CorruptMetadataError(
      `${metadataLocation} is not table metadata: "location" must be a string`,
      {
        location: metadataLocation,
        path: 'location',
      },
    );
  }
  const { schemas, currentSchemaId } = parseSchemas(fields, warnings);
  const { partitionSpecs, defaultSpecId } = parsePartitionSpecs(
    fields,
    warnings,
  );
  const { sortOrders, defaultSortOrderId } = parseSortOrders(fields, warnings);
  flush();
  if (streamed.snapshots) all.append(streamed.snapshots.warnings);
  const snapshots = streamed.snapshots?.set ?? parseSnapshots(fields, warnings);
  warnOfCycles(snapshots, warnings);
  const currentSnapshotId = checkCurrentSnapshot(
    fields.id('current-snapshot-id'),
    snapshots,
    warnings,
  );
  const properties = fields.strings('properties');
  flush();
  if (streamed.snapshotLog) all.append(streamed.snapshotLog.warnings);
  const result: TableMetadata = {
    format: 'iceberg',
    formatVersion,
    tableUuid: fields.string('table-uuid'),
    location,
    metadataLocation,
    metadataSizeBytes: sizeBytes,
    lastUpdatedMs: fields.integer('last-updated-ms'),
    lastSequenceNumber:
      formatVersion === 1 ? undefined : fields.id('last-sequence-number'),
    lastColumnId: fields.integer('last-column-id'),
    lastPartitionId: fields.integer('last-partition-id'),
    nextRowId: fields.id('next-row-id'),
    currentSchemaId,
    schemas,
    defaultSpecId,
    partitionSpecs,
    defaultSortOrderId,
    sortOrders,
    properties,
    currentSnapshotId,
    snapshots: snapshots.toArray(formatVersion),
    snapshotLog: streamed.snapshotLog?.list ?? parseSnapshotLog(fields),
    metadataLog: parseMetadataLog(fields),
    refs: parseRefs(fields, { currentSnapshotId, snapshots }, warnings),
    statisticsFiles: parseStatisticsFiles(fields, warnings),
    partitionStatisticsFiles: parsePartitionStatisticsFiles(fields, warnings),
    encryptionKeys: parseEncryptionKeys(fields, warnings),
    warnings: [],
  };
  flush();
  return { ...result, warnings: all.toArray() };
}

/** Metadata of a view has a format version and a location as well, and would look like a table without files. */
function refuseView(fields: JsonFields, location: string): void {
  if (
    fields.raw('view-uuid') === undefined ||
    fields.raw('table-uuid') !== undefined
  )
    return;
  throw new UnsupportedFormatError(
    `${location} is the metadata of a view, not of a table`,
    { location },
  );
}

function readFormatVersion(fields: JsonFields, location: string): number {
  const version = fields.raw('format-version');
  if (
    typeof version !== 'number' ||
    !Number.isInteger(version) ||
    version < 1
  ) {
    throw new CorruptMetadataError(
      `${location} is not table metadata: "format-version" must be 1, 2 or 3`,
      {
        location,
        path: 'format-version',
      },
    );
  }
  if (!SUPPORTED_FORMAT_VERSIONS.includes(version)) {
    throw new UnsupportedFormatError(
      `${location} has format version ${version}; versions 1, 2 and 3 can be read`,
      { location },
    );
  }
  return version;
}
