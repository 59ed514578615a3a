import { xxHash32 } from './xxHash32';

const MAGIC = 0x184d2204;
/** No match can stand for more: each byte of the file is at most 255 of what it unpacks to. */
const MAX_RATIO = 255;
/** Without and with the size of what is in it. */
const DESCRIPTOR_BYTES = 10;

/**
 * Unpacks an LZ4 frame as Puffin files have them: one, which states how large its content is. Every length and offset is
 * checked before it is used, and so is every checksum that is there.
 *
 * @param maxBytes - Refuses what claims to be larger, before memory is set aside.
 * @throws Error that says what is wrong.
 * @see https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md
 */
export function uncompressLz4(
  packed: Uint8Array,
  maxBytes: number,
): Uint8Array {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.length);
  const { length, hasBlockChecksums, hasContentChecksum } = readHeader(
    packed,
    view,
  );
  if (length > maxBytes || length > packed.length * MAX_RATIO)
    throw new Error(`it claims to unpack to ${length} bytes`);
  const out = new Uint8Array(length);
  let position = 4 + DESCRIPTOR_BYTES + 1;
  let written = 0;
  const takeWord = (): number => {
    if (position + 4 > packed.length) throw endsEarly();
    position += 4;
    return view.getUint32(position - 4, true);
  };
  for (;;) {
    const word = takeWord();
    if (word === 0) break;
    const size = word & 0x7fffffff;
    if (size > packed.length - position) throw endsEarly();
    const block = packed.subarray(position, position + size);
    position += size;
    // The highest bit: not compressed.
    if (word >= 0x80000000) {
      if (size > length - written) throw tooMuch(length);
      out.set(block, written);
      written += size;
    } else written = uncompressBlock(block, out, written);
    if (hasBlockChecksums && takeWord() !== xxHash32(block))
      throw new Error('the checksum of a block does not match');
  }
  if (hasContentChecksum && takeWord() !== xxHash32(out))
    throw new Error('its checksum does not match');
  if (written !== length)
    throw new Error(`it unpacks to ${written} bytes instead of ${length}`);
  if (position !== packed.length)
    throw new Error(`${packed.length - position} bytes follow after its end`);
  return out;
}

function readHeader(
  packed: Uint8Array,
  view: DataView,
): { length: number; hasBlockChecksums: boolean; hasContentChecksum: boolean } {
  if (packed.length < 4 + DESCRIPTOR_BYTES + 1) throw endsEarly();
  if (view.getUint32(0, true) !== MAGIC)
    throw new Error('it does not start as an LZ4 frame');
  const flags = packed[4];
  // Bits that have no meaning are 0.
  if (flags >>> 6 !== 1 || (flags & 3) !== 0 || (packed[5] & 0x8f) !== 0)
    throw new Error('it is of another version, or needs a dictionary');
  if ((flags & 8) === 0) throw new Error('it does not state its size');
  const descriptor = packed.subarray(4, 4 + DESCRIPTOR_BYTES);
  if (((xxHash32(descriptor) >>> 8) & 0xff) !== packed[4 + DESCRIPTOR_BYTES])
    throw new Error('the checksum of its header does not match');
  return {
    length: Number(view.getBigUint64(6, true)),
    hasBlockChecksums: (flags & 16) !== 0,
    hasContentChecksum: (flags & 4) !== 0,
  };
}

/** @returns Bytes of `out` that are written then. Blocks may copy from those before. */
function uncompressBlock(
  block: Uint8Array,
  out: Uint8Array,
  start: number,
): number {
  let position = 0;
  let written = start;
  const takeLength = (short: number): number => {
    let length = short;
    if (short !== 15) return length;
    for (;;) {
      if (position >= block.length) throw endsEarly();
      const more = block[position++];
      length += more;
      if (more !== 255) return length;
    }
  };
  while (position < block.length) {
    const token = block[position++];
    const literals = takeLength(token >>> 4);
    if (literals > block.length - position) throw endsEarly();
    if (literals > out.length - written) throw tooMuch(out.length);
    out.set(block.subarray(position, position + literals), written);
    position += literals;
    written += literals;
    // A block ends with literals.
    if (position === block.length) return written;
    if (position + 2 > block.length) throw endsEarly();
    const offset = block[position] | (block[position + 1] << 8);
    position += 2;
    const size = takeLength(token & 15) + 4;
    if (offset === 0 || offset > written)
      throw new Error('it copies from before its beginning');
    if (size > out.length - written) throw tooMuch(out.length);
    // What is copied may be part of what is being written.
    for (let index = 0; index < size; index++, written++)
      out[written] = out[written - offset];
  }
  throw endsEarly();
}

function endsEarly(): Error {
  return new Error('it ends early');
}

function tooMuch(length: number): Error {
  return new Error(
    `it unpacks to more than the ${length} bytes that it claims`,
  );
}
