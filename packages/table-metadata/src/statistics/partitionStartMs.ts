import type { PartitionSpec, PartitionValue, TableSchema } from '../model';
import { flattenSchema, parsePrimitive } from '../schema';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * When a partition by time alone starts, in milliseconds since the epoch; `undefined` for other partitions.
 */
export function partitionStartMs(
  spec: PartitionSpec,
  schema: Pick<TableSchema, 'fields'> | undefined,
  partition: PartitionValue[],
): number | undefined {
  const live = spec.fields
    .map((field, index) => ({ field, value: partition[index] }))
    .filter(({ field }) => field.transform !== 'void');
  if (live.length !== 1) return undefined;
  const [{ field, value }] = live;
  if (typeof value !== 'number' && typeof value !== 'bigint') return undefined;
  const startMs = startOf(field.transform, Number(value), () =>
    isDate(schema, field.sourceIds[0]),
  );
  return startMs !== undefined && Number.isSafeInteger(startMs)
    ? startMs
    : undefined;
}

function startOf(
  transform: string,
  value: number,
  isDateColumn: () => boolean,
): number | undefined {
  switch (transform) {
    case 'year':
      return startOfMonth(value * 12);
    case 'month':
      return startOfMonth(value);
    case 'day':
      return value * DAY_MS;
    case 'hour':
      return value * HOUR_MS;
    case 'identity':
      return isDateColumn() ? value * DAY_MS : undefined;
    default:
      return undefined;
  }
}

/** `Date.UTC` alone would take the years 0 to 99 for 1900 to 1999. */
function startOfMonth(months: number): number | undefined {
  const ms = new Date(0).setUTCFullYear(
    1970 + Math.floor(months / 12),
    months - Math.floor(months / 12) * 12,
    1,
  );
  return Number.isNaN(ms) ? undefined : ms;
}

function isDate(
  schema: Pick<TableSchema, 'fields'> | undefined,
  fieldId: number,
): boolean {
  const type =
    schema && flattenSchema(schema).find(({ id }) => id === fieldId)?.type;
  return (
    type?.kind === 'primitive' && parsePrimitive(type.name).base === 'date'
  );
}
