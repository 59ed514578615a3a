/**
 * Like `JSON.stringify`, for values with `bigint`: one within ±(2^53−1) is written as a number,
 * one beyond as a string, so that no reader rounds it. `undefined` members are left out.
 *
 * @param value - Plain objects, arrays and primitives.
 * @param indent - Spaces of indentation; none: one line.
 * @public
 */
export function stringifyExactJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, replaceUnsafeIntegers, indent);
}

function replaceUnsafeIntegers(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
  return value;
}
