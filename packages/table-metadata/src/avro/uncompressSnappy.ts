/** Below this many bytes a loop is quicker than a call. */
const SHORT = 24;

/**
 * Unpacks raw Snappy, without the checksum that Avro puts behind it. Every length and offset is checked before it is
 * used: libraries trust them, and a literal of a "negative" length then takes minutes.
 *
 * @param maxBytes - Refuses what claims to be larger, before memory is set aside.
 * @throws Error that says what is wrong.
 * @see https://github.com/google/snappy/blob/main/format_description.txt
 */
export function uncompressSnappy(
  packed: Uint8Array,
  maxBytes: number,
): Uint8Array {
  const { length, start } = readLength(packed);
  if (length > maxBytes)
    throw new Error(`it claims to unpack to ${length} bytes`);
  const out = new Uint8Array(length);
  const end = packed.length;
  let position = start;
  let written = 0;
  while (position < end) {
    const tag = packed[position++];
    const kind = tag & 3;
    let size = (tag >>> 2) + 1;
    if (kind === 0) {
      if (size > 60) {
        const sizeBytes = size - 60;
        if (position + sizeBytes > end) throw endsEarly();
        size = readLittleEndian(packed, position, sizeBytes) + 1;
        position += sizeBytes;
      }
      if (size > end - position) throw endsEarly();
      if (size > length - written) throw tooMuch(length);
      if (size < SHORT)
        for (let index = 0; index < size; index++)
          out[written + index] = packed[position + index];
      else out.set(packed.subarray(position, position + size), written);
      position += size;
    } else {
      const offsetBytes = kind === 3 ? 4 : kind;
      if (position + offsetBytes > end) throw endsEarly();
      let offset = packed[position];
      if (kind === 1) {
        size = ((tag >>> 2) & 7) + 4;
        offset |= (tag >>> 5) << 8;
      } else if (kind === 2) offset |= packed[position + 1] << 8;
      else offset = readLittleEndian(packed, position, 4);
      position += offsetBytes;
      if (offset === 0 || offset > written)
        throw new Error('it copies from before its beginning');
      if (size > length - written) throw tooMuch(length);
      const from = written - offset;
      // What is copied may be part of what is being written.
      if (size < SHORT || offset < size)
        for (let index = 0; index < size; index++)
          out[written + index] = out[from + index];
      else out.copyWithin(written, from, from + size);
    }
    written += size;
  }
  if (written !== length)
    throw new Error(`it unpacks to ${written} bytes instead of ${length}`);
  return out;
}

function readLength(packed: Uint8Array): { length: number; start: number } {
  let length = 0;
  let factor = 1;
  for (let index = 0; index < Math.min(5, packed.length); index++) {
    length += (packed[index] & 0x7f) * factor;
    if (packed[index] < 0x80) return { length, start: index + 1 };
    factor *= 128;
  }
  throw new Error('it does not start with its length');
}

function readLittleEndian(
  bytes: Uint8Array,
  at: number,
  count: number,
): number {
  let value = 0;
  for (let index = count - 1; index >= 0; index--)
    value = value * 256 + bytes[at + index];
  return value;
}

function endsEarly(): Error {
  return new Error('it ends early');
}

function tooMuch(length: number): Error {
  return new Error(
    `it unpacks to more than the ${length} bytes that it claims`,
  );
}
