import type { FieldType, SchemaField } from '../model';

/**
 * The JSON serialization of a type as the specification has it (appendix C): a string for a primitive,
 * an object otherwise.
 * @public
 */
export function toJsonType(type: FieldType): string | Record<string, unknown> {
  switch (type.kind) {
    case 'primitive':
      return type.name;
    case 'struct':
      return { type: 'struct', fields: type.fields.map(toJsonField) };
    case 'list':
      return {
        type: 'list',
        'element-id': type.elementId,
        element: toJsonType(type.element),
        'element-required': type.elementRequired,
      };
    case 'map':
      return {
        type: 'map',
        'key-id': type.keyId,
        key: toJsonType(type.key),
        'value-id': type.valueId,
        value: toJsonType(type.value),
        'value-required': type.valueRequired,
      };
  }
}

/**
 * The JSON serialization of a field.
 * @public
 */
export function toJsonField(field: SchemaField): Record<string, unknown> {
  return {
    id: field.id,
    name: field.name,
    required: field.required,
    type: toJsonType(field.type),
    ...(field.doc === undefined ? {} : { doc: field.doc }),
    ...(field.initialDefault === undefined
      ? {}
      : { 'initial-default': field.initialDefault }),
    ...(field.writeDefault === undefined
      ? {}
      : { 'write-default': field.writeDefault }),
  };
}
