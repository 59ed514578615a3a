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
import { hasNegativeZero } from '../engine/negativeZeros';
import { quotedIdentifier } from '../engine/quoting';
import { transformSql } from '../engine/transformSql';
import { ValidationError } from '../errors';
import type { SchemaJson, SortOrderJson } from '../metadata/TableMetadataJson';
import type { RowSource, SqlParameter } from '../operations/RowSource';
import type { TypedPartitionField } from '../partitioning/createPartitionSpec';
import { findFieldById } from '../schema/findField';
import { loadRows } from './loadRows';
import { rowRules } from './rowRules';

const RAW = '__lakehouse_raw';
const BUCKETS = '__lakehouse_buckets';

/** Not worth the time to remove them. */
const FEW_ROWS = 1000;

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
  /** Whether some row has a floating-point zero with a sign. */
  negativeZeros: boolean;
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
  const loaded = await loadSource(connection, source, plan);
  const columns = matchColumns(loaded.columns, source, plan.schema);
  const casts = plan.schema.fields.map(field => {
    const type = duckdbType(field.type, `column '${field.name}'`);
    return `CAST(${
      columns.has(field.name) ? `r.${quotedIdentifier(field.name)}` : 'NULL'
    } AS ${type}) AS ${quotedIdentifier(field.name)}`;
  });
  const cast = `SELECT ${[
    ...casts,
    `${loaded.rowNumber} AS __lakehouse_row`,
  ].join(', ')} FROM ${loaded.from} r`;
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
  const rules = rowRules(plan.schema);
  const reader = await connection.runAndReadAll(
    `SELECT ${[
      STAGE_FILE,
      'count(*)',
      `coalesce(bool_or(${hasNegativeZero(plan.schema) ?? 'false'}), false)`,
      ...rules.map(rule => `count(*) FILTER (WHERE ${rule.broken})`),
      ...partitions.names.map(name => `any_value(${name})`),
    ].join(', ')} FROM ${STAGE} GROUP BY ${STAGE_FILE} ORDER BY ${STAGE_FILE}`,
  );
  let rowCount = 0;
  let negativeZeros = false;
  const files = reader.getRows().map(([number, count, zeros, ...values]) => {
    rowCount += Number(count);
    negativeZeros ||= zeros === true;
    for (const [index, rule] of rules.entries()) {
      if (values[index] !== 0n) {
        throw new ValidationError(`${rule.message} (${values[index]} row(s)).`);
      }
    }
    return {
      number: Number(number),
      partition: values.slice(rules.length).map(toPartitionValue),
    };
  });
  return { rowCount, files, negativeZeros, sortKeys: sortKeys(plan) };
}

/**
 * Removes what {@link stageRows} made.
 *
 * @param rowCount - a few rows may stay: the next ones replace them, which is quicker.
 */
export async function dropStage(
  connection: DuckDBConnection,
  rowCount = Infinity,
): Promise<void> {
  if (rowCount < FEW_ROWS) return;
  await connection.run(
    [RAW, BUCKETS, STAGE]
      .map(table => `DROP TABLE IF EXISTS temp.${table}`)
      .join('; '),
  );
}

/** Where the rows are, in SQL. */
interface LoadedSource {
  columns: string[];
  /** A relation in SQL. */
  from: string;
  /** What numbers its rows in their order. */
  rowNumber: string;
}

async function loadSource(
  connection: DuckDBConnection,
  source: RowSource,
  plan: StagePlan,
): Promise<LoadedSource> {
  if (!('sql' in source)) {
    const rows = 'rows' in source ? source.rows : toRows(source.columns);
    const columns = await loadRows(connection, RAW, rows, plan.schema);
    return { columns, from: RAW, rowNumber: 'r.rowid' };
  }
  const query = source.sql.replace(/[;\s]+$/, '');
  // A query that is read once needs no copy of its rows. With parameters its columns are not known before it runs.
  if (!hasBuckets(plan) && source.parameters === undefined) {
    const columns = await asValidation(() => columnsOf(connection, query));
    return { columns, from: `(${query}\n)`, rowNumber: 'row_number() OVER ()' };
  }
  return asValidation(async () => {
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE ${RAW} AS ${query}`,
      toParameters(source.parameters),
    );
    return {
      columns: await columnsOf(connection, `FROM ${RAW}`),
      from: RAW,
      rowNumber: 'r.rowid',
    };
  });
}

/** Buckets are worked out from the rows before they are staged. */
function hasBuckets(plan: StagePlan): boolean {
  return plan.partitionFields.some(({ transform }) =>
    transform.startsWith('bucket'),
  );
}

async function columnsOf(
  connection: DuckDBConnection,
  query: string,
): Promise<string[]> {
  const statement = await connection.prepare(query);
  try {
    return Array.from({ length: statement.columnCount }, (_unused, index) =>
      statement.columnName(index),
    );
  } finally {
    statement.destroySync();
  }
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
function matchColumns(
  given: string[],
  source: RowSource,
  schema: SchemaJson,
): Set<string> {
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
  if (hasBuckets(plan)) {
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE ${BUCKETS} (field INTEGER, key VARCHAR, bucket INTEGER)`,
    );
  }
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
