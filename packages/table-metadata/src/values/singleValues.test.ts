import fc from 'fast-check';
import type { FieldType } from '../model';
import { decodeSingleValue } from './decodeSingleValue';
import { encodeSingleValue } from './encodeSingleValue';
import { formatValue } from './formatValue';
import type { SingleValue } from './SingleValue';

const type = (name: string): FieldType => ({ kind: 'primitive', name });
const long = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const int = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });

const VALUES: Record<string, fc.Arbitrary<SingleValue>> = {
  boolean: fc.boolean(),
  int,
  date: int,
  long,
  time: long,
  timestamp: long,
  timestamptz: long,
  timestamp_ns: long,
  timestamptz_ns: long,
  float: fc.float(),
  double: fc.double(),
  'decimal(38, 10)': fc.bigInt({ min: -(10n ** 38n), max: 10n ** 38n }),
  string: fc.string({ unit: 'grapheme' }),
  uuid: fc.uuid(),
  'fixed[7]': fc.uint8Array({ minLength: 7, maxLength: 7 }),
  binary: fc.uint8Array(),
};

describe('single-value serialization', () => {
  it.each(Object.keys(VALUES))('reads back every %s', name => {
    fc.assert(
      fc.property(VALUES[name], value => {
        expect(
          decodeSingleValue(type(name), encodeSingleValue(type(name), value)),
        ).toEqual(value);
      }),
    );
  });

  it('writes the bytes that the specification gives', () => {
    const hex = (name: string, value: SingleValue): string =>
      Buffer.from(encodeSingleValue(type(name), value)).toString('hex');
    expect(hex('boolean', true)).toBe('01');
    expect(hex('int', 34)).toBe('22000000');
    expect(hex('long', -1n)).toBe('ffffffffffffffff');
    expect(hex('decimal(9, 2)', 1420n)).toBe('058c');
    expect(hex('decimal(9, 2)', 128n)).toBe('0080');
    expect(hex('decimal(9, 2)', -1n)).toBe('ff');
    expect(hex('decimal(9, 2)', 0n)).toBe('00');
    expect(hex('string', 'iceberg')).toBe('69636562657267');
    expect(hex('uuid', 'f79c3e09-677c-4bbd-a479-3f349cb785e7')).toBe(
      'f79c3e09677c4bbda4793f349cb785e7',
    );
  });

  it('reads values of before a column was widened', () => {
    expect(
      decodeSingleValue(type('long'), Uint8Array.of(0xff, 0xff, 0xff, 0xff)),
    ).toBe(-1n);
    expect(
      decodeSingleValue(type('double'), encodeSingleValue(type('float'), 1.5)),
    ).toBe(1.5);
    expect(
      decodeSingleValue(type('timestamp'), encodeSingleValue(type('date'), 2)),
    ).toBe(172_800_000_000n);
    expect(decodeSingleValue(type('decimal(20, 2)'), Uint8Array.of(5))).toBe(
      5n,
    );
  });

  it('refuses what does not fit, with a typed error, for any bytes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(VALUES)),
        fc.uint8Array({ maxLength: 20 }),
        (name, bytes) => {
          try {
            decodeSingleValue(type(name), bytes);
          } catch (error) {
            expect(error).toMatchObject({ name: 'InvalidValueError' });
          }
        },
      ),
    );
    expect(() => decodeSingleValue(type('int'), new Uint8Array(3))).toThrow(
      'A value of type int cannot have 3 bytes',
    );
    expect(() => encodeSingleValue(type('int'), 2 ** 31)).toThrow(
      'not a value of type int',
    );
    expect(() => encodeSingleValue(type('int'), 1.5)).toThrow(
      'not a value of type int',
    );
    expect(() => encodeSingleValue(type('uuid'), 'x')).toThrow(
      'not a value of type uuid',
    );
    expect(() =>
      decodeSingleValue({ kind: 'struct', fields: [] }, new Uint8Array()),
    ).toThrow('no binary form');
  });
});

describe('formatValue', () => {
  it.each<[string, SingleValue | null, string]>([
    ['date', 20_781, '2026-11-24'],
    ['date', -1, '1969-12-31'],
    ['date', -719_529, '-0001-12-31'],
    ['date', 2 ** 31 - 1, '5881580-07-11'],
    ['time', 37_800_000_001n, '10:30:00.000001'],
    ['timestamp', -1n, '1969-12-31T23:59:59.999999'],
    ['timestamptz', 0n, '1970-01-01T00:00:00+00:00'],
    ['timestamp_ns', 1n, '1970-01-01T00:00:00.000000001'],
    ['decimal(9, 2)', -5n, '-0.05'],
    ['decimal(9, 0)', 5n, '5'],
    ['binary', Uint8Array.of(1, 255), '01ff'],
    ['string', null, 'null'],
  ])('shows a %s', (name, value, expected) => {
    expect(formatValue(type(name), value)).toBe(expected);
  });

  it('agrees with Date on every day of its range', () => {
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), days => {
        expect(formatValue(type('date'), days)).toBe(
          new Date(days * 86_400_000).toISOString().slice(0, 10),
        );
      }),
    );
  });
});
