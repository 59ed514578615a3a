import {
  ExecutorError,
  type ContentChecksum,
  type ExecutorTable,
} from '@lakehouse-portal/maintenance';
import { quoteIdentifier } from '@lakehouse-portal/trino';
import type { StatementOptions, TrinoStatements } from './TrinoStatements';

/** Columns whose text goes into one hash: a statement has limits. */
const COLUMNS_AT_ONCE = 100;
/** Types that have no hash in Trino. */
const WITHOUT_HASH = /\b(variant|hyperloglog|tdigest|qdigest|geometry)\b/i;
/** Types whose text says all of a value. */
const WITH_TEXT =
  /^(boolean|tinyint|smallint|integer|bigint|real|double|decimal\(.*\)|date|time\(.*|timestamp\(.*|varchar.*|char\(.*|uuid|varbinary)$/;
/** Of these, nested values have no JSON. */
const WITHOUT_JSON = /\b(varbinary|uuid|time|char)\b/;

/**
 * Rows and checksum of a table, or of one of its snapshots. It reads everything.
 *
 * `checksum` is a sum of hashes, and the hash of a ROW is a sum of those of its fields: over ROW(…) two values that changed
 * places between rows would not be noticed. So each row becomes a text, and the hashes of the texts are added up.
 */
export async function trinoChecksum(
  statements: TrinoStatements,
  table: ExecutorTable,
  options: StatementOptions & { snapshotId?: string },
): Promise<ContentChecksum> {
  const { snapshotId, ...rest } = options;
  const name = statements.name(table);
  const version = snapshotId === undefined ? '' : ` ${versionOf(snapshotId)}`;
  const current = await columnsOf(statements, name, '', rest);
  const then =
    version === '' ? current : await columnsOf(statements, name, version, rest);
  const typeThen = new Map(then.map(column => [column.name, column.type]));
  const leftOut: Array<{ column: string; reason: string }> = [];
  const texts: string[] = [];
  const groups: string[] = [];
  for (const column of current) {
    const { name: label, type } = column;
    const value = valueOf(column, typeThen.get(label));
    if (WITHOUT_HASH.test(type)) {
      leftOut.push({
        column: label,
        reason: `Trino has no checksum over type ${type}`,
      });
    } else if (WITH_TEXT.test(type)) {
      texts.push(
        type === 'varbinary' ? `to_hex(${value})` : `CAST(${value} AS varchar)`,
      );
    } else if (WITHOUT_JSON.test(type)) {
      groups.push(`to_hex(checksum(${value}))`);
      leftOut.push({
        column: label,
        reason: `Type ${type} has no text in Trino: its values are compared, but not with which rows they stand`,
      });
    } else {
      texts.push(`json_format(CAST(${value} AS JSON))`);
    }
  }
  for (let start = 0; start < texts.length; start += COLUMNS_AT_ONCE) {
    const row = texts.slice(start, start + COLUMNS_AT_ONCE).join(', ');
    groups.push(
      `to_hex(checksum(xxhash64(to_utf8(json_format(CAST(ARRAY[${row}] AS JSON))))))`,
    );
  }
  const { rows } = await statements.run(
    `SELECT ${['count(*)', ...groups].join(', ')} FROM ${name}${version}`,
    rest,
  );
  const [count, ...checksums] = rows[0] ?? [];
  if (typeof count !== 'bigint' && typeof count !== 'number') {
    throw new ExecutorError('Trino did not say how many rows there are.', {
      nothingChanged: true,
    });
  }
  return {
    rows: String(count),
    // Without rows there is none, which is as good as any other.
    ...(groups.length > 0 && {
      checksum: checksums.map(part => String(part ?? 'none')).join('-'),
    }),
    ...(leftOut.length > 0 && { leftOut }),
  };
}

/** @throws ExecutorError for what is no id: it becomes part of a statement. */
export function versionOf(snapshotId: string): string {
  if (!/^-?\d{1,19}$/.test(snapshotId)) {
    throw new ExecutorError(
      `${JSON.stringify(snapshotId)} is not the id of a snapshot.`,
      { nothingChanged: true },
    );
  }
  return `FOR VERSION AS OF ${snapshotId}`;
}

interface Column {
  name: string;
  type: string;
}

/** A value in the current type; a column that the snapshot did not have yet is null in all rows. */
function valueOf({ name, type }: Column, typeThen: string | undefined): string {
  if (typeThen === undefined) {
    return `CAST(NULL AS ${type})`;
  }
  const quoted = quoteIdentifier(name);
  return typeThen === type ? quoted : `CAST(${quoted} AS ${type})`;
}

async function columnsOf(
  statements: TrinoStatements,
  name: string,
  version: string,
  options: StatementOptions,
): Promise<Column[]> {
  const { columns } = await statements.run(
    `SELECT * FROM ${name}${version} WHERE false`,
    { signal: options.signal },
  );
  return columns.map(({ name: column, typeText }) => ({
    name: column,
    type: typeText,
  }));
}
