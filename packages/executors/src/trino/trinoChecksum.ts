import {
  ExecutorError,
  type ContentChecksum,
  type ExecutorTable,
} from '@lakehouse-portal/maintenance';
import { quoteIdentifier } from '@lakehouse-portal/trino';
import type { StatementOptions, TrinoStatements } from './TrinoStatements';

/** Fields of one ROW: its type has limits, and so has the plan of a statement. */
const FIELDS_AT_ONCE = 100;
/** Types that have no hash in Trino. */
const WITHOUT_HASH = /\b(variant|hyperloglog|tdigest|qdigest|geometry)\b/i;

/**
 * Rows and checksum of a table, or of one of its snapshots: `checksum` over whole rows, so that values that changed places
 * between rows are noticed. It reads everything.
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
  const leftOut = current
    .filter(({ type }) => WITHOUT_HASH.test(type))
    .map(column => ({
      column: column.name,
      reason: `Trino has no checksum over type ${column.type}`,
    }));
  const values = current
    .filter(({ type }) => !WITHOUT_HASH.test(type))
    .map(column => valueOf(column, typeThen.get(column.name)));
  const groups: string[] = [];
  for (let start = 0; start < values.length; start += FIELDS_AT_ONCE) {
    const fields = values.slice(start, start + FIELDS_AT_ONCE).join(', ');
    groups.push(`to_hex(checksum(ROW(${fields})))`);
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
