import {
  stringifyExactJson,
  type JsonObject,
  type JsonValue,
} from '@lakehouse-portal/table-metadata';
import { isoTimestamp } from './isoTimestamp';
import type { TrinoType } from './TrinoType';
import type { TrinoValue } from './TrinoValue';

const INTEGER_LIMITS: Record<string, number> = {
  tinyint: 2 ** 7,
  smallint: 2 ** 15,
  integer: 2 ** 31,
};
const BASE64 =
  /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** A value does not fit the type that its column has. The caller says which query and column it was. */
export class ValueMismatch extends Error {
  constructor(readonly expected: string) {
    super(`Expected ${expected}`);
    this.name = 'ValueMismatch';
  }
}

/**
 * A cell of the protocol's JSON as the value that it stands for, see {@link TrinoValue}.
 *
 * @throws ValueMismatch
 */
export function decodeValue(type: TrinoType, value: JsonValue): TrinoValue {
  if (value === null) {
    return null;
  }
  switch (type.kind) {
    case 'array':
      return arrayOf(value, 'an array').map(item =>
        decodeValue(type.element, item),
      );
    case 'row': {
      const values = arrayOf(value, 'a row');
      if (values.length !== type.fields.length) {
        throw new ValueMismatch(`a row of ${type.fields.length} fields`);
      }
      return values.map((item, index) =>
        decodeValue(type.fields[index].type, item),
      );
    }
    case 'map':
      return decodeMap(type, value);
    default:
      return decodeScalar(type.base, value);
  }
}

function decodeMap(
  type: TrinoType & { kind: 'map' },
  value: JsonValue,
): Map<TrinoValue, TrinoValue> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ValueMismatch('a map');
  }
  return new Map(
    Object.entries(value as JsonObject).map(([key, item]) => [
      decodeKey(type.key, key),
      decodeValue(type.value, item),
    ]),
  );
}

/** Keys of maps come as text whatever their type. */
function decodeKey(type: TrinoType, key: string): TrinoValue {
  if (type.kind !== 'scalar') {
    return key;
  }
  switch (type.base) {
    case 'bigint':
      return /^-?\d{1,19}$/.test(key)
        ? decodeBigint(BigInt(key))
        : mismatch('a bigint');
    case 'tinyint':
    case 'smallint':
    case 'integer':
      return /^-?\d{1,10}$/.test(key)
        ? decodeScalar(type.base, Number(key))
        : mismatch(`a value of type ${type.base}`);
    case 'real':
    case 'double':
      return key.trim() !== '' && !Number.isNaN(Number(key))
        ? Number(key)
        : decodeDouble(key);
    case 'boolean':
      return key === 'true' || key === 'false'
        ? key === 'true'
        : mismatch('a boolean');
    case 'varbinary':
      // Trino writes Java's name of an object here: nothing that could be decoded.
      return key;
    default:
      return decodeScalar(type.base, key);
  }
}

function decodeScalar(base: string, value: JsonValue): TrinoValue {
  switch (base) {
    case 'boolean':
      return typeof value === 'boolean' ? value : mismatch('a boolean');
    case 'tinyint':
    case 'smallint':
    case 'integer':
      return typeof value === 'number' &&
        Number.isInteger(value) &&
        value >= -INTEGER_LIMITS[base] &&
        value < INTEGER_LIMITS[base]
        ? value
        : mismatch(`a value of type ${base}`);
    case 'bigint':
      return decodeBigint(value);
    case 'real':
    case 'double':
      return decodeDouble(value);
    case 'decimal':
      return typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value)
        ? value
        : mismatch('a decimal as text');
    case 'varbinary':
      return typeof value === 'string' && BASE64.test(value)
        ? new Uint8Array(Buffer.from(value, 'base64'))
        : mismatch('bytes in base64');
    case 'timestamp':
    case 'timestamp with time zone':
      return (
        (typeof value === 'string' ? isoTimestamp(value) : undefined) ??
        mismatch(`a ${base}`)
      );
    default:
      return typeof value === 'string' ? value : stringifyExactJson(value);
  }
}

function decodeBigint(value: JsonValue): bigint {
  const exact =
    typeof value === 'number' && Number.isSafeInteger(value)
      ? BigInt(value)
      : value;
  return typeof exact === 'bigint' && BigInt.asIntN(64, exact) === exact
    ? exact
    : mismatch('an integer of 64 bits');
}

function decodeDouble(value: JsonValue): number {
  switch (value) {
    case 'NaN':
      return NaN;
    case 'Infinity':
    case '+Infinity':
      return Infinity;
    case '-Infinity':
      return -Infinity;
    default:
      return typeof value === 'number' || typeof value === 'bigint'
        ? Number(value)
        : mismatch('a floating-point number');
  }
}

function arrayOf(value: JsonValue, expected: string): JsonValue[] {
  return Array.isArray(value) ? value : mismatch(expected);
}

function mismatch(expected: string): never {
  throw new ValueMismatch(expected);
}
