import type { DuckDBConnection } from '@duckdb/node-api';
import type {
  SchemaField,
  TableSchema,
} from '@lakehouse-portal/table-metadata';
import { quotedIdentifier } from '../engine/quoting';
import { duckdbType } from './duckdbType';
import { equalityDeletes } from './equalityDeletes';
import type { LayoutGroup } from './inspectLayouts';
import { layoutGroups } from './layoutGroups';
import { positionDeletes } from './positionDeletes';
import { scanFiles } from './scanFiles';
import type { ScanDataFile, ScanInput } from './ScanInput';

/** @public */
export interface ScanOptions {
  /** Adds `_file` (absolute path of the data file) and `_pos` (row position in it). */
  includePosition?: boolean;
}

/**
 * SQL of the rows of a table at one snapshot, in the names and types of `schema`: columns
 * matched by field id, deletes applied. It can stand wherever a subquery can.
 *
 * @param connection - Used to read the footers of the files, about 0.1 ms each.
 * @throws UnsupportedFileLayoutError, UnsupportedTypeError.
 * @see https://iceberg.apache.org/spec/#scan-planning
 * @public
 */
export async function scanSql(
  connection: DuckDBConnection,
  input: ScanInput,
  schema: TableSchema,
  options: ScanOptions = {},
): Promise<string> {
  const groups = await layoutGroups(
    connection,
    input,
    input.dataFiles.map(file => file.path),
  );
  const outputs = schema.fields.map(
    field => `c${field.id} AS ${quotedIdentifier(field.name)}`,
  );
  if (options.includePosition) {
    outputs.push('_f AS _file', '_p AS _pos');
  }
  if (outputs.length === 0) {
    return 'SELECT NULL AS "(no columns)" WHERE false';
  }
  const parts: string[] = [];
  const clean = rowsOf(
    groups,
    input,
    schema.fields,
    file => file.deletes.length === 0,
  );
  if (clean) {
    parts.push(`SELECT ${outputs.join(', ')} FROM (${clean}) d`);
  }
  const dirty = await dirtyRows(connection, groups, input, schema);
  if (dirty) {
    parts.push(`SELECT ${outputs.join(', ')} FROM ${dirty}`);
  }
  return parts.length > 0
    ? parts.join(' UNION ALL ')
    : emptySql(schema, options);
}

function rowsOf(
  groups: readonly LayoutGroup[],
  input: ScanInput,
  fields: readonly SchemaField[],
  accept: (file: ScanDataFile) => boolean,
): string | undefined {
  const files = new Map(
    input.dataFiles.filter(accept).map(file => [file.path, file]),
  );
  const selects = groups.flatMap(group => {
    const members = group.paths.flatMap(path => files.get(path) ?? []);
    return members.length > 0 ? [scanFiles(group, members, fields, input)] : [];
  });
  return selects.length > 0 ? selects.join(' UNION ALL ') : undefined;
}

async function dirtyRows(
  connection: DuckDBConnection,
  groups: readonly LayoutGroup[],
  input: ScanInput,
  schema: TableSchema,
): Promise<string | undefined> {
  const equality = await equalityDeletes(connection, input, schema);
  const fields = [...schema.fields, ...equality.hiddenFields];
  const rows = rowsOf(groups, input, fields, file => file.deletes.length > 0);
  if (!rows) {
    return undefined;
  }
  const position = positionDeletes(input);
  return [`(${rows}) d`, position, equality.joins]
    .filter(part => part !== '')
    .join(' ');
}

function emptySql(schema: TableSchema, options: ScanOptions): string {
  const columns = schema.fields.map(
    field =>
      `CAST(NULL AS ${duckdbType(field.type)}) AS ${quotedIdentifier(
        field.name,
      )}`,
  );
  if (options.includePosition) {
    columns.push(
      'CAST(NULL AS VARCHAR) AS _file',
      'CAST(NULL AS BIGINT) AS _pos',
    );
  }
  return `SELECT ${columns.join(', ')} WHERE false`;
}
