import type { TableRef } from './api';

const MAX_NAME_LENGTH = 63;
const PLAIN_NAME = /^[a-z0-9]+(?:[-_.][a-z0-9]+)*$/;

/**
 * Entity ref of a lakehouse: `system:default/<name>`.
 * @public
 */
export function lakehouseEntityRef(lakehouse: string): string {
  return `system:default/${lakehouseEntityName(lakehouse)}`;
}

/**
 * Entity ref of a schema: `resource:default/<lakehouse>.<schema>`.
 * @public
 */
export function schemaEntityRef(lakehouse: string, schema: string): string {
  return `resource:default/${schemaEntityName(lakehouse, schema)}`;
}

/**
 * Entity ref of a table: `resource:default/<lakehouse>.<schema>.<table>`.
 * @public
 */
export function tableEntityRef(table: TableRef): string {
  return `resource:default/${tableEntityName(table)}`;
}

/**
 * `metadata.name` of a lakehouse's entity.
 * @public
 */
export function lakehouseEntityName(lakehouse: string): string {
  return entityName([lakehouse]);
}

/**
 * `metadata.name` of a schema's entity. See {@link tableEntityName}.
 * @public
 */
export function schemaEntityName(lakehouse: string, schema: string): string {
  // A nested schema `a.b` would share the name of table `b` in schema `a`.
  return entityName([lakehouse, schema], schema.includes('.'));
}

/**
 * `metadata.name` of a table's entity: `<lakehouse>.<schema>.<table>`.
 *
 * Where that isn't a valid name, is longer than 63 characters or could be mistaken for another
 * (entity names ignore case, and parts may contain dots), it is made valid and gets a hash of
 * the original names, so that two tables never share one.
 * @public
 */
export function tableEntityName(table: TableRef): string {
  return entityName(
    [table.lakehouse, table.schema, table.table],
    table.table.includes('.'),
  );
}

/**
 * `metadata.name` of the entity of a table whose plain name is taken by another: by one that was called so before it
 * was renamed.
 *
 * @param distinction - differs between tables that were ever called so
 * @public
 */
export function distinctTableEntityName(
  table: TableRef,
  distinction: string,
): string {
  return entityName(
    [table.lakehouse, table.schema, table.table],
    true,
    distinction,
  );
}

function entityName(
  parts: string[],
  ambiguous = false,
  distinction?: string,
): string {
  const plain = parts.join('.');
  if (!ambiguous && plain.length <= MAX_NAME_LENGTH && PLAIN_NAME.test(plain)) {
    return plain;
  }
  const suffix = hash(
    [...parts, ...(distinction === undefined ? [] : [distinction])].join(
      '\u0000',
    ),
  );
  const readable = plain
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/[-_.]{2,}/g, '-')
    .slice(0, MAX_NAME_LENGTH - suffix.length - 1)
    .replace(/^[-_.]+|[-_.]+$/g, '');
  return readable ? `${readable}-${suffix}` : suffix;
}

/** FNV-1a over UTF-16 units, 64 bits in hex: needs no crypto, so it works in every browser. */
function hash(text: string): string {
  let value = 0xcbf29ce484222325n;
  for (let index = 0; index < text.length; index++) {
    value = BigInt.asUintN(
      64,
      (value ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n,
    );
  }
  return value.toString(16).padStart(16, '0');
}
