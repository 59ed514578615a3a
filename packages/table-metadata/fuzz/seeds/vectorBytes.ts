import { crc32 } from 'node:zlib';

/** Rows of one container of 65,536, and how they are written. */
export interface ContainerSketch {
  key: number;
  runs: boolean;
  rows: number[];
}

/** Writes a deletion vector as the specification has it. */
export function vectorBytes(
  bitmaps: Array<{ key: number; containers: ContainerSketch[] }>,
): Buffer {
  const parts: Buffer[] = [Buffer.alloc(8)];
  parts[0].writeBigUInt64LE(BigInt(bitmaps.length));
  for (const { key, containers } of bitmaps)
    parts.push(uint32(key), bitmapBytes(containers));
  return framed(Buffer.concat(parts));
}

/** Puts length, magic and checksum around a bitmap. */
export function framed(bitmap: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from('d1d33964', 'hex'), bitmap]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(body.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

function bitmapBytes(containers: ContainerSketch[]): Buffer {
  const hasRuns = containers.some(({ runs }) => runs);
  const bodies = containers.map(containerBytes);
  const head = hasRuns
    ? [uint32(12347 | ((containers.length - 1) << 16)), runFlags(containers)]
    : [uint32(12346), uint32(containers.length)];
  const keys = containers.flatMap(({ key, rows }) => [
    uint16(key),
    uint16(rows.length - 1),
  ]);
  const offsets: Buffer[] = [];
  if (!hasRuns || containers.length >= 4) {
    let offset =
      Buffer.concat([...head, ...keys]).length + 4 * containers.length;
    for (const body of bodies) {
      offsets.push(uint32(offset));
      offset += body.length;
    }
  }
  return Buffer.concat([...head, ...keys, ...offsets, ...bodies]);
}

function runFlags(containers: ContainerSketch[]): Buffer {
  const flags = Buffer.alloc(Math.ceil(containers.length / 8));
  for (const [index, { runs }] of containers.entries())
    if (runs) flags[index >>> 3] |= 1 << (index & 7);
  return flags;
}

function containerBytes({ runs, rows }: ContainerSketch): Buffer {
  if (runs) {
    const found: Array<[number, number]> = [];
    for (const row of rows) {
      const last = found[found.length - 1];
      if (last && row === last[0] + last[1] + 1) last[1]++;
      else found.push([row, 0]);
    }
    return Buffer.concat([
      uint16(found.length),
      ...found.flatMap(([first, more]) => [uint16(first), uint16(more)]),
    ]);
  }
  if (rows.length <= 4096) return Buffer.concat(rows.map(uint16));
  const bits = Buffer.alloc(8192);
  for (const row of rows) bits[row >>> 3] |= 1 << (row & 7);
  return bits;
}

function uint16(value: number): Buffer {
  return Buffer.from(Uint8Array.of(value & 0xff, value >>> 8));
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}
