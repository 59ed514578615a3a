import type { FieldType } from '../model';
import { parsePrimitive } from './parsePrimitive';

/**
 * Whether the specification allows a column of type `from` to become `to` without rewriting its files.
 * @see https://iceberg.apache.org/spec/#schema-evolution
 * @public
 */
export function isPromotion(from: FieldType, to: FieldType): boolean {
  if (from.kind !== 'primitive' || to.kind !== 'primitive') return false;
  const old = parsePrimitive(from.name);
  const now = parsePrimitive(to.name);
  if (old.base === 'decimal' && now.base === 'decimal')
    return (
      old.scale === now.scale && (old.precision ?? 0) < (now.precision ?? 0)
    );
  return (
    PROMOTIONS.has(`${old.base}>${now.base}`) ||
    (old.base === 'unknown' && now.base !== 'unknown')
  );
}

const PROMOTIONS = new Set([
  'int>long',
  'float>double',
  'date>timestamp',
  'date>timestamp_ns',
]);
