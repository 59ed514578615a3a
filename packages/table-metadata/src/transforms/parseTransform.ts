import { InvalidTransformError } from '../errors';

/**
 * A transform taken apart.
 * @public
 */
export type Transform =
  | { kind: 'identity' | 'year' | 'month' | 'day' | 'hour' | 'void' }
  | { kind: 'bucket'; buckets: number }
  | { kind: 'truncate'; width: number };

const WITH_NUMBER = /^(bucket|truncate)\[(\d{1,10})\]$/;
const MAX_INT = 2 ** 31 - 1;

/**
 * Takes the name of a transform apart: `bucket[16]`, `day`. Plural names (`days`), which old writers used, are understood.
 * @throws InvalidTransformError
 * @public
 */
export function parseTransform(transform: string): Transform {
  const text = transform.trim().toLowerCase();
  const match = WITH_NUMBER.exec(text);
  if (match) {
    const number = Number(match[2]);
    if (number < 1 || number > MAX_INT)
      throw new InvalidTransformError(
        `${transform}: the number must be 1 to ${MAX_INT}`,
      );
    return match[1] === 'bucket'
      ? { kind: 'bucket', buckets: number }
      : { kind: 'truncate', width: number };
  }
  switch (text) {
    case 'identity':
    case 'void':
      return { kind: text };
    case 'year':
    case 'years':
      return { kind: 'year' };
    case 'month':
    case 'months':
      return { kind: 'month' };
    case 'day':
    case 'days':
      return { kind: 'day' };
    case 'hour':
    case 'hours':
      return { kind: 'hour' };
    default:
      throw new InvalidTransformError(
        `"${transform.slice(
          0,
          80,
        )}" is not a transform: identity, bucket[N], truncate[W], year, month, day, hour or void`,
      );
  }
}
