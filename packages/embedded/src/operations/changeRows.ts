import type { DuckDBConnection } from '@duckdb/node-api';
import type { ContentFile } from '@lakehouse-portal/table-metadata';
import type { LakehouseContext } from '../commit/LakehouseContext';
import type { SnapshotChange } from '../commit/SnapshotChange';
import { partitionKey } from '../commit/snapshotSummary';
import { dataLocation } from '../commit/tablePaths';
import type { TableState } from '../commit/TableState';
import { duckdbType } from '../engine/duckdbType';
import { quotedIdentifier } from '../engine/quoting';
import { UnsupportedOperationError, ValidationError } from '../errors';
import {
  branchHead,
  currentSchema,
  MAIN_BRANCH,
  partitionSpec,
  schemasByRelevance,
} from '../metadata/metadataParts';
import type {
  SchemaJson,
  TableMetadataJson,
} from '../metadata/TableMetadataJson';
import { typedPartitionFields } from '../partitioning/createPartitionSpec';
import { toFilePath } from '../storage/fileLocation';
import { requireInside } from '../storage/requireInside';
import {
  type PositionDeleteGroup,
  writePositionDeletes,
} from '../write/writePositionDeletes';
import { condition, dropMatches, MATCHES, matchRows } from './matchRows';
import {
  danglingDeletes,
  LAST_UPDATED,
  type PlannedFile,
  planRows,
  ROW_ID,
  type RowPlan,
  rowsSql,
  toRemoval,
} from './planRows';
import { writeRows } from './writeRows';

/**
 * A deletion or an update of the rows that a condition matches.
 */
export interface RowChange {
  where: string;
  mode: 'merge-on-read' | 'copy-on-write';
  branch?: string;
  /** Expressions by column, for an update; matching rows are deleted when left out. */
  set?: Record<string, string>;
}

type Own = (locations: string[]) => void;

/**
 * Computes what to do to a table's files so that the matching rows are deleted or updated.
 *
 * @param own - is told which files were written.
 * @returns undefined when no row matches.
 */
export async function changeRows(
  context: LakehouseContext,
  base: TableState,
  change: RowChange,
  own: Own,
): Promise<SnapshotChange | undefined> {
  const snapshot = branchHead(base.json, change.branch ?? MAIN_BRANCH);
  if (change.mode === 'merge-on-read') requirePositionDeletes(base.json);
  const assignments =
    change.set && checkAssignments(currentSchema(base.json), change.set);
  if (!snapshot) return undefined;
  const plan = await planRows(context, base, snapshot);
  return context.engine.run(async connection => {
    try {
      const sql = await rowsSql(context, connection, plan, plan.files);
      const matched = await matchRows(
        connection,
        sql,
        change.where,
        plan.files,
      );
      if (matched.length === 0) return undefined;
      const whole = change.set
        ? []
        : matched.filter(match => match.whole).map(match => match.file);
      const partial = matched
        .filter(match => !whole.includes(match.file))
        .map(match => match.file);
      const job = {
        context,
        connection,
        plan,
        whole,
        partial,
        where: condition(change.where),
        assignments,
        own,
      };
      return change.mode === 'merge-on-read'
        ? await mergeOnRead(job)
        : await copyOnWrite(job);
    } finally {
      await dropMatches(connection);
    }
  });
}

interface Job {
  context: LakehouseContext;
  connection: DuckDBConnection;
  plan: RowPlan;
  /** Files that go as a whole. */
  whole: PlannedFile[];
  partial: PlannedFile[];
  where: string;
  assignments: Map<string, string> | undefined;
  own: Own;
}

/** Position deletes for the old rows; for an update, new files with the new ones. */
async function mergeOnRead(job: Job): Promise<SnapshotChange> {
  const { context, connection, plan, whole, partial, own } = job;
  const { json } = plan.state;
  const addedData = job.assignments
    ? await writeChanged(job, partial, `WHERE ${job.where}`)
    : [];
  const addedDeletes = await writePositionDeletes(
    connection,
    MATCHES,
    deleteGroups(json, partial),
    {
      folder: requireInside(context.roots, toFilePath(dataLocation(json))),
      properties: json.properties,
      newUuid: context.newUuid,
      durable: context.durable,
    },
  );
  own(addedDeletes.map(file => file.filePath));
  return {
    operation: addedData.length > 0 ? 'overwrite' : 'delete',
    addedData,
    addedDeletes,
    removedData: toRemoval(whole),
    removedDeletes: danglingDeletes(
      plan,
      new Set(whole.map(file => file.file.filePath)),
    ),
  };
}

