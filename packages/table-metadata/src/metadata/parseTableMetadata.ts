import { CorruptMetadataError, UnsupportedFormatError } from '../errors';
import { parseExactJson } from '../json';
import type { ReadWarning, TableMetadata } from '../model';
import { decodeMetadataBytes } from './decodeMetadataBytes';
import { JsonFields } from './JsonFields';
import { parsePartitionSpecs } from './parsePartitionSpecs';
import { parseRefs } from './parseRefs';
import { parseSchemas } from './parseSchemas';
import { parseSnapshots } from './parseSnapshots';
import { parseSortOrders } from './parseSortOrders';
import {
  parsePartitionStatisticsFiles,
  parseStatisticsFiles,
} from './parseStatisticsFiles';

/** Format versions that can be read. */
export const SUPPORTED_FORMAT_VERSIONS = [1, 2, 3];

const MAX_WARNINGS = 1000;

/**
 * Reads an Iceberg metadata file that is already in memory, gzipped or not.
 *
 * Only a format version and a location are indispensable. Any other damaged part is left out, with an entry in `warnings`.
 *
 * @param bytes - The file as stored.
 * @param source - Where it was read from.
 * @throws CorruptMetadataError when it is no table metadata, UnsupportedFormatError for a version after 3,
 * LimitExceededError when it unpacks to more than 384 MB.
 * @see https://iceberg.apache.org/spec/#table-metadata-fields
 * @public
 */
export function parseTableMetadata(
  bytes: Uint8Array,
  source: { metadataLocation: string },
): TableMetadata {
  const { metadataLocation } = source;
  const json = parseExactJson(
    decodeMetadataBytes(bytes, metadataLocation),
    metadataLocation,
  );
  if (!JsonFields.isObject(json)) {
    throw new CorruptMetadataError(
      `${metadataLocation} is not table metadata: it must hold a JSON object`,
      { location: metadataLocation },
    );
  }
  const warnings: ReadWarning[] = [];
  const fields = new JsonFields(json, '', warnings);
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
  const { snapshots, currentSnapshotId } = parseSnapshots(
    fields,
    formatVersion,
    warnings,
  );
  const properties = fields.strings('properties');
  return {
    format: 'iceberg',
    formatVersion,
    tableUuid: fields.string('table-uuid'),
    location,
    metadataLocation,
    metadataSizeBytes: bytes.length,
    lastUpdatedMs: fields.integer('last-updated-ms'),
    lastSequenceNumber:
      formatVersion === 1 ? undefined : fields.id('last-sequence-number'),
    lastColumnId: fields.integer('last-column-id'),
    nextRowId: fields.id('next-row-id'),
    currentSchemaId,
    schemas,
    defaultSpecId,
    partitionSpecs,
    defaultSortOrderId,
    sortOrders,
    properties,
    currentSnapshotId,
    snapshots,
    snapshotLog: parseSnapshotLog(fields),
    metadataLog: parseMetadataLog(fields),
    refs: parseRefs(fields, { currentSnapshotId, snapshots }, warnings),
    statisticsFiles: parseStatisticsFiles(fields),
    partitionStatisticsFiles: parsePartitionStatisticsFiles(fields),
    warnings: limitWarnings(warnings),
  };
}

/** A file of a million damaged entries must not become a million warnings. */
function limitWarnings(warnings: ReadWarning[]): ReadWarning[] {
  if (warnings.length <= MAX_WARNINGS) return warnings;
  const left = warnings.length - MAX_WARNINGS;
  return [
    ...warnings.slice(0, MAX_WARNINGS),
    {
      code: 'warnings-left-out',
      message: `${left} more warnings are left out`,
    },
  ];
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

function parseSnapshotLog(fields: JsonFields): TableMetadata['snapshotLog'] {
  const log: TableMetadata['snapshotLog'] = [];
  for (const entry of fields.objects('snapshot-log')) {
    const timestampMs = entry.fields.integer('timestamp-ms');
    const snapshotId = entry.fields.id('snapshot-id');
    if (timestampMs !== undefined && snapshotId !== undefined)
      log.push({ timestampMs, snapshotId });
  }
  return log;
}

function parseMetadataLog(fields: JsonFields): TableMetadata['metadataLog'] {
  const log: TableMetadata['metadataLog'] = [];
  for (const entry of fields.objects('metadata-log')) {
    const timestampMs = entry.fields.integer('timestamp-ms');
    const metadataLocation = entry.fields.string('metadata-file');
    if (timestampMs !== undefined && metadataLocation !== undefined)
      log.push({ timestampMs, metadataLocation });
  }
  return log;
}
