import { deflateRawSync } from 'node:zlib';
import type { BlockInflater } from './BlockInflater';

/** More than the 16 KB that an inflater sets aside at first. */
const LONG_BYTES = 40_000;
const LIMIT = 50_000;

/**
 * Whether an inflater does what it should: on nothing, little, and more than it expects; on damage, on too much, and
 * after each of those. Takes a few milliseconds.
 *
 * @param make - Makes one with such a limit.
 */
export function proveInflater(
  make: (maxBytes: number) => BlockInflater,
): boolean {
  try {
    const inflater = make(LIMIT);
    const long = textOf(LONG_BYTES);
    const packedLong = deflateRawSync(long, { level: 1 });
    const bomb = deflateRawSync(Buffer.alloc(LIMIT + 1), { level: 1 });
    const gives = (text: Buffer): boolean => {
      const packed = deflateRawSync(text, { level: 1 });
      return text.equals(inflater.inflate(packed, 1));
    };
    const refuses = (packed: Uint8Array): boolean => {
      try {
        inflater.inflate(packed, 1);
        return false;
      } catch {
        return gives(textOf(100));
      }
    };
    return (
      gives(Buffer.alloc(0)) &&
      gives(textOf(1000)) &&
      long.equals(inflater.inflate(packedLong, 1)) &&
      gives(Buffer.alloc(LIMIT)) &&
      refuses(new Uint8Array(0)) &&
      // The third kind of block, which is reserved.
      refuses(Uint8Array.of(0x07)) &&
      refuses(packedLong.subarray(0, packedLong.length - 1)) &&
      refuses(packedLong.subarray(0, packedLong.length >> 1)) &&
      refuses(bomb) &&
      long.equals(inflater.inflate(packedLong, LONG_BYTES))
    );
  } catch {
    return false;
  }
}

/** Bytes that pack, but not to nothing. */
function textOf(length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  for (let at = 0; at < length; at++)
    bytes[at] = 65 + ((Math.imul(at, 0x9e3779b1) >>> (at & 16)) & 15);
  return bytes;
}
