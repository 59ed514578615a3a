import type { FieldType } from '../model';

/**
 * A type as people write it: `decimal(9, 2)`, `list<string>`, `map<string, long>`, `struct<a: int, b: string>`.
 * @public
 */
export function formatType(type: FieldType): string {
  switch (type.kind) {
    case 'primitive':
      return type.name;
    case 'struct':
      return `struct<${type.fields
        .map(field => `${field.name}: ${formatType(field.type)}`)
        .join(', ')}>`;
    case 'list':
      return `list<${formatType(type.element)}>`;
    case 'map':
      return `map<${formatType(type.key)}, ${formatType(type.value)}>`;
  }
}
