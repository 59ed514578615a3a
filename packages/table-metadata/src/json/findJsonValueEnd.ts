/** {@link findJsonValueEnd}: the value goes on after what is there. */
export const INCOMPLETE = -1;
/** {@link findJsonValueEnd}: deeper than `maxDepth`. */
export const TOO_DEEP = -2;

/**
 * Where the JSON value that starts at `start` ends, found without decoding it. Strings are jumped over by looking for the
 * quote. What is inside is not checked: that is for the parser of the slice.
 *
 * @param bytes - UTF-8; `bytes[start]` is the first byte of a value.
 * @param maxDepth - Levels of nesting that are allowed inside.
 * @param isLast - Whether nothing comes after `bytes`: then a number may end there.
 * @returns The position after the value, {@link INCOMPLETE} or {@link TOO_DEEP}. A byte that starts no value ends it.
 */
export function findJsonValueEnd(
  bytes: Uint8Array,
  start: number,
  maxDepth: number,
  isLast: boolean,
): number {
  const first = bytes[start];
  if (first === 0x22) return findStringEnd(bytes, start);
  if (first !== 0x7b && first !== 0x5b)
    return findScalarEnd(bytes, start, isLast);
  let depth = 0;
  const { length } = bytes;
  for (let position = start; position < length; position++) {
    const byte = bytes[position];
    if (byte === 0x22) {
      position = findStringEnd(bytes, position) - 1;
      if (position < 0) return INCOMPLETE;
    } else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > maxDepth) return TOO_DEEP;
    } else if (byte === 0x7d || byte === 0x5d) {
      if (--depth === 0) return position + 1;
    }
  }
  return INCOMPLETE;
}

/** Strings longer than this (a schema inside a property, the SQL of a view) are searched by native code. */
const SHORT_STRING = 64;

/** The position after the closing quote; `start` is at the opening one. */
export function findStringEnd(bytes: Uint8Array, start: number): number {
  const { length } = bytes;
  const near = Math.min(length, start + SHORT_STRING);
  let position = start + 1;
  for (; position < near; position++) {
    const byte = bytes[position];
    if (byte === 0x22) return position + 1;
    if (byte === 0x5c) position++;
  }
  while (position < length) {
    const quote = bytes.indexOf(0x22, position);
    if (quote < 0) return INCOMPLETE;
    let backslashes = 0;
    while (quote - 1 - backslashes >= position) {
      if (bytes[quote - 1 - backslashes] !== 0x5c) break;
      backslashes++;
    }
    if (backslashes % 2 === 0) return quote + 1;
    position = quote + 1;
  }
  return INCOMPLETE;
}

/** A number or a literal goes up to a delimiter. */
function findScalarEnd(
  bytes: Uint8Array,
  start: number,
  isLast: boolean,
): number {
  const { length } = bytes;
  for (let position = start; position < length; position++) {
    const byte = bytes[position];
    if (
      byte === 0x2c ||
      byte === 0x7d ||
      byte === 0x5d ||
      byte === 0x3a ||
      byte === 0x22 ||
      byte <= 0x20
    )
      return position;
  }
  return isLast ? length : INCOMPLETE;
}
