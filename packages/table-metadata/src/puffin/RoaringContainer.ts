/** 65,536 consecutive positions of which some are deleted. Checked; `bytes` is a view of the file. */
export interface RoaringContainer {
  /** First position that it may have. */
  base: number;
  kind: 'array' | 'bitmap' | 'runs';
  bytes: DataView;
}

/** Positions as ranges, both ends included, in order. */
export function* rangesOf({
  base,
  kind,
  bytes,
}: RoaringContainer): Generator<[first: number, last: number]> {
  if (kind === 'runs') {
    for (let at = 0; at < bytes.byteLength; at += 4) {
      const first = base + bytes.getUint16(at, true);
      yield [first, first + bytes.getUint16(at + 2, true)];
    }
    return;
  }
  let first = -1;
  let last = -2;
  for (const position of kind === 'array' ? inArray(bytes) : inBitmap(bytes)) {
    if (position !== last + 1) {
      if (first >= 0) yield [base + first, base + last];
      first = position;
    }
    last = position;
  }
  if (first >= 0) yield [base + first, base + last];
}

/** Whether it has the position `low` after its base. */
export function containerHas(
  { kind, bytes }: RoaringContainer,
  low: number,
): boolean {
  if (kind === 'bitmap')
    return (bytes.getUint8(low >>> 3) & (1 << (low & 7))) !== 0;
  const width = kind === 'runs' ? 4 : 2;
  let from = 0;
  let to = bytes.byteLength / width;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (bytes.getUint16(middle * width, true) <= low) from = middle + 1;
    else to = middle;
  }
  if (from === 0) return false;
  const start = (from - 1) * width;
  const reach = kind === 'runs' ? bytes.getUint16(start + 2, true) : 0;
  return low <= bytes.getUint16(start, true) + reach;
}

function* inArray(bytes: DataView): Generator<number> {
  for (let at = 0; at < bytes.byteLength; at += 2)
    yield bytes.getUint16(at, true);
}

function* inBitmap(bytes: DataView): Generator<number> {
  for (let at = 0; at < bytes.byteLength; at += 4) {
    let word = bytes.getUint32(at, true);
    while (word !== 0) {
      const bit = 31 - Math.clz32(word & -word);
      yield at * 8 + bit;
      word &= word - 1;
    }
  }
}
