import type { FieldType } from '@lakehouse-portal/table-metadata';

/** A type in one word, or with what is inside: `struct`, `list<struct>`, `map<string, long>`. */
export function typeLabel(type: FieldType): string {
  switch (type.kind) {
    case 'primitive':
      return type.name;
    case 'struct':
      return 'struct';
    case 'list':
      return `list<${typeLabel(type.element)}>`;
    default:
      return `map<${typeLabel(type.key)}, ${typeLabel(type.value)}>`;
  }
}
