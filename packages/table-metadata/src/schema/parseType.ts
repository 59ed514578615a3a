import { CorruptMetadataError } from '../errors';
import type { JsonObject, JsonValue } from '../json';
import type { FieldType, SchemaField } from '../model';

/** More levels than any engine accepts. */
const MAX_TYPE_DEPTH = 64;

/**
 * Reads a type from the JSON serialization of the specification (appendix C). A primitive that is not
 * known keeps its name.
 *
 * @param json - A string for a primitive, an object for `struct`, `list` and `map`.
 * @param path - Where it stands, for messages.
 * @throws CorruptMetadataError
 * @public
 */
export function parseType(
  json: JsonValue | undefined,
  path = 'type',
  depth = 0,
): FieldType {
  if (typeof json === 'string' && json.trim() !== '')
    return { kind: 'primitive', name: json };
  if (!isObject(json))
    throw new CorruptMetadataError(
      `${path} must be the name of a type or an object`,
      { path },
    );
  if (depth > MAX_TYPE_DEPTH)
    throw new CorruptMetadataError(
      `${path} is nested deeper than ${MAX_TYPE_DEPTH} levels`,
      { path },
    );
  switch (json.type) {
    case 'struct':
      return {
        kind: 'struct',
        fields: parseFields(json.fields, `${path}.fields`, depth + 1),
      };
    case 'list':
      return {
        kind: 'list',
        elementId: fieldId(json['element-id'], `${path}.element-id`),
        elementRequired: json['element-required'] === true,
        element: parseType(json.element, `${path}.element`, depth + 1),
      };
    case 'map':
      return {
        kind: 'map',
        keyId: fieldId(json['key-id'], `${path}.key-id`),
        key: parseType(json.key, `${path}.key`, depth + 1),
        valueId: fieldId(json['value-id'], `${path}.value-id`),
        valueRequired: json['value-required'] === true,
        value: parseType(json.value, `${path}.value`, depth + 1),
      };
    default:
      throw new CorruptMetadataError(
        `${path}.type must be "struct", "list" or "map"`,
        { path: `${path}.type` },
      );
  }
}

/**
 * Reads the fields of a struct or of a schema.
 * @throws CorruptMetadataError
 */
export function parseFields(
  json: JsonValue | undefined,
  path: string,
  depth = 0,
): SchemaField[] {
  if (!Array.isArray(json))
    throw new CorruptMetadataError(`${path} must be a list of fields`, {
      path,
    });
  return json.map((field, index) =>
    parseField(field, `${path}[${index}]`, depth),
  );
}

function parseField(json: JsonValue, path: string, depth: number): SchemaField {
  if (!isObject(json))
    throw new CorruptMetadataError(`${path} must be an object`, { path });
  if (typeof json.name !== 'string')
    throw new CorruptMetadataError(`${path}.name must be a string`, {
      path: `${path}.name`,
    });
  const field: SchemaField = {
    id: fieldId(json.id, `${path}.id`),
    name: json.name,
    required: json.required === true,
    type: parseType(json.type, `${path}.type`, depth),
  };
  if (typeof json.doc === 'string') field.doc = json.doc;
  if (json['initial-default'] !== undefined && json['initial-default'] !== null)
    field.initialDefault = json['initial-default'];
  if (json['write-default'] !== undefined && json['write-default'] !== null)
    field.writeDefault = json['write-default'];
  return field;
}

function fieldId(json: JsonValue | undefined, path: string): number {
  if (typeof json !== 'number' || !Number.isInteger(json)) {
    throw new CorruptMetadataError(`${path} must be a whole number`, { path });
  }
  return json;
}

function isObject(json: JsonValue | undefined): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
