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

/** Whether `literal` stands at `start`. Four bytes at a time: that is what most of the time goes into. */
export function startsWith(
  view: DataView,
  start: number,
  literal: DataView,
): boolean {
  const length = literal.byteLength;
  if (start + length > view.byteLength) return false;
  let at = 0;
  for (; at + 4 <= length; at += 4)
    if (view.getInt32(start + at) !== literal.getInt32(at)) return false;
  for (; at < length; at++)
    if (view.getUint8(start + at) !== literal.getUint8(at)) return false;
  return true;
}

/** How many bytes are the same, at most `limit`; so many have to be there on both sides. */
export function sharedLength(
  view: DataView,
  start: number,
  other: DataView,
  otherStart: number,
  limit: number,
): number {
  let at = 0;
  while (
    at + 4 <= limit &&
    view.getInt32(start + at) === other.getInt32(otherStart + at)
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
