/**
 * The positions of a deletion vector (or of what is left of one), decoded the plain way and in order.
 *
 * @throws when it is damaged, or has more than 300,000 positions.
 */
export function naiveVector(blob: Uint8Array): number[] {
  const bytes = Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength);
  const positions: number[] = [];
  let at = 8;
  const take = (length: number): number => {
    at += length;
    return at - length;
  };
  const add = (position: number): void => {
    positions.push(position);
    if (positions.length > 300_000) throw new Error('too many');
  };
  const bitmaps = Number(bytes.readBigUInt64LE(take(8)));
  for (let bitmap = 0; bitmap < bitmaps; bitmap++) {
    const high = bytes.readUInt32LE(take(4)) * 2 ** 32;
    const cookie = bytes.readUInt32LE(take(4));
    const hasRuns = (cookie & 0xffff) === 12347;
    const count = hasRuns ? (cookie >>> 16) + 1 : bytes.readUInt32LE(take(4));
    const flagsAt = take(hasRuns ? Math.ceil(count / 8) : 0);
    const headAt = take(count * 4);
    if (!hasRuns || count >= 4) take(count * 4);
    for (let index = 0; index < count; index++) {
      const base = high + bytes.readUInt16LE(headAt + index * 4) * 65536;
      const cardinality = bytes.readUInt16LE(headAt + index * 4 + 2) + 1;
      const isRuns =
        hasRuns && (bytes[flagsAt + (index >>> 3)] >>> (index & 7)) & 1;
      if (isRuns) {
        const runs = bytes.readUInt16LE(take(2));
        for (let run = 0; run < runs; run++) {
          const first = bytes.readUInt16LE(take(2));
          const more = bytes.readUInt16LE(take(2));
          for (let low = first; low <= first + more; low++) add(base + low);
        }
      } else if (cardinality > 4096) {
        const start = take(8192);
        for (let low = 0; low < 65536; low++)
          if ((bytes.readUInt8(start + (low >>> 3)) >>> (low & 7)) & 1)
            add(base + low);
      } else {
        for (let item = 0; item < cardinality; item++)
          add(base + bytes.readUInt16LE(take(2)));
      }
    }
  }
  return positions;
}
