import fc from 'fast-check';
import { compress } from 'snappyjs';
import { uncompressSnappy } from './uncompressSnappy';

const MAX = 1 << 20;

function unpacked(...bytes: number[]): string {
  return Buffer.from(uncompressSnappy(Uint8Array.from(bytes), MAX)).toString();
}

const LETTER_A = 'a'.charCodeAt(0);

describe('uncompressSnappy', () => {
  it('unpacks what a compressor packed, repetitive or not', () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc
        .tuple(fc.uint8Array({ minLength: 1, maxLength: 20 }), fc.nat(3000))
        .map(([bytes, times]) => Buffer.concat(Array(times).fill(bytes))),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), pieces => {
        const plain = Buffer.concat(pieces);
        const packed = compress(plain);
        expect(Buffer.compare(uncompressSnappy(packed, MAX * 8), plain)).toBe(
          0,
        );
      }),
    );
  });

  it('reads literals and copies of every kind', () => {
    // A literal "ab", then copies of one, two and four bytes of offset.
    expect(unpacked(6, 0x04, LETTER_A, 0x62, 0x01, 0x02)).toBe('ababab');
    expect(unpacked(5, 0x04, LETTER_A, 0x62, 0x0a, 0x02, 0x00)).toBe('ababa');
    expect(unpacked(5, 0x04, LETTER_A, 0x62, 0x0b, 2, 0, 0, 0)).toBe('ababa');
    // A literal whose length takes one byte, and four.
    expect(unpacked(1, 0xf0, 0, LETTER_A)).toBe('a');
    expect(unpacked(1, 0xfc, 0, 0, 0, 0, LETTER_A)).toBe('a');
    expect(unpacked(0)).toBe('');
  });

  it.each<[string, number[]]>([
    ['nothing', []],
    ['a length without end', [0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]],
    ['a length beyond the limit', [0xff, 0xff, 0xff, 0xff, 0x0f]],
    ['less than it claims', [5, 0x00, LETTER_A]],
    ['more than it claims', [1, 0x04, LETTER_A, LETTER_A]],
    ['a copy of more than it claims', [2, 0x00, LETTER_A, 0x01, 0x01]],
    ['a copy from before the beginning', [9, 0x00, LETTER_A, 0x01, 0x02]],
    ['a copy of nothing', [9, 0x00, LETTER_A, 0x01, 0x00]],
    ['a literal that ends early', [9, 0x08, LETTER_A]],
    ['a length that ends early', [9, 0xfc, 1]],
    ['an offset that ends early', [9, 0x00, LETTER_A, 0x03, 1]],
    // Found by the fuzzer: a library took this length for a negative one, and read on for minutes.
    ['a literal of 2.7 GB', [0, 0xfc, 0x3c, 0x7d, 0xb8, 0xa2, 0x3f]],
    ['a copy from 4 GB before', [9, 0x00, LETTER_A, 0x0b, 255, 255, 255, 255]],
  ])('refuses %s', (_what, bytes) => {
    expect(() => unpacked(...bytes)).toThrow(/^it /);
  });
});
