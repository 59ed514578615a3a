import type { FieldType } from '../model';
import { parseTransform, type Transform } from './parseTransform';

const INT: FieldType = { kind: 'primitive', name: 'int' };
const DATE: FieldType = { kind: 'primitive', name: 'date' };

/**
 * Type of the values that a transform makes; `undefined` for a transform that is not known, or when the source column is gone.
 * @public
 */
export function transformResultType(
  transform: string,
  source: FieldType | undefined,
): FieldType | undefined {
  let parsed: Transform;
  try {
    parsed = parseTransform(transform);
  } catch {
    // Format version 2 asks readers to ignore transforms that they do not know.
    return undefined;
  }
  switch (parsed.kind) {
    case 'bucket':
    case 'year':
    case 'month':
    case 'hour':
      return INT;
    case 'day':
      return DATE;
    default:
      return source;
  }
}
