/** Not plain, or not whole: the exact parser decides. */
export const NONE = -1;

/** What ends a plain text: the quote, and whatever isn't ASCII, or has to be unescaped, or is no JSON. */
const STOPS = Uint8Array.from({ length: 256 }, (_stop, byte) =>
  byte < 0x20 || byte >= 0x80 || byte === 0x22 || byte === 0x5c ? 1 : 0,
);

/** The position of the closing quote of a text of plain ASCII whose opening quote is at `start`; -1 for any other value. */
export function textEnd(bytes: Buffer, start: number): number {
  return bytes[start] === 0x22 ? plainEnd(bytes, start + 1) : NONE;
}

/** {@link textEnd} from somewhere inside the text. */
export function plainEnd(bytes: Buffer, start: number): number {
  const { length } = bytes;
  let position = start;
  while (position < length && STOPS[bytes[position]] === 0) position++;
  return position < length && bytes[position] === 0x22 ? position : NONE;
}

/** What follows has to be a separator: `1.5` and `1e3` are not plain. */
export function digitsEnd(bytes: Buffer, start: number): number {
  const { length } = bytes;
  let position = start;
  while (position < length) {
    const byte = bytes[position];
    if (byte < 0x30 || byte > 0x39) break;
    position++;
  }
  return position;
}

export function isNull(bytes: Buffer, start: number): boolean {
  return (
    bytes[start] === 0x6e &&
    bytes[start + 1] === 0x75 &&
    bytes[start + 2] === 0x6c &&
    bytes[start + 3] === 0x6c
  );
}

export function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

/**
 * Whether `literal`, plain text, stands at `start`. Most of the time goes into this, so eight bytes are compared at a time,
 * as one number: plain text is never a zero or NaN, of which different ones are equal and the same ones are not.
 */
export function startsWith(
  view: DataView,
  start: number,
  literal: DataView,
): boolean {
  const length = literal.byteLength;
  if (start + length > view.byteLength) return false;
  let at = 0;
  for (; at + 8 <= length; at += 8)
    if (view.getFloat64(start + at, true) !== literal.getFloat64(at, true))
      return false;
  if (at < length && length >= 8)
    // The last eight, some of them again.
    return (
      view.getFloat64(start + length - 8, true) ===
      literal.getFloat64(length - 8, true)
    );
  for (; at < length; at++)
    if (view.getUint8(start + at) !== literal.getUint8(at)) return false;
  return true;
}

/**
 * How many bytes are the same, at most `limit`; so many have to be there on both sides.
 *
 * @param other - Has plain text there: see {@link startsWith}.
 */
export function sharedLength(
  view: DataView,
  start: number,
  other: DataView,
  otherStart: number,
  limit: number,
): number {
  let at = 0;
  while (
    at + 8 <= limit &&
    view.getFloat64(start + at, true) ===
      other.getFloat64(otherStart + at, true)
  )
    at += 8;
  if (
    at + 4 <= limit &&
    view.getInt32(start + at, true) === other.getInt32(otherStart + at, true)
  )
    at += 4;
  while (
    at < limit &&
    view.getUint8(start + at) === other.getUint8(otherStart + at)
  )
    at++;
  return at;
}

export function skipSpace(bytes: Buffer, start: number): number {
  const { length } = bytes;
  let position = start;
  while (position < length) {
    const byte = bytes[position];
    // Nearly always the first test ends it.
    if (byte > 0x20) return position;
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09)
      return position;
    position++;
  }
  return position;
}
