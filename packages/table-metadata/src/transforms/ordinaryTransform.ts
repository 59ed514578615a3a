import { InvalidTransformError } from '../errors';
import { parseTransform } from './parseTransform';

/**
 * A transform as the specification spells it: `day` for `days`, `void` for `VOID`, `bucket[16]` for `Bucket[16]`. One that is
 * not known stays as it is.
 */
export function ordinaryTransform(transform: string): string {
  try {
    const parsed = parseTransform(transform);
    switch (parsed.kind) {
      case 'bucket':
        return `bucket[${parsed.buckets}]`;
      case 'truncate':
        return `truncate[${parsed.width}]`;
      default:
        return parsed.kind;
    }
  } catch (error) {
    if (error instanceof InvalidTransformError) return transform;
    throw error;
  }
}
