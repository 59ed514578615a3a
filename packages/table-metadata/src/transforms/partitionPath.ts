import type {
  FieldType,
  PartitionSpec,
  PartitionValue,
  TableSchema,
} from '../model';
import { flattenSchema } from '../schema';
import { formatValue } from '../values';
import { floorDivide } from '../values/floorDivide';
import { formatDate, formatYear } from '../values/formatTime';

/**
 * A partition as a path writes it: `day=2026-11-24/region=eu`; empty for an unpartitioned table.
 * Fields with the transform `void` (dropped in format version 1) are left out.
 *
 * @param spec - The spec that the partition was written with.
 * @param schema - Any schema that still has the source columns; without one values are shown raw.
 * @param partition - Values in the order of the spec's fields.
 * @public
 */
export function partitionPath(
  spec: PartitionSpec,
  schema: Pick<TableSchema, 'fields'> | undefined,
  partition: PartitionValue[],
): string {
  return partitionPathFormatter(spec, schema)(partition);
}

/** Prepares {@link partitionPath} for many partitions of one spec. */
export function partitionPathFormatter(
  spec: PartitionSpec,
  schema: Pick<TableSchema, 'fields'> | undefined,
): (partition: PartitionValue[]) => string {
  const types = new Map<number, FieldType>(
    (schema ? flattenSchema(schema) : []).map(({ id, type }) => [id, type]),
  );
  return partition =>
    spec.fields
      .map((field, index) => ({ field, value: partition[index] ?? null }))
      .filter(({ field }) => field.transform !== 'void')
      .map(({ field, value }) => {
        const text = formatTransformed(
          field.transform,
          types.get(field.sourceIds[0]),
          value,
        );
        return `${escapePart(field.name)}=${escapePart(text)}`;
      })
      .join('/');
}

/**
 * A transformed value as people read it: year `2026`, month `2026-11`, day `2026-11-24`, hour `2026-11-24-10`.
 * @public
 */
export function formatTransformed(
  transform: string,
  source: FieldType | undefined,
  value: PartitionValue,
): string {
  if (typeof value !== 'number' && typeof value !== 'bigint')
    return formatValue(source, value);
  if (typeof value === 'number' && !Number.isInteger(value))
    return formatValue(source, value);
  const whole = BigInt(value);
  switch (transform.toLowerCase().replace(/s$/, '')) {
    case 'year':
      return formatYear(whole + 1970n);
    case 'month': {
      const year = floorDivide(whole, 12n);
      return `${formatYear(year + 1970n)}-${(whole - year * 12n + 1n)
        .toString()
        .padStart(2, '0')}`;
    }
    case 'day':
      return formatDate(whole);
    case 'hour': {
      const days = floorDivide(whole, 24n);
      return `${formatDate(days)}-${(whole - days * 24n)
        .toString()
        .padStart(2, '0')}`;
    }
    case 'identity':
      return formatValue(source, value);
    default:
      return transform.startsWith('truncate')
        ? formatValue(source, value)
        : String(value);
  }
}

// eslint-disable-next-line no-control-regex -- control characters are to be escaped
const AMBIGUOUS = /[\u0000-\u001f\u007f%/=\\]/g;

/** Escapes what would make a path ambiguous; letters of every script stay readable. */
function escapePart(text: string): string {
  return text.replace(AMBIGUOUS, char => {
    const code = char.charCodeAt(0).toString(16).toUpperCase();
    return `%${code.padStart(2, '0')}`;
  });
}
