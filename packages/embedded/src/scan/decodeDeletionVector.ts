import { UnsupportedDeletesError } from './errors';

const magic = 0x6439d3d1;
const cookieWithRuns = 12347;
const cookieWithoutRuns = 12346;
const noOffsetThreshold = 4;

/**
 * Positions that a deletion vector removes, ascending.
 *
 * @param bytes - The blob as a Puffin file holds it: length (4 bytes, big endian), magic,
 * 64-bit Roaring bitmap (portable format), CRC-32.
 * @param location - For the error.
 * @param maxPositions - Refuses a vector that claims more.
 * @throws UnsupportedDeletesError when the blob is damaged or too large.
 * @see https://iceberg.apache.org/puffin-spec/#deletion-vector-v1-blob-type
 */
export function decodeDeletionVector(
  bytes: Uint8Array,
  location: string,
  maxPositions: number,
): bigint[] {
  try {
    return decode(bytes, maxPositions);
  } catch (error) {
    throw new UnsupportedDeletesError(
      `A deletion vector is unreadable: ${
        error instanceof Error ? error.message : error
      }`,
      location,
    );
  }
}

function decode(bytes: Uint8Array, maxPositions: number): bigint[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(4, true) !== magic) {
    throw new RangeError('it does not start with the magic number');
  }
  const bitmaps = view.getBigUint64(8, true);
  const positions: bigint[] = [];
  let offset = 16;
  for (let i = 0n; i < bitmaps; i++) {
    const high = BigInt(view.getUint32(offset, true)) << 32n;
    offset = decodeBitmap(view, offset + 4, low => {
      if (positions.length >= maxPositions) {
        throw new RangeError(`it removes more than ${maxPositions} rows`);
      }
      positions.push(high | BigInt(low));
    });
  }
  return positions;
}

/** Reads one 32-bit Roaring bitmap and returns where it ends. */
function decodeBitmap(
  view: DataView,
  start: number,
  add: (low: number) => void,
): number {
  let offset = start;
  const cookie = view.getUint32(offset, true);
  offset += 4;
  let containers: number;
  let runFlags: number | undefined;
  if ((cookie & 0xffff) === cookieWithRuns) {
    containers = (cookie >>> 16) + 1;
    runFlags = offset;
    offset += Math.ceil(containers / 8);
  } else if (cookie === cookieWithoutRuns) {
    containers = view.getUint32(offset, true);
    offset += 4;
  } else {
    throw new RangeError(`it has an unknown bitmap cookie ${cookie}`);
  }
  const headers = offset;
  offset += containers * 4;
  if (runFlags === undefined || containers >= noOffsetThreshold) {
    offset += containers * 4;
  }
  for (let i = 0; i < containers; i++) {
    const base = view.getUint16(headers + i * 4, true) * 0x10000;
    const cardinality = view.getUint16(headers + i * 4 + 2, true) + 1;
    const isRun =
      runFlags !== undefined &&
      ((view.getUint8(runFlags + (i >> 3)) >> (i & 7)) & 1) === 1;
    offset = decodeContainer(view, offset, base, cardinality, isRun, add);
  }
  return offset;
}

function decodeContainer(
  view: DataView,
  start: number,
  base: number,
  cardinality: number,
  isRun: boolean,
  add: (low: number) => void,
): number {
  if (isRun) {
    const runs = view.getUint16(start, true);
    for (let i = 0; i < runs; i++) {
      const first = view.getUint16(start + 2 + i * 4, true);
      const length = view.getUint16(start + 4 + i * 4, true);
      for (let value = first; value <= first + length; value++) {
        add(base + value);
      }
    }
    return start + 2 + runs * 4;
  }
  if (cardinality <= 4096) {
    for (let i = 0; i < cardinality; i++) {
      add(base + view.getUint16(start + i * 2, true));
    }
    return start + cardinality * 2;
  }
  for (let byte = 0; byte < 8192; byte++) {
    const bits = view.getUint8(start + byte);
    for (let bit = 0; bit < 8; bit++) {
      if ((bits >> bit) & 1) {
        add(base + byte * 8 + bit);
      }
    }
  }
  return start + 8192;
}
