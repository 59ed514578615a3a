import { TableReadError } from '../errors';
import type { FieldType } from '../model';
import { parsePrimitive } from '../schema';
import { decodeSingleValue } from '../values';

/** A bound as something that `<` orders; `undefined` when it cannot be read or has no order that helps. */
export type BoundReader = (bytes: Uint8Array) => number | string | undefined;

/** Prepares to read many bounds of one column. A 64-bit value is rounded: only the order matters. */
export function boundReader(type: FieldType): BoundReader {
  if (type.kind !== 'primitive') return () => undefined;
  switch (parsePrimitive(type.name).base) {
    case 'boolean':
    case 'fixed':
    case 'binary':
      return () => undefined;
    default:
      return bytes => ordered(type, bytes);
  }
}

function ordered(
  type: FieldType,
  bytes: Uint8Array,
): number | string | undefined {
  try {
    const value = decodeSingleValue(type, bytes);
    if (typeof value === 'bigint') return Number(value);
    if (typeof value === 'number')
      return Number.isNaN(value) ? undefined : value;
    return typeof value === 'string' ? value : undefined;
  } catch (error) {
    // A bound that does not fit its type helps no reader; the file counts as one without it.
    if (error instanceof TableReadError) return undefined;
    throw error;
  }
}
