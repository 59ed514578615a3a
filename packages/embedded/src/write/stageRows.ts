import {
  blobValue,
  type DuckDBConnection,
  type DuckDBValue,
} from '@duckdb/node-api';
import {
  applyTransform,
  type PartitionValue,
} from '@lakehouse-portal/table-metadata';
import { duckdbType } from '../engine/duckdbType';
import { toPartitionValue } from '../engine/partitionValue';
import { quotedIdentifier } from '../engine/quoting';
import { transformSql } from '../engine/transformSql';
import { ValidationError } from '../errors';
import type { SchemaJson, SortOrderJson } from '../metadata/TableMetadataJson';
import type { RowSource, SqlParameter } from '../operations/RowSource';
import type { TypedPartitionField } from '../partitioning/createPartitionSpec';
import { findFieldById } from '../schema/findField';
import { loadRows } from './loadRows';
import { requiredViolations } from './requiredViolations';

const RAW = '__lakehouse_raw';
const BUCKETS = '__lakehouse_buckets';

/** The temporary table that staged rows are in. */
export const STAGE = '__lakehouse_stage';

/** Its column that says which file a row goes to. */
export const STAGE_FILE = '__lakehouse_file';

/**
 * Rows that are ready to be written: cast to the table's types, checked, and dealt out to files.
 */
export interface StagedRows {
  rowCount: number;
  /** The files to write, by {@link STAGE_FILE}, ascending. */
  files: Array<{ number: number; partition: PartitionValue[] }>;
  /** `ORDER BY` keys of the table's sort order, in SQL; empty without one. */
  sortKeys: string[];
}

/**
 * How rows are to be staged.
 */
export interface StagePlan {
  schema: SchemaJson;
  partitionFields: TypedPartitionField[];
  sortOrder: SortOrderJson;
  /** Files for each partition, at most one per row. */
  filesPerPartition: number;
}

/**
 * Brings rows into the table {@link STAGE}. The caller drops it with {@link dropStage}.
 *
 * @throws ValidationError when the rows do not fit the table.
 */
