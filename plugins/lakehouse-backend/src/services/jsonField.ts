import type { FieldType, SchemaField } from '@lakehouse-portal/table-metadata';

/** A field that JSON can carry: default values beyond 2^53 become decimal strings. */
export function jsonField(field: SchemaField): SchemaField {
  return {
    ...field,
    type: jsonType(field.type),
    ...('initialDefault' in field && {
      initialDefault: jsonValue(field.initialDefault),
    }),
    ...('writeDefault' in field && {
      writeDefault: jsonValue(field.writeDefault),
    }),
  };
}

function jsonType(type: FieldType): FieldType {
  switch (type.kind) {
    case 'struct':
      return { ...type, fields: type.fields.map(jsonField) };
    case 'list':
      return { ...type, element: jsonType(type.element) };
    case 'map':
      return { ...type, key: jsonType(type.key), value: jsonType(type.value) };
    default:
      return type;
  }
}

function jsonValue(value: unknown): unknown {
  if (typeof value === 'bigint') {
    return value.toString();
  }
  if (Array.isArray(value)) {
    return value.map(jsonValue);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key, jsonValue(member)]),
    );
  }
  return value;
}
