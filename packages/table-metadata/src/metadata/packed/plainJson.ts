/** Not plain, or not whole: the exact parser decides. */
export const NONE = -1;

/** The position of the closing quote of a text of plain ASCII whose opening quote is at `start`; -1 for any other value. */
export function textEnd(bytes: Buffer, start: number): number {
  if (bytes[start] !== 0x22) return NONE;
  for (let position = start + 1; ; position++) {
    const byte = bytes[position];
    if (byte === 0x22) return position;
    // Beyond the end it is undefined, and no comparison holds.
    if (!(byte >= 0x20 && byte < 0x80) || byte === 0x5c) return NONE;
  }
}

/** What follows has to be a separator: `1.5` and `1e3` are not plain. */
export function digitsEnd(bytes: Buffer, start: number): number {
  let position = start;
  while (bytes[position] >= 0x30 && bytes[position] <= 0x39) position++;
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

export function startsWith(
  bytes: Buffer,
  start: number,
  literal: Buffer,
): boolean {
  const { length } = literal;
  for (let index = 0; index < length; index++)
    if (bytes[start + index] !== literal[index]) return false;
  return true;
}

export function skipSpace(bytes: Buffer, start: number): number {
  let position = start;
  for (;;) {
    const byte = bytes[position];
    // Nearly always the first test ends it.
    if (byte > 0x20) return position;
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09)
      return position;
    position++;
  }
}
