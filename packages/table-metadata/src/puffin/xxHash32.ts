const PRIMES = [2654435761, 2246822519, 3266489917, 668265263, 374761393];

/**
 * The checksum of LZ4 frames, with the seed 0.
 * @see https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md
 */
export function xxHash32(bytes: Uint8Array): number {
  const [prime1, prime2, prime3, prime4, prime5] = PRIMES;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  let hash = prime5;
  if (bytes.length >= 16) {
    const lanes = [prime1 + prime2, prime2, 0, -prime1].map(lane => lane | 0);
    for (; at + 16 <= bytes.length; at += 16)
      for (let lane = 0; lane < 4; lane++) {
        const word = view.getUint32(at + lane * 4, true);
        const mixed = lanes[lane] + Math.imul(word, prime2);
        lanes[lane] = Math.imul(rotated(mixed, 13), prime1);
      }
    hash = [1, 7, 12, 18].reduce(
      (sum, bits, lane) => (sum + rotated(lanes[lane], bits)) | 0,
      0,
    );
  }
  hash = (hash + bytes.length) | 0;
  for (; at + 4 <= bytes.length; at += 4) {
    hash = (hash + Math.imul(view.getUint32(at, true), prime3)) | 0;
    hash = Math.imul(rotated(hash, 17), prime4);
  }
  for (; at < bytes.length; at++) {
    hash = (hash + Math.imul(bytes[at], prime5)) | 0;
    hash = Math.imul(rotated(hash, 11), prime1);
  }
  hash = Math.imul(hash ^ (hash >>> 15), prime2);
  hash = Math.imul(hash ^ (hash >>> 13), prime3);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function rotated(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
