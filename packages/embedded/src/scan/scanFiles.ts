import type { SchemaField } from '@lakehouse-portal/table-metadata';
import { quotedIdentifier, quotedString } from '../engine/quoting';
import type { LayoutNode } from './FileLayout';
import type { LayoutGroup } from './inspectLayouts';
import { parquetList } from './parquetList';
import { partitionLiteral } from './partitionLiteral';
import { missingExpression, readExpression } from './readExpression';
import type { ScanInput } from './ScanInput';

/** A file of a scan, of whatever content. */
export interface PartitionedFile {
  path: string;
  specId: number;
  partition: ScanInput['dataFiles'][number]['partition'];
}

/**
 * SQL of the raw rows of files that share a layout: one column `c<field id>` for each
 * field, and `_f`, `_p`: the file's path and the row's position in it.
 */
export function scanFiles(
  group: LayoutGroup,
  files: readonly PartitionedFile[],
  fields: readonly SchemaField[],
  input: Pick<ScanInput, 'partitionSpecs'>,
): string {
  const present = new Map<number, LayoutNode>();
  for (const column of group.layout.columns) {
    if (column.fieldId !== undefined) {
      present.set(column.fieldId, column);
    }
  }
  const constants = fields.filter(
    field =>
      !present.has(field.id) && isIdentityPartition(field.id, files, input),
  );
  const columns = fields.map(field => {
    const node = present.get(field.id);
    const constant = constants.indexOf(field);
    let expression = missingExpression(field);
    if (node) {
      const name = group.layout.hasFieldIds ? `c${field.id}` : node.name;
      expression = readExpression(
        field.type,
        node,
        `f.${quotedIdentifier(name)}`,
      );
    } else if (constant >= 0) {
      expression = `v.v${constant}`;
    }
    return `${expression} AS c${field.id}`;
  });
  columns.push('f.filename AS _f', 'f.file_row_number AS _p');

  const paths = files.map(file => file.path);
  const schema = group.layout.hasFieldIds
    ? `, schema=${fieldIdSchema(group, fields, present)}`
    : '';
  let sql = `SELECT ${columns.join(', ')} FROM read_parquet(${parquetList(
    paths,
  )}, hive_partitioning=false${schema}) f`;
  if (constants.length > 0) {
    sql += ` JOIN (${constantRows(
      files,
      constants,
      input,
    )}) v ON f.filename = v.p`;
  }
  return sql;
}

/**
 * Reading by field id gives the file's columns names of our own: no clash of upper and
 * lower case, nor with the columns that DuckDB adds (`filename`, `file_row_number`).
 */
function fieldIdSchema(
  group: LayoutGroup,
  fields: readonly SchemaField[],
  present: ReadonlyMap<number, LayoutNode>,
): string {
  const entries = fields.flatMap(field => {
    const node = present.get(field.id);
    return node ? [fieldIdEntry(field.id, node)] : [];
  });
  if (entries.length === 0) {
    // Rows still have to be counted; any column of the file does.
    const [any] = present.entries();
    const [id, node] = any ?? [
      -1,
      group.layout.columns[0] ?? { type: 'INTEGER' },
    ];
    entries.push(fieldIdEntry(id, node));
  }
  return `MAP{${entries.join(', ')}}`;
}

function fieldIdEntry(id: number, node: Pick<LayoutNode, 'type'>): string {
  return `${id}: {name: 'c${id}', type: ${quotedString(
    node.type,
  )}, default_value: NULL}`;
}

function isIdentityPartition(
  fieldId: number,
  files: readonly PartitionedFile[],
  input: Pick<ScanInput, 'partitionSpecs'>,
): boolean {
  const specIds = new Set(files.map(file => file.specId));
  return [...specIds].some(
    specId => identityIndex(fieldId, specId, input) >= 0,
  );
}

function identityIndex(
  fieldId: number,
  specId: number,
  input: Pick<ScanInput, 'partitionSpecs'>,
): number {
  const spec = input.partitionSpecs.find(
    candidate => candidate.specId === specId,
  );
  return (
    spec?.fields.findIndex(
      field =>
        field.transform === 'identity' &&
        field.sourceIds.length === 1 &&
        field.sourceIds[0] === fieldId,
    ) ?? -1
  );
}

/** Migrated files leave out the columns that their folder names: the partition has the value. */
function constantRows(
  files: readonly PartitionedFile[],
  fields: readonly SchemaField[],
  input: Pick<ScanInput, 'partitionSpecs'>,
): string {
  const rows = files.map(file => {
    const values = fields.map(field => {
      const index = identityIndex(field.id, file.specId, input);
      return index < 0
        ? missingExpression(field)
        : partitionLiteral(file.partition[index] ?? null, field);
    });
    return `(${[quotedString(file.path), ...values].join(', ')})`;
  });
  const names = fields.map((_, index) => `v${index}`);
  return `SELECT * FROM (VALUES ${rows.join(', ')}) t(${['p', ...names].join(
    ', ',
  )})`;
}
