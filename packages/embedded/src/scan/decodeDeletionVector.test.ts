import fc from 'fast-check';
import { decodeDeletionVector } from './decodeDeletionVector';
import { UnsupportedDeletesError } from './errors';

/** Writes the portable Roaring format with array, bitmap or run containers, as the caller asks. */
function encode(positions: bigint[], runs: boolean): Uint8Array {
  const keys = new Map<bigint, Map<number, number[]>>();
  for (const position of positions) {
    const containers = keys.get(position >> 32n) ?? new Map<number, number[]>();
    keys.set(position >> 32n, containers);
    const low = Number(position & 0xffffffffn);
    const values = containers.get(low >>> 16) ?? [];
    containers.set(low >>> 16, values);
    values.push(low & 0xffff);
  }
  const bytes: number[] = [];
  const number = (value: number, size: number) => {
    for (let i = 0; i < size; i++) {
      bytes.push(Math.floor(value / 2 ** (8 * i)) % 256);
    }
  };
  number(0, 4);
  number(0x6439d3d1, 4);
  number(keys.size, 8);
  for (const [key, containers] of keys) {
    number(Number(key), 4);
    if (runs) {
      number(12347 + (containers.size - 1) * 0x10000, 4);
      for (let i = 0; i < Math.ceil(containers.size / 8); i++) {
        number(0xff, 1);
      }
    } else {
      number(12346, 4);
      number(containers.size, 4);
    }
    for (const [high, values] of containers) {
      number(high, 2);
      number(values.length - 1, 2);
    }
    if (!runs || containers.size >= 4) {
      number(0, containers.size * 4);
    }
    for (const values of containers.values()) {
      if (runs) {
        number(values.length, 2);
        values.forEach(value => number(value, 4));
      } else if (values.length <= 4096) {
        values.forEach(value => number(value, 2));
      } else {
        const bits = new Uint8Array(8192);
        values.forEach(value => {
          bits[value >> 3] |= 1 << (value & 7);
        });
        bytes.push(...bits);
      }
    }
  }
  number(0, 4);
  return Uint8Array.from(bytes);
}

describe('decodeDeletionVector', () => {
  it('gives back any positions, as arrays, bitmaps or runs', () => {
    const position = fc.oneof(
      fc.bigInt({ min: 0n, max: 300n }),
      fc.bigInt({ min: 0n, max: 0x3ffffn }),
      fc.bigInt({ min: 0n, max: 0x2_ffff_ffffn }),
    );
    fc.assert(
      fc.property(
        fc.uniqueArray(position, { maxLength: 60 }),
        fc.boolean(),
        (list, runs) => {
          const sorted = [...list].sort((a, b) => (a < b ? -1 : 1));
          expect(
            decodeDeletionVector(encode(sorted, runs), 'dv', 1000),
          ).toEqual(sorted);
        },
      ),
    );
    const dense = Array.from({ length: 5000 }, (_, i) => BigInt(i * 3));
    expect(decodeDeletionVector(encode(dense, false), 'dv', 5000)).toEqual(
      dense,
    );
  });

  it('refuses damaged and oversized vectors by name', () => {
    const bytes = encode([1n, 2n, 3n], false);
    expect(() => decodeDeletionVector(bytes, 'x.puffin', 2)).toThrow(
      /more than 2 rows \(x.puffin\)|x\.puffin/,
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.length - 5 }), length => {
        expect(() =>
          decodeDeletionVector(bytes.subarray(0, length), 'x', 10),
        ).toThrow(UnsupportedDeletesError);
      }),
    );
  });
});
