import type {
  PartitionValue,
  SchemaField,
} from '@lakehouse-portal/table-metadata';
import { quotedString } from '../engine/quoting';
import { duckdbType } from './duckdbType';

/**
 * SQL of a decoded identity partition value, as a value of its source column.
 * Dates come as days and times and timestamps as micro- or nanoseconds, as the
 * specification stores them; text is taken as it is.
 */
export function partitionLiteral(
  value: PartitionValue,
  field: SchemaField,
): string {
  const type = duckdbType(field.type);
  if (value === null || value === undefined) {
    return `CAST(NULL AS ${type})`;
  }
  if (value instanceof Uint8Array) {
    const hex = quotedString(Buffer.from(value).toString('hex'));
    return type === 'UUID' ? `CAST(${hex} AS UUID)` : `from_hex(${hex})`;
  }
  const name = field.type.kind === 'primitive' ? field.type.name : '';
  if (typeof value === 'number' || typeof value === 'bigint') {
    return numberLiteral(value, name, type);
  }
  return `CAST(${quotedString(String(value))} AS ${type})`;
}

function numberLiteral(
  value: number | bigint,
  name: string,
  type: string,
): string {
  switch (name) {
    case 'date':
      return `(DATE '1970-01-01' + ${value})`;
    case 'time':
      return `CAST(make_timestamp(${value}) AS TIME)`;
    case 'timestamp':
      return `make_timestamp(${value})`;
    case 'timestamptz':
      return `timezone('UTC', make_timestamp(${value}))`;
    case 'timestamp_ns':
      return `make_timestamp_ns(${value})`;
    case 'timestamptz_ns':
      return `timezone('UTC', CAST(make_timestamp_ns(${value}) AS TIMESTAMP))`;
    default:
      // Quoted, so that infinities, NaN and unscaled decimals of any length are taken alike.
      return name.startsWith('decimal')
        ? decimalLiteral(value, type)
        : `CAST('${value}' AS ${type})`;
  }
}

function decimalLiteral(value: number | bigint, type: string): string {
  const scale = Number(/,(\d+)\)$/.exec(type)?.[1] ?? 0);
  if (typeof value === 'number') {
    return `CAST('${value}' AS ${type})`;
  }
  const digits = (value < 0n ? -value : value)
    .toString()
    .padStart(scale + 1, '0');
  const split = digits.length - scale;
  const text = `${value < 0n ? '-' : ''}${digits.slice(
    0,
    split,
  )}.${digits.slice(split)}`;
  return `CAST('${text}' AS ${type})`;
}
