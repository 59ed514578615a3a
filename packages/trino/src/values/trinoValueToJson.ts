import type { TrinoType } from './TrinoType';
import type { TrinoValue } from './TrinoValue';

/**
 * A value as JSON can hold it without loss: integers beyond ±(2^53−1) as text, NaN and infinities as text, bytes as
 * text in hexadecimal (`0x…`), rows as objects where all fields have names of their own, maps as objects where keys are text,
 * otherwise as a list of pairs.
 */
export function trinoValueToJson(type: TrinoType, value: TrinoValue): unknown {
  if (value === null || typeof value === 'boolean') {
    return value;
  }
  if (typeof value === 'string') {
    return value;
  }
  if (typeof value === 'number') {
    return Number.isFinite(value) && !Object.is(value, -0)
      ? value
      : numberText(value);
  }
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
  if (value instanceof Uint8Array) {
    return `0x${Buffer.from(value).toString('hex')}`;
  }
  if (value instanceof Map) {
    return mapToJson(type, value);
  }
  if (type.kind === 'row') {
    return rowToJson(type, value);
  }
  const element = type.kind === 'array' ? type.element : type;
  return value.map(item => trinoValueToJson(element, item));
}

function mapToJson(
  type: TrinoType,
  value: Map<TrinoValue, TrinoValue>,
): unknown {
  const types = type.kind === 'map' ? type : { key: type, value: type };
  const entries = [...value].map(([key, item]) => [
    trinoValueToJson(types.key, key),
    trinoValueToJson(types.value, item),
  ]);
  return entries.every(([key]) => typeof key === 'string')
    ? Object.fromEntries(entries)
    : entries;
}

function rowToJson(
  type: TrinoType & { kind: 'row' },
  value: TrinoValue[],
): unknown {
  const names = type.fields.map(({ name }) => name);
  const items = value.map((item, index) =>
    trinoValueToJson(type.fields[index].type, item),
  );
  const isObject =
    names.every(name => name !== undefined) &&
    new Set(names).size === names.length;
  return isObject
    ? Object.fromEntries(items.map((item, index) => [names[index], item]))
    : items;
}

function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
