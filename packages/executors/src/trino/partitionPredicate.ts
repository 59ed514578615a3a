import {
  UnsupportedUnitError,
  type PartitionSelector,
} from '@lakehouse-portal/maintenance';
import { quoteIdentifier, quoteLiteral } from '@lakehouse-portal/trino';

type Field = PartitionSelector['fields'][number];

/** Types whose values the text of a partition can be cast to as it stands. */
const CASTABLE =
  /^(boolean|tinyint|smallint|integer|bigint|decimal\(\d+,\s*\d+\)|date|varchar(\(\d+\))?|char\(\d+\)|uuid)$/;
const TIMESTAMP = /^timestamp\(\d+\)( with time zone)?$/;

/**
 * A condition that holds for all rows of one partition and no others, in a form that `optimize` takes: it accepts only what
 * partitions alone decide.
 *
 * @param types - Trino's type of each column.
 * @throws UnsupportedUnitError for partitions that no such condition can name.
 */
export function partitionPredicate(
  partition: PartitionSelector,
  types: ReadonlyMap<string, string>,
): string {
  if (partition.fields.length === 0) {
    throw unsupported(partition, 'it has no partition fields');
  }
  return partition.fields
    .map(field => `(${fieldPredicate(field, types, partition)})`)
    .join(' AND ');
}

function fieldPredicate(
  field: Field,
  types: ReadonlyMap<string, string>,
  partition: PartitionSelector,
): string {
  const type = types.get(field.sourceColumn);
  if (type === undefined) {
    throw unsupported(
      partition,
      `the table has no column ${JSON.stringify(field.sourceColumn)} now`,
    );
  }
  const column = quoteIdentifier(field.sourceColumn);
  const transform = field.transform.toLowerCase();
  const isTime = /^(year|month|day|hour)s?$/.test(transform);
  if (transform !== 'identity' && !isTime) {
    throw unsupported(
      partition,
      `Trino can't select by the transform ${field.transform}`,
    );
  }
  if (field.value === null) {
    return `${column} IS NULL`;
  }
  if (!isTime) {
    if (!CASTABLE.test(type)) {
      throw unsupported(
        partition,
        `a value of type ${type} can't be written exactly`,
      );
    }
    return `${column} = CAST(${quoteLiteral(field.value)} AS ${type})`;
  }
  const [start, end] = timeRange(field, transform.replace(/s$/, ''), partition);
  return `${column} >= ${instant(
    start,
    type,
    partition,
  )} AND ${column} < ${instant(end, type, partition)}`;
}

/** Start, and start of the next, in milliseconds since the epoch. */
function timeRange(
  field: Field,
  unit: string,
  partition: PartitionSelector,
): [number, number] {
  const parts = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(
    field.value ?? '',
  );
  const wanted = { year: 1, month: 2, day: 3, hour: 4 }[unit];
  const numbers = (parts?.slice(1) ?? [])
    .filter(part => part !== undefined)
    .map(Number);
  if (numbers.length !== wanted) {
    throw unsupported(
      partition,
      `${JSON.stringify(field.value)} is not a ${unit} from 0000 to 9999`,
    );
  }
  const [year, month = 1, day = 1, hour = 0] = numbers;
  const start = utc(year, month, day, hour);
  switch (unit) {
    case 'year':
      return [start, utc(year + 1, 1, 1, 0)];
    case 'month':
      return [start, utc(year, month + 1, 1, 0)];
    case 'day':
      return [start, utc(year, month, day + 1, 0)];
    default:
      return [start, utc(year, month, day, hour + 1)];
  }
}

/** `Date.UTC` takes years below 100 for those of the last century. */
function utc(year: number, month: number, day: number, hour: number): number {
  const date = new Date(Date.UTC(2000, 0, 1, 0));
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour);
  return date.getTime();
}

function instant(
  ms: number,
  type: string,
  partition: PartitionSelector,
): string {
  const text = new Date(ms).toISOString();
  if (!/^\d{4}-/.test(text)) {
    throw unsupported(partition, 'its end is after the year 9999');
  }
  if (type === 'date') {
    return `CAST(${quoteLiteral(text.slice(0, 10))} AS date)`;
  }
  if (!TIMESTAMP.test(type)) {
    throw unsupported(partition, `its column is of type ${type}`);
  }
  const zone = type.endsWith('with time zone') ? ' UTC' : '';
  return `CAST(${quoteLiteral(
    `${text.slice(0, 10)} ${text.slice(11, 19)}${zone}`,
  )} AS ${type})`;
}

function unsupported(
  partition: PartitionSelector,
  reason: string,
): UnsupportedUnitError {
  return new UnsupportedUnitError(
    `Partition ${
      partition.label || '(none)'
    } can't be rewritten alone: ${reason}. Rewrite the whole table.`,
  );
}
