import type {
  SchemaField,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';
import { isAccessDenied, isMissingTable } from './failures';
import { defaultFieldName } from './matchPartitioning';
import { parseCreateTable, type CreateTable } from './parseCreateTable';
import type { SeenPartitioning } from './partitionSpecs';
import type { QueryGate } from './QueryGate';
import { readColumns } from './readColumns';
import { readMetadataLog, type MetadataLogEntry } from './readMetadataLog';
import {
  readProperties,
  readRefs,
  readSnapshotLog,
  readSnapshots,
} from './readSnapshots';
import { readStatistics } from './readStatistics';
import { optionalText, TableQueries } from './TableQueries';
import type { TrinoTableName } from './TrinoTableName';
import { ReadingWarnings, type TrinoTableReading } from './TrinoTableReading';

/** The table is read anew when it changes meanwhile, so often. */
const ATTEMPTS = 3;
/** Stands for ids that Trino does not tell; no id of Iceberg is negative. */
export const UNKNOWN_ID = -1;

/**
 * Reads a table from the metadata tables of Trino. They are asked one after the other: when the table has changed
 * meanwhile, all are asked again.
 *
 * @returns `unchanged` when it still is of `knownVersion`; undefined when there is no such table.
 * @throws TrinoQueryError `PERMISSION_DENIED` when the user may not read the table or one of its metadata tables;
 * every other TrinoError.
 */
export async function readTrinoTable(
  gate: QueryGate,
  name: TrinoTableName,
  options: { knownVersion?: string; signal?: AbortSignal } = {},
): Promise<TrinoTableReading | 'unchanged' | undefined> {
  const queries = new TableQueries(gate, name, options.signal);
  try {
    let log = await readMetadataLog(queries);
    for (let attempt = 1; ; attempt++) {
      const version = log.at(-1)?.file;
      if (version === undefined) {
        return undefined;
      }
      if (version === options.knownVersion) {
        return 'unchanged';
      }
      const reading = await readOnce(queries, log);
      log = await readMetadataLog(queries);
      if (log.at(-1)?.file === version) {
        return reading;
      }
      if (attempt === ATTEMPTS) {
        throw new Error(
          `The table was changed ${ATTEMPTS} times while it was read through Trino: its figures would not fit together. It is tried again with the next scan`,
        );
      }
    }
  } catch (error) {
    if (isMissingTable(error)) {
      return undefined;
    }
    throw error;
  }
}

async function readOnce(
  queries: TableQueries,
  log: MetadataLogEntry[],
): Promise<TrinoTableReading> {
  const warnings = new ReadingWarnings();
  let lastId = UNKNOWN_ID;
  const nextId = () => --lastId;
  const fields = await readColumns(queries, nextId);
  const created = await readCreateTable(queries, warnings);
  const snapshots = await readSnapshots(queries, log);
  const snapshotLog = await readSnapshotLog(queries);
  const refs = await readRefs(queries);
  const { set: properties, told } = await readProperties(queries);
  const currentSnapshotId = refs.find(
    ({ name }) => name === 'main',
  )?.snapshotId;
  const files =
    currentSnapshotId === undefined
      ? undefined
      : await readStatistics({
          queries,
          snapshotId: currentSnapshotId,
          snapshots,
          fields,
          properties,
          partitioning: created?.partitioning,
        });
  // By this code, `isReadThroughTrino` of table-health tells such metadata from others.
  warnings.add(
    'read-through-trino',
    'Read through Trino: ids of columns, schemas and partition fields, earlier schemas, the UUID of the table and the size of its metadata file are not known. Names are in lower case.',
  );
  const current = log[log.length - 1];
  const metadata: TableMetadata = {
    format: 'iceberg',
    formatVersion:
      created?.formatVersion ??
      Number(told.get('format-version') ?? UNKNOWN_ID),
    location: created?.location ?? told.get('location') ?? '',
    metadataLocation: current.file,
    lastUpdatedMs: current.timestampMs,
    currentSchemaId: UNKNOWN_ID,
    schemas: [{ schemaId: UNKNOWN_ID, identifierFieldIds: [], fields }],
    ...partitioningOf(created, files?.seen, fields, warnings),
    ...sortingOf(created, told, fields),
    properties,
    currentSnapshotId,
    snapshots,
    snapshotLog,
    metadataLog: log.slice(0, -1).map(({ timestampMs, file }) => ({
      timestampMs,
      metadataLocation: file,
    })),
    refs,
    statisticsFiles: [],
    partitionStatisticsFiles: [],
    warnings: [],
  };
  metadata.warnings = warnings.list;
  return { metadata, statistics: files?.statistics, version: current.file };
}

/** The text needs the ownership of the table: without, partitioning and sort order are not known. */
async function readCreateTable(
  queries: TableQueries,
  warnings: ReadingWarnings,
): Promise<CreateTable | undefined> {
  const unknown = (reason: string) => {
    warnings.add(
      'partitioning-unknown',
      `How the table is partitioned is not known: ${reason}. Partitions show raw values.`,
    );
    return undefined;
  };
  try {
    const { rows } = await queries.run(`SHOW CREATE TABLE ${queries.inSql()}`);
    const created = parseCreateTable(optionalText(rows[0]?.[0] ?? null) ?? '');
    return (
      created ?? unknown('the answer of SHOW CREATE TABLE is not understood')
    );
  } catch (error) {
    if (isAccessDenied(error)) {
      return unknown('the user may not run SHOW CREATE TABLE');
    }
    throw error;
  }
}

function partitioningOf(
  created: CreateTable | undefined,
  seen: SeenPartitioning | undefined,
  fields: SchemaField[],
  warnings: ReadingWarnings,
): Pick<TableMetadata, 'defaultSpecId' | 'partitionSpecs'> {
  const specs = seen?.specs.map(({ spec }) => spec) ?? [];
  if (!created) {
    return { partitionSpecs: specs };
  }
  const { currentSpecIds = [], fieldNames = [] } = seen ?? {};
  if (currentSpecIds.length === 1) {
    return { defaultSpecId: currentSpecIds[0], partitionSpecs: specs };
  }
  const isOpen = currentSpecIds.length > 1 || fieldNames.includes(undefined);
  if (specs.length > 0 && isOpen) {
    warnings.add(
      'current-files-unknown',
      'Which files are partitioned as the table is now, Trino does not tell: the id of the current partitioning is not known.',
    );
  } else if (specs.length > 0) {
    warnings.add(
      'default-spec-id-unknown',
      'No file is partitioned as the table is now: the id of the current partitioning is not known.',
    );
  }
  const spec = {
    specId: UNKNOWN_ID,
    fields: created.partitioning.map((entry, index) => ({
      sourceIds: sourceIds(fields, entry.column),
      fieldId: UNKNOWN_ID - index,
      name: fieldNames[index] ?? defaultFieldName(entry),
      transform: entry.transform,
    })),
  };
  return { defaultSpecId: UNKNOWN_ID, partitionSpecs: [...specs, spec] };
}

function sortingOf(
  created: CreateTable | undefined,
  told: Map<string, string>,
  fields: SchemaField[],
): Pick<TableMetadata, 'defaultSortOrderId' | 'sortOrders'> {
  if (!created) {
    return { sortOrders: [] };
  }
  // 0 is "unsorted" in every table.
  if (created.sorting.length === 0) {
    return told.has('sort-order')
      ? { sortOrders: [] }
      : { defaultSortOrderId: 0, sortOrders: [{ orderId: 0, fields: [] }] };
  }
  return {
    defaultSortOrderId: UNKNOWN_ID,
    sortOrders: [
      {
        orderId: UNKNOWN_ID,
        fields: created.sorting.map(({ column, direction, nullOrder }) => ({
          sourceIds: sourceIds(fields, column),
          transform: 'identity',
          direction,
          nullOrder,
        })),
      },
    ],
  };
}

function sourceIds(fields: SchemaField[], column: string): number[] {
  const found = fields.find(({ name }) => name === column);
  return found ? [found.id] : [];
}
