import type { JsonObject, JsonValue } from '@lakehouse-portal/table-metadata';
import type { TrinoType } from './TrinoType';

/** Deeper than any table is. */
const MAX_DEPTH = 100;

/**
 * The type of a column from its `typeSignature` (`{"rawType": "array", "arguments": [{"kind": "TYPE", "value": …}]}`).
 * Without one, or with one of an unknown form, the type is a scalar of the name that its text starts with: such
 * values stay as they came.
 */
export function parseTypeSignature(
  signature: JsonValue | undefined,
  text: string,
): TrinoType {
  return parse(signature, 0) ?? { kind: 'scalar', base: baseOf(text) };
}

function parse(
  signature: JsonValue | undefined,
  depth: number,
): TrinoType | undefined {
  if (depth > MAX_DEPTH || !isObject(signature)) {
    return undefined;
  }
  const { rawType, arguments: parameters } = signature;
  if (typeof rawType !== 'string') {
    return undefined;
  }
  const base = rawType.toLowerCase();
  const parts = Array.isArray(parameters) ? parameters.filter(isObject) : [];
  switch (base) {
    case 'array': {
      const element = parse(parts[0]?.value, depth + 1);
      return element && { kind: 'array', element };
    }
    case 'map': {
      const key = parse(parts[0]?.value, depth + 1);
      const value = parse(parts[1]?.value, depth + 1);
      return key && value && { kind: 'map', key, value };
    }
    case 'row':
      return parseRow(parts, depth);
    default: {
      const numbers = parts.flatMap(({ kind, value }) =>
        kind === 'LONG' && typeof value === 'number' ? [value] : [],
      );
      return numbers.length > 0
        ? { kind: 'scalar', base, parameters: numbers }
        : { kind: 'scalar', base };
    }
  }
}

function parseRow(parts: JsonObject[], depth: number): TrinoType | undefined {
  const fields: Array<{ name?: string; type: TrinoType }> = [];
  for (const { kind, value } of parts) {
    const named = kind === 'NAMED_TYPE' && isObject(value) ? value : undefined;
    const type = parse(named ? named.typeSignature : value, depth + 1);
    if (!type) {
      return undefined;
    }
    const fieldName = named?.fieldName;
    const name = isObject(fieldName) ? fieldName.name : fieldName;
    fields.push(typeof name === 'string' ? { name, type } : { type });
  }
  return { kind: 'row', fields };
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function baseOf(text: string): string {
  return text.toLowerCase().replace(/\s*\(\d+(?:,\s*\d+)?\)/, '');
}
