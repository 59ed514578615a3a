/**
 * A 64-bit hash of a file's path, as two unsigned halves. Two of a million files share one with a chance of 3 in
 * 10^8; they would then be taken for one when deletes are attributed.
 *
 * @returns Whether the path is plain ASCII.
 */
export function pathHash(
  bytes: Uint8Array,
  start: number,
  end: number,
  out: Uint32Array,
): boolean {
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  let at = start;
  let seen = 0;
  for (; at + 4 <= end; at += 4) {
    const word =
      bytes[at] |
      (bytes[at + 1] << 8) |
      (bytes[at + 2] << 16) |
      (bytes[at + 3] << 24);
    seen |= word;
    low = Math.imul(low ^ word, 0x85ebca6b);
    low ^= low >>> 15;
    high = Math.imul(high ^ word, 0xc2b2ae35);
    high ^= high >>> 13;
  }
  for (; at < end; at++) {
    seen |= bytes[at];
    low = Math.imul(low ^ bytes[at], 0x01000193);
    high = Math.imul(high ^ bytes[at], 0x27d4eb2f);
  }
  low = Math.imul(low ^ (low >>> 16) ^ (end - start), 0x7feb352d);
  high = Math.imul(high ^ (high >>> 16) ^ (end - start), 0x846ca68b);
  out[0] = low ^ (low >>> 15);
  out[1] = high ^ (high >>> 16);
  return (seen & 0x80808080) === 0;
}

/** The same of a path as text, as a key of a map. */
export function pathHashKey(path: string): bigint {
  const bytes = Buffer.from(path, 'utf8');
  const out = new Uint32Array(2);
  pathHash(bytes, 0, bytes.length, out);
  return (BigInt(out[1]) << 32n) | BigInt(out[0]);
}
