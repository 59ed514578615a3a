import type { Schema } from 'avsc';
import { parsePrimitiveType } from '../schema/primitiveType';

/** A field of an Avro record with Iceberg's id. */
export interface AvroField {
  name: string;
  type: Schema;
  'field-id': number;
  default?: null;
  doc?: string;
  /** The real name where Avro does not allow it. */
  'iceberg-field-name'?: string;
}

/** A field that every record has. */
export function requiredField(
  id: number,
  name: string,
  type: Schema,
): AvroField {
  return { name, type, 'field-id': id };
}

/** A field that may be null. */
export function optionalField(
  id: number,
  name: string,
  type: Schema,
): AvroField {
  return {
    name,
    type: ['null', type] as unknown as Schema,
    default: null,
    'field-id': id,
  };
}

/** A map with integer keys: Avro only has text keys, so Iceberg writes a list of pairs. */
export function intMapType(
  keyId: number,
  valueId: number,
  value: 'long' | 'bytes',
): Schema {
  return {
    type: 'array',
    items: {
      type: 'record',
      name: `k${keyId}_v${valueId}`,
      fields: [
        requiredField(keyId, 'key', 'int'),
        requiredField(valueId, 'value', value),
      ],
    },
    logicalType: 'map',
  } as unknown as Schema;
}

/** A list with Iceberg's id for its elements. */
export function listType(elementId: number, items: Schema): Schema {
  return { type: 'array', items, 'element-id': elementId } as unknown as Schema;
}

/** Bytes of a decimal of that precision. */
export function decimalLength(precision: number): number {
  let bytes = 1;
  while (2n ** BigInt(8 * bytes - 1) <= 10n ** BigInt(precision)) bytes += 1;
  return bytes;
}

/**
 * The Avro type of a partition value.
 * @see https://iceberg.apache.org/spec/#avro
 */
export function partitionAvroType(type: string): Schema {
  const primitive = parsePrimitiveType(type, 'a partition field');
  switch (primitive.name) {
    case 'boolean':
    case 'int':
    case 'long':
    case 'float':
    case 'double':
    case 'string':
      return primitive.name;
    case 'date':
      return { type: 'int', logicalType: 'date' } as unknown as Schema;
    case 'time':
      return { type: 'long', logicalType: 'time-micros' } as unknown as Schema;
    case 'timestamp':
    case 'timestamptz':
      return {
        type: 'long',
        logicalType: 'timestamp-micros',
        'adjust-to-utc': primitive.name === 'timestamptz',
      } as unknown as Schema;
    case 'timestamp_ns':
      return {
        type: 'long',
        logicalType: 'timestamp-nanos',
        'adjust-to-utc': false,
      } as unknown as Schema;
    case 'decimal': {
      const { precision, scale } = primitive;
      const name = `decimal_${precision}_${scale}`;
      return {
        type: 'fixed',
        name,
        size: decimalLength(precision),
        logicalType: 'decimal',
        precision,
        scale,
      } as unknown as Schema;
    }
    case 'uuid':
      return {
        type: 'fixed',
        name: 'uuid_fixed',
        size: 16,
        logicalType: 'uuid',
      } as unknown as Schema;
    case 'fixed':
      return {
        type: 'fixed',
        name: `fixed_${primitive.length}`,
        size: primitive.length,
      } as unknown as Schema;
    default:
      return 'bytes';
  }
}

/** A name that Avro allows, as Java makes it. */
export function avroName(name: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return name;
  const first = /^[0-9]/.test(name)
    ? `_${name[0]}`
    : escapeCharacter(name[0] ?? '_');
  return first + [...name.slice(1)].map(escapeCharacter).join('');
}

function escapeCharacter(character: string): string {
  if (/^[A-Za-z0-9_]$/.test(character)) return character;
  return [...Array(character.length).keys()]
    .map(index => `_x${character.charCodeAt(index).toString(16).toUpperCase()}`)
    .join('');
}