export async function stageRows(
  connection: DuckDBConnection,
  source: RowSource,
  plan: StagePlan,
): Promise<StagedRows> {
  await loadSource(connection, source, plan.schema);
  const columns = await matchColumns(connection, source, plan.schema);
  const casts = plan.schema.fields.map(field => {
    const type = duckdbType(field.type, `column '${field.name}'`);
    return `CAST(${
      columns.has(field.name) ? `r.${quotedIdentifier(field.name)}` : 'NULL'
    } AS ${type}) AS ${quotedIdentifier(field.name)}`;
  });
  const cast = `SELECT ${[...casts, 'r.rowid AS __lakehouse_row'].join(
    ', ',
  )} FROM ${RAW} r`;
  const partitions = await partitionColumns(connection, cast, plan);
  await asValidation(async () => {
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE ${STAGE} AS
       SELECT *, ${fileNumber(plan, partitions.names)} AS ${STAGE_FILE}
       FROM (SELECT c.*${partitions.expressions
         .map((expression, index) => `, ${expression} AS __lakehouse_p${index}`)
         .join('')} FROM (${cast}) c${partitions.joins})`,
    );
  });
  const violation = await requiredViolations(connection, STAGE, plan.schema);
  if (violation) throw new ValidationError(violation);
  const reader = await connection.runAndReadAll(
    `SELECT ${[
      STAGE_FILE,
      'count(*)',
      ...partitions.names.map(name => `any_value(${name})`),
    ].join(', ')} FROM ${STAGE} GROUP BY ${STAGE_FILE} ORDER BY ${STAGE_FILE}`,
  );
  let rowCount = 0;
  const files = reader.getRows().map(([number, count, ...values]) => {
    rowCount += Number(count);
    return { number: Number(number), partition: values.map(toPartitionValue) };
  });
  return { rowCount, files, sortKeys: sortKeys(plan) };
}

/** Removes what {@link stageRows} made. */
export async function dropStage(connection: DuckDBConnection): Promise<void> {
  await connection.run(
    [RAW, BUCKETS, STAGE]
      .map(table => `DROP TABLE IF EXISTS temp.${table}`)
      .join('; '),
  );
}

async function loadSource(
  connection: DuckDBConnection,
  source: RowSource,
  schema: SchemaJson,
): Promise<void> {
  if ('sql' in source) {
    await asValidation(async () => {
      await connection.run(
        `CREATE OR REPLACE TEMP TABLE ${RAW} AS ${source.sql}`,
        toParameters(source.parameters),
      );
    });
    return;
  }
  await loadRows(
    connection,
    RAW,
    'rows' in source ? source.rows : toRows(source.columns),
    schema,
  );
}

function toParameters(
  parameters: Record<string, SqlParameter> | undefined,
): Record<string, DuckDBValue> | undefined {
  if (!parameters) return undefined;
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, toValue(value)]),
  );
}

function toValue(value: SqlParameter): DuckDBValue {
  if (value instanceof Date) return value.toISOString();
  return value instanceof Uint8Array ? blobValue(value) : value;
}

function toRows(
  columns: Readonly<Record<string, ReadonlyArray<unknown>>>,
): Array<Record<string, unknown>> {
  const entries = Object.entries(columns);
  const length = entries[0]?.[1].length ?? 0;
  for (const [name, values] of entries) {
    if (values.length !== length)
      throw new ValidationError(
        `Columns must be of equal length: '${name}' has ${values.length} values, '${entries[0][0]}' has ${length}.`,
      );
  }
  return Array.from({ length }, (_unused, row) =>
    Object.fromEntries(entries.map(([name, values]) => [name, values[row]])),
  );
}

/** The table's columns that the source gives. */
async function matchColumns(
  connection: DuckDBConnection,
  source: RowSource,
  schema: SchemaJson,
): Promise<Set<string>> {
  const given = (
    await connection.runAndReadAll(`SELECT * FROM ${RAW} LIMIT 0`)
  ).columnNames();
  const known = new Set(schema.fields.map(field => field.name));
  const unknown =
    'sql' in source ? given.find(name => !known.has(name)) : undefined;
  if (unknown !== undefined) {
    throw new ValidationError(
      `The query gives a column '${unknown}' that the table does not have. Its columns are ${[
        ...known,
      ].join(', ')}.`,
    );
  }
  const missing = schema.fields.find(
    field => field.required && !given.includes(field.name),
  );
  if (missing)
    throw new ValidationError(
      `Column '${missing.name}' is required, but the rows do not have it.`,
    );
  return new Set(given);
}

async function partitionColumns(
  connection: DuckDBConnection,
  cast: string,
  plan: StagePlan,
): Promise<{ names: string[]; expressions: string[]; joins: string }> {
  const names = plan.partitionFields.map(
    (_field, index) => `__lakehouse_p${index}`,
  );
  const expressions: string[] = [];
  const joins: string[] = [];
  for (const [index, field] of plan.partitionFields.entries()) {
    const path = findFieldById(plan.schema, field.sourceId)?.path ?? '';
    const source =
      path === ''
        ? 'NULL'
        : `c.${path.split('.').map(quotedIdentifier).join('.')}`;
    const expression = transformSql(field.transform, field.sourceType, source);
    if (expression !== undefined) {
      expressions.push(expression);
      continue;
    }
    await hashBuckets(connection, cast, source, index, field);
    joins.push(
      ` LEFT JOIN ${BUCKETS} b${index} ON b${index}.field = ${index} AND b${index}.key IS NOT DISTINCT FROM CAST(${source} AS VARCHAR)`,
    );
    expressions.push(`b${index}.bucket`);
  }
  return { names, expressions, joins: joins.join('') };
}

/** The engine lacks Iceberg's hash, so distinct values are hashed here. */
async function hashBuckets(
  connection: DuckDBConnection,
  cast: string,
  source: string,
  index: number,
  field: TypedPartitionField,
): Promise<void> {
  await connection.run(
    `CREATE TEMP TABLE IF NOT EXISTS ${BUCKETS} (field INTEGER, key VARCHAR, bucket INTEGER)`,
  );
  const reader = await asValidation(() =>
    connection.runAndReadAll(
      `SELECT DISTINCT ${source} AS value, CAST(${source} AS VARCHAR) AS key FROM (${cast}) c WHERE ${source} IS NOT NULL`,
    ),
  );
  const type = { kind: 'primitive', name: field.sourceType } as const;
  const appender = await connection.createAppender(BUCKETS, null, 'temp');
  for (const [value, key] of reader.getRows()) {
    appender.appendInteger(index);
    appender.appendVarchar(String(key));
    appender.appendInteger(
      Number(applyTransform(field.transform, type, toPartitionValue(value))),
    );
    appender.endRow();
  }
  appender.closeSync();
}

function fileNumber(plan: StagePlan, partitions: string[]): string {
  const partition =
    partitions.length === 0
      ? '0'
      : `dense_rank() OVER (ORDER BY ${partitions
          .map(name => `${name} NULLS FIRST`)
          .join(', ')}) - 1`;
  const files = plan.filesPerPartition;
  if (files === 1) return `CAST(${partition} AS INTEGER)`;
  const over =
    partitions.length === 0 ? '' : `PARTITION BY ${partitions.join(', ')}`;
  const order = [...sortKeys(plan), '__lakehouse_row'].join(', ');
  const count = `count(*) OVER (${over})`;
  const within = `((row_number() OVER (${over} ORDER BY ${order}) - 1) * least(${files}, ${count})) // ${count}`;
  return `CAST((${partition}) * ${files} + ${within} AS INTEGER)`;
}

function sortKeys(plan: StagePlan): string[] {
  return plan.sortOrder.fields.flatMap(key => {
    const source = findFieldById(plan.schema, key['source-id']);
    if (!source || typeof source.type !== 'string' || source.repeated)
      return [];
    const expression = transformSql(
      key.transform,
      source.type,
      source.path.split('.').map(quotedIdentifier).join('.'),
    );
    // A bucket has no order that a reader could use.
    if (expression === undefined) return [];
    return [
      `${expression} ${key.direction === 'desc' ? 'DESC' : 'ASC'} ${
        key['null-order'] === 'nulls-last' ? 'NULLS LAST' : 'NULLS FIRST'
      }`,
    ];
  });
}

/** What the engine says about a query or its values is the caller's to mend. */
async function asValidation<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ValidationError) throw error;
    throw new ValidationError(
      `The rows cannot be written: ${(error as Error).message}`,
      { cause: error },
    );
  }
}
