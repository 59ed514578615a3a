import type { TableRef } from './api';

const MAX_NAME_LENGTH = 63;

/**
 * Name of the entity of a lakehouse.
 * @public
 */
export function lakehouseEntityName(lakehouse: string): string {
  return entityNameOf([lakehouse]);
}

/**
 * Name of the entity of a schema: `<lakehouse>.<schema>`.
 * @public
 */
export function schemaEntityName(schema: { lakehouse: string; schema: string }): string {
  return entityNameOf([schema.lakehouse, schema.schema]);
}

/**
 * Name of the entity of a table: `<lakehouse>.<schema>.<table>`.
 *
 * Where that isn't a valid entity name (63 letters, digits, `-`, `_`, `.`), it is
 * shortened and ends in a checksum, so that two tables never share a name.
 * @public
 */
export function tableEntityName(table: TableRef): string {
  return entityNameOf([table.lakehouse, table.schema, table.table]);
}

/**
 * Entity ref of a lakehouse, `system:default/<name>`.
 * @public
 */
export function lakehouseEntityRef(lakehouse: string): string {
  return `system:default/${lakehouseEntityName(lakehouse).toLowerCase()}`;
}

/**
 * Entity ref of a schema.
 * @public
 */
export function schemaEntityRef(schema: { lakehouse: string; schema: string }): string {
  return `resource:default/${schemaEntityName(schema).toLowerCase()}`;
}

/**
 * Entity ref of a table.
 * @public
 */
export function tableEntityRef(table: TableRef): string {
  return `resource:default/${tableEntityName(table).toLowerCase()}`;
}

function entityNameOf(parts: string[]): string {
  const plain = parts.join('.');
  // Entity refs ignore case, and a part with a dot could be taken for two parts (schema `a.b`,
  // table `b` of schema `a`): both need the checksum.
  const valid =
    plain.length <= MAX_NAME_LENGTH && parts.every(part => /^[a-z0-9]+([-_][a-z0-9]+)*$/.test(part));
  if (valid) {
    return plain;
  }
  const checksum = fnv1a64(parts.join('\u0000'));
  const readable = plain
    .replace(/[^A-Za-z0-9]+/g, character => (/^[-_.]$/.test(character) ? character : '-'))
    .replace(/^[-_.]+/, '')
    .slice(0, MAX_NAME_LENGTH - checksum.length - 1)
    .replace(/[-_.]+$/, '');
  return readable ? `${readable}-${checksum}` : checksum;
}

// Not cryptographic: names of one's own tables only have to differ from each other.
function fnv1a64(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}
