import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import type { BlockInflater } from './BlockInflater';
import { FreshInflater } from './FreshInflater';
import { proveInflater } from './proveInflater';
import { ReusedInflater } from './ReusedInflater';
import { createInflater } from './sharedInflater';

const RUNS = Number(process.env.PROPERTY_RUNS ?? 200);
const LIMIT = 100_000;
const TOO_LARGE = 'too large';

/** Text that repeats itself as manifests do, or not at all. */
const content: fc.Arbitrary<Buffer> = fc
  .tuple(
    fc.uint8Array({ minLength: 1, maxLength: 300 }),
    fc.oneof(fc.nat(200), fc.constantFrom(16_384, 32_768, LIMIT, LIMIT + 1)),
  )
  .map(([piece, length]) => Buffer.alloc(length, piece));

const packed: fc.Arbitrary<Uint8Array> = fc
  .record({
    bytes: fc.oneof(content, fc.uint8Array({ maxLength: 5000 })),
    level: fc.integer({ min: 0, max: 9 }),
    strategy: fc.integer({ min: 0, max: 4 }),
    damage: fc.option(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        kind: fc.constantFrom('cut', 'flip', 'append'),
        bit: fc.nat(7),
      }),
      { freq: 2 },
    ),
  })
  .map(({ bytes, level, strategy, damage }) => {
    const whole = new Uint8Array(deflateRawSync(bytes, { level, strategy }));
    if (!damage) return whole;
    const at = Math.floor(damage.at * (whole.length - 1));
    if (damage.kind === 'cut') return whole.subarray(0, at);
    if (damage.kind === 'append')
      return new Uint8Array([...whole, 0, 255, damage.bit]);
    whole[at] ^= 1 << damage.bit;
    return whole;
  });

function outcome(
  inflater: BlockInflater,
  input: Uint8Array,
  expectedBytes: number,
): { text: string } | { problem: string; code: unknown } {
  try {
    return {
      text: Buffer.from(inflater.inflate(input, expectedBytes)).toString('hex'),
    };
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    return {
      // Node says it in words of its own.
      problem: code === 'ERR_BUFFER_TOO_LARGE' ? TOO_LARGE : message,
      code,
    };
  }
}

describe('unpacking deflate blocks', () => {
  it('is done with the quick inflater on this release of Node: should a new one lose it, this fails and the proven releases are to be looked at', () => {
    expect(createInflater(process.versions)).toBeInstanceOf(ReusedInflater);
  });

  it.each([
    ['a release that nobody has tried', { node: '99.0.0' }],
    ['no Node', {}],
    ['Bun', { ...process.versions, bun: '1.3.0' }],
    ['Deno', { ...process.versions, deno: '2.5.0' }],
  ])(
    'is left to the documented function on %s',
    (_name, versions: Record<string, string | undefined>) => {
      expect(createInflater(versions)).toBeInstanceOf(FreshInflater);
    },
  );

  it('gives, block after block from the same memory, what the documented function gives: bytes, and errors for damage and bombs', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(packed, fc.nat(200_000)), { maxLength: 12 }),
        blocks => {
          const quick = new ReusedInflater(LIMIT);
          const plain = new FreshInflater(LIMIT);
          for (const [input, expectedBytes] of blocks) {
            const found = outcome(quick, input, expectedBytes);
            const expected = outcome(plain, input, expectedBytes);
            // What is too large and damaged is one or the other, depending on how far it is unpacked at once.
            const isEither =
              'problem' in found &&
              'problem' in expected &&
              (found.problem === TOO_LARGE || expected.problem === TOO_LARGE);
            if (!isEither) expect(found).toEqual(expected);
          }
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('takes a block of exactly the limit, and refuses one byte more without setting aside more than that', () => {
    const inflater = new ReusedInflater(LIMIT);
    const just = deflateRawSync(Buffer.alloc(LIMIT, 7));
    expect(inflater.inflate(just, 1)).toHaveLength(LIMIT);
    const bomb = deflateRawSync(Buffer.alloc(64 * 1024 * 1024));
    const before = process.memoryUsage().arrayBuffers;
    expect(() => inflater.inflate(bomb, 1e9)).toThrow(
      `it unpacks to more than ${LIMIT} bytes`,
    );
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(
      8 * 1024 * 1024,
    );
    expect(inflater.inflate(just, 1)).toHaveLength(LIMIT);
  });

  it('does not keep the memory of a giant block', () => {
    const inflater = new ReusedInflater();
    const small = deflateRawSync(Buffer.from('small'));
    const giant = deflateRawSync(Buffer.alloc(40_000_000, 'ab'));
    inflater.inflate(small, 1);
    expect(inflater.inflate(giant, 1)).toHaveLength(40_000_000);
    const after = inflater.inflate(small, 1);
    expect(Buffer.from(after).toString()).toBe('small');
    expect(after.buffer.byteLength).toBeLessThan(2 * 1024 * 1024);
  });

  it('reads from a part of a larger buffer, and from shared memory', () => {
    const block = deflateRawSync(Buffer.from('of a larger one'));
    const shared = new Uint8Array(new SharedArrayBuffer(block.length + 20));
    shared.set(block, 10);
    const inflater = new ReusedInflater();
    const part = shared.subarray(10, 10 + block.length);
    expect(Buffer.from(inflater.inflate(part, 1)).toString()).toBe(
      'of a larger one',
    );
  });
});

describe('the proof that an inflater has to pass', () => {
  const plain = (maxBytes: number) => new FreshInflater(maxBytes);

  it('is passed by both', () => {
    expect(proveInflater(plain)).toBe(true);
    expect(proveInflater(maxBytes => new ReusedInflater(maxBytes))).toBe(true);
  });

  /** Inflaters with one defect each. */
  const DEFECTS: Array<
    [string, (whole: BlockInflater) => BlockInflater['inflate']]
  > = [
    [
      'stops at the end of its memory',
      whole => (input, expected) =>
        whole.inflate(input, expected).subarray(0, 16_384),
    ],
    [
      'takes damage for an empty block',
      whole => (input, expected) => {
        try {
          return whole.inflate(input, expected);
        } catch {
          return new Uint8Array(0);
        }
      },
    ],
    [
      'has no limit',
      () => (input, expected) => new FreshInflater().inflate(input, expected),
    ],
    [
      'is of no use after an error',
      whole => {
        let isBroken = false;
        return (input, expected) => {
          if (isBroken) throw new Error('broken');
          isBroken = true;
          const result = whole.inflate(input, expected);
          isBroken = false;
          return result;
        };
      },
    ],
    [
      'does not start anew with each block',
      whole => {
        let last = Buffer.alloc(0);
        return (input, expected) =>
          (last = Buffer.concat([last, whole.inflate(input, expected)]));
      },
    ],
    [
      'has no engine',
      () => () => {
        throw new TypeError('handle.writeSync is not a function');
      },
    ],
  ];

  it.each(DEFECTS)('is not passed by one that %s', (_name, defect) => {
    expect(
      proveInflater(maxBytes => ({ inflate: defect(plain(maxBytes)) })),
    ).toBe(false);
  });

  it('is not passed where none can be made', () => {
    expect(
      proveInflater(() => {
        throw new TypeError('createInflateRaw is not a function');
      }),
    ).toBe(false);
  });
});
