import { CorruptMetadataError } from '../errors';
import { findJsonValueEnd } from './findJsonValueEnd';
import { parseExactJson } from './parseExactJson';

const MAX_DEPTH = 256;
/** More than any answer around table metadata has. */
const MAX_MEMBERS = 10_000;

/**
 * The members of a JSON object as bytes, not parsed: for an answer that holds a whole metadata file beside other things,
 * which `parseTableMetadata` then reads as if it came from a file. Of equal keys the last one counts.
 *
 * @param bytes - UTF-8, as a whole.
 * @param location - Where it came from, for messages.
 * @returns Parts of `bytes`, not copies. What is inside of them has not been looked at.
 * @throws CorruptMetadataError with the byte offset when it is not an object, ends too early, or is nested too deeply.
 * @public
 */
export function splitJsonObject(
  bytes: Uint8Array,
  location: string,
): Map<string, Uint8Array> {
  const members = new Map<string, Uint8Array>();
  let position = skipSpace(bytes, 0);

  function fail(expected: string): never {
    const found =
      position >= bytes.length ? 'the text ends there' : `${expected} expected`;
    throw new CorruptMetadataError(
      `${location} is not a JSON object: ${found}, at byte ${position}`,
      { location, offset: position },
    );
  }
  function take(char: string): void {
    if (bytes[position] !== char.charCodeAt(0)) fail(`"${char}"`);
    position = skipSpace(bytes, position + 1);
  }
  function value(): Uint8Array {
    const end = findJsonValueEnd(bytes, position, MAX_DEPTH, true);
    if (end <= position) fail('a whole value');
    const found = bytes.subarray(position, end);
    position = skipSpace(bytes, end);
    return found;
  }

  take('{');
  while (bytes[position] !== 0x7d) {
    if (members.size > 0) take(',');
    if (bytes[position] !== 0x22) fail('a key in double quotes');
    const key = parseExactJson(
      new TextDecoder().decode(value()),
      location,
    ) as string;
    take(':');
    members.delete(key);
    members.set(key, value());
    if (members.size > MAX_MEMBERS) fail('fewer members');
    if (bytes[position] !== 0x2c && bytes[position] !== 0x7d)
      fail('"," or "}"');
  }
  take('}');
  if (position < bytes.length) fail('the end');
  return members;
}

function skipSpace(bytes: Uint8Array, start: number): number {
  let position = start;
  while (
    bytes[position] === 0x20 ||
    bytes[position] === 0x0a ||
    bytes[position] === 0x0d ||
    bytes[position] === 0x09
  )
    position++;
  return position;
}
