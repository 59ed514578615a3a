import { LimitExceededError } from '../errors';

/**
 * Like `JSON.stringify`, for values with `bigint`: one within ±(2^53−1) is written as a number,
 * one beyond as a string, so that no reader rounds it. `undefined` members are left out.
 *
 * @param value - Plain objects, arrays and primitives.
 * @param indent - Spaces of indentation; none: one line.
 * @throws LimitExceededError beyond the length of a text.
 * @public
 */
export function stringifyExactJson(value: unknown, indent?: number): string {
  try {
    return JSON.stringify(value, replaceUnsafeIntegers, indent);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new LimitExceededError(
      'The JSON would be longer than a text can be (536,870,888 characters), or nested deeper than can be written',
      { cause },
    );
  }
}

function replaceUnsafeIntegers(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
  return value;
}
