import type { DuckDBConnection } from '@duckdb/node-api';
import type {
  SchemaField,
  TableSchema,
} from '@lakehouse-portal/table-metadata';
import { quotedString } from '../engine/quoting';
import { UnsupportedDeletesError } from './errors';
import { layoutGroups } from './layoutGroups';
import { scanFiles } from './scanFiles';
import type { ScanDeleteFile, ScanInput } from './ScanInput';

type EqualityDelete = Extract<ScanDeleteFile, { kind: 'equality-deletes' }>;

export interface EqualityDeletes {
  /** Fields that the deletes compare but the schema no longer has. */
  hiddenFields: SchemaField[];
  /** Joins that remove rows from `d`; empty without any equality delete. */
  joins: string;
}

/**
 * The joins that apply equality deletes: a delete removes the rows of its partition (of
 * every partition, if its spec has none) whose file is older, and whose fields are equal,
 * null being equal to null.
 * @see https://iceberg.apache.org/spec/#equality-delete-files
 */
export async function equalityDeletes(
  connection: DuckDBConnection,
  input: ScanInput,
  schema: TableSchema,
): Promise<EqualityDeletes> {
  const files = input.deleteFiles.filter(
    (file): file is EqualityDelete => file.kind === 'equality-deletes',
  );
  if (files.length === 0) {
    return { hiddenFields: [], joins: '' };
  }
  const hidden = new Map<number, SchemaField>();
  const joins = [`JOIN (${dataFileRows(input)}) s ON d._f = s.p`];
  for (const [key, members] of groupBy(files, joinKey(input))) {
    const alias = `e${joins.length}`;
    const fields = members[0].equalityIds.map(id => {
      const known = schema.fields.find(field => field.id === id);
      const field =
        known ?? hidden.get(id) ?? oldField(id, input, members[0].path);
      if (!known) {
        hidden.set(id, field);
      }
      return field;
    });
    const conditions = fields.map(
      field => `d.c${field.id} IS NOT DISTINCT FROM ${alias}.c${field.id}`,
    );
    conditions.push(`${alias}.n > s.n`);
    if (key.startsWith('partition')) {
      conditions.push(`${alias}.k = s.k`);
    }
    const keys = await deletedKeys(connection, input, members, fields);
    joins.push(`ANTI JOIN (${keys}) ${alias} ON ${conditions.join(' AND ')}`);
  }
  return { hiddenFields: [...hidden.values()], joins: joins.join(' ') };
}

/** Deletes that compare the same fields in the same scope share one join. */
function joinKey(input: ScanInput): (file: EqualityDelete) => string {
  return file => {
    const spec = input.partitionSpecs.find(
      candidate => candidate.specId === file.specId,
    );
    const isGlobal =
      !spec || spec.fields.every(field => field.transform === 'void');
    return `${isGlobal ? 'global' : 'partition'}:${file.equalityIds.join(',')}`;
  };
}

function groupBy<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}

async function deletedKeys(
  connection: DuckDBConnection,
  input: ScanInput,
  files: readonly EqualityDelete[],
  fields: readonly SchemaField[],
): Promise<string> {
  const byPath = new Map(files.map(file => [file.path, file]));
  const groups = await layoutGroups(connection, input, [...byPath.keys()]);
  const selects = groups.map(group => {
    const members = group.paths.flatMap(path => byPath.get(path) ?? []);
    return scanFiles(group, members, fields, input);
  });
  const columns = fields.map(field => `r.c${field.id}`).join(', ');
  const facts = files.map(
    file =>
      `(${quotedString(file.path)}, ${
        file.sequenceNumber
      }::BIGINT, ${quotedString(partitionKey(file))})`,
  );
  return `SELECT ${columns}, max(t.n) AS n, t.k FROM (${selects.join(
    ' UNION ALL ',
  )}) r JOIN (VALUES ${facts.join(
    ', ',
  )}) t(p, n, k) ON r._f = t.p GROUP BY ${columns}, t.k`;
}

function dataFileRows(input: ScanInput): string {
  const rows = input.dataFiles
    .filter(file => file.deletes.length > 0)
    .map(
      file =>
        `(${quotedString(file.path)}, ${
          file.sequenceNumber
        }::BIGINT, ${quotedString(partitionKey(file))})`,
    );
  return `SELECT * FROM (VALUES ${rows.join(', ')}) t(p, n, k)`;
}

function partitionKey(
  file: Pick<EqualityDelete, 'specId' | 'partition'>,
): string {
  const values = file.partition.map(value =>
    value instanceof Uint8Array
      ? Buffer.from(value).toString('hex')
      : String(value),
  );
  return JSON.stringify([file.specId, ...values]);
}

function oldField(id: number, input: ScanInput, location: string): SchemaField {
  for (const schema of [...input.schemas].reverse()) {
    const field = schema.fields.find(candidate => candidate.id === id);
    if (field) {
      return field;
    }
  }
  throw new UnsupportedDeletesError(
    `An equality delete compares field ${id}, which is no top-level column of any schema`,
    location,
  );
}