/** New files in place of those with matches. */
async function copyOnWrite(job: Job): Promise<SnapshotChange> {
  const { plan, whole, partial } = job;
  const filter = job.assignments ? '' : `WHERE ${job.where} IS NOT TRUE`;
  const addedData =
    partial.length === 0 ? [] : await writeChanged(job, partial, filter);
  const removed = [...whole, ...partial];
  return {
    operation: addedData.length > 0 ? 'overwrite' : 'delete',
    addedData,
    removedData: toRemoval(removed),
    removedDeletes: danglingDeletes(
      plan,
      new Set(removed.map(file => file.file.filePath)),
    ),
  };
}

async function writeChanged(
  job: Job,
  files: PlannedFile[],
  filter: string,
): Promise<ContentFile[]> {
  const { context, connection, plan, assignments } = job;
  const { json } = plan.state;
  const withRowIds = json['format-version'] >= 3;
  const sql = await rowsSql(context, connection, plan, files, { withRowIds });
  const schema = currentSchema(json);
  const columns = schema.fields.map(field => {
    const name = quotedIdentifier(field.name);
    const expression = assignments?.get(field.name);
    if (expression === undefined) return name;
    return `CASE WHEN ${job.where} THEN CAST(${expression} AS ${duckdbType(
      field.type,
      `column '${field.name}'`,
    )}) ELSE ${name} END AS ${name}`;
  });
  if (withRowIds) {
    columns.push(
      ROW_ID.name,
      assignments
        ? `CASE WHEN ${job.where} THEN NULL ELSE ${LAST_UPDATED.name} END AS ${LAST_UPDATED.name}`
        : LAST_UPDATED.name,
    );
  }
  const written = await writeRows(
    context,
    connection,
    json,
    { sql: `SELECT ${columns.join(', ')} FROM (${sql}) AS t ${filter}` },
    { schema: withRowIds ? withRowIdColumns(schema) : schema },
  );
  job.own(written.map(file => file.filePath));
  return written;
}

/** The schema of files whose rows keep their ids (version 3). */
export function withRowIdColumns(schema: SchemaJson): SchemaJson {
  return {
    ...schema,
    fields: [
      ...schema.fields,
      ...[ROW_ID, LAST_UPDATED].map(field => ({
        ...field,
        required: false,
        type: 'long',
      })),
    ],
  };
}

function deleteGroups(
  metadata: TableMetadataJson,
  files: PlannedFile[],
): PositionDeleteGroup[] {
  const schemas = schemasByRelevance(metadata);
  const byFile =
    metadata.properties['write.delete.granularity']?.toLowerCase() === 'file';
  const groups = new Map<string, PositionDeleteGroup>();
  for (const planned of files) {
    const { specId, partition, filePath } = planned.file;
    const key = byFile ? filePath : partitionKey(planned.file);
    const group = groups.get(key) ?? {
      specId,
      partition,
      partitionFields: typedPartitionFields(
        schemas,
        partitionSpec(metadata, specId),
      ),
      files: [],
    };
    group.files.push({ path: planned.path, location: filePath });
    groups.set(key, group);
  }
  return [...groups.values()];
}

function requirePositionDeletes(metadata: TableMetadataJson): void {
  if (metadata['format-version'] === 2) return;
  throw new UnsupportedOperationError(
    metadata['format-version'] === 1
      ? 'Merge-on-read needs delete files, which format version 1 does not have. Use copy-on-write, or upgrade the table to version 2.'
      : 'Merge-on-read on format version 3 needs deletion vectors, which this engine does not write. Use copy-on-write.',
  );
}

function checkAssignments(
  schema: SchemaJson,
  set: Record<string, string>,
): Map<string, string> {
  const entries = Object.entries(set);
  if (entries.length === 0)
    throw new ValidationError('An update needs at least one column to set.');
  for (const [name, expression] of entries) {
    if (!schema.fields.some(field => field.name === name)) {
      throw new ValidationError(
        `Column '${name}' cannot be set: the table has ${schema.fields
          .map(field => field.name)
          .join(', ')}.`,
      );
    }
    if (expression.trim() === '')
      throw new ValidationError(
        `The expression for column '${name}' is empty.`,
      );
  }
  return new Map(
    entries.map(([name, expression]) => [name, `(${expression}\n)`]),
  );
}
