import fc from 'fast-check';
import type { FieldType, PartitionValue } from '../model';
import { applyTransform } from './applyTransform';
import { murmur3 } from './murmur3';
import { parseTransform } from './parseTransform';
import { formatTransformed, partitionPath } from './partitionPath';

const type = (name: string): FieldType => ({ kind: 'primitive', name });
/** A bucket count so large that the bucket is the hash, if that is positive. */
const HASH = `bucket[${2 ** 31 - 1}]`;

describe('bucket', () => {
  // https://iceberg.apache.org/spec/#appendix-b-32-bit-hash-requirements
  it.each<[string, PartitionValue, number]>([
    ['int', 34, 2017239379],
    ['long', 34n, 2017239379],
    ['decimal(9, 2)', 1420n, -500754589],
    ['date', 17486, -653330422],
    ['time', 81_068_000_000n, -662762989],
    ['timestamp', 1_510_871_468_000_000n, -2047944441],
    ['timestamp', 1_510_871_468_000_001n, -1207196810],
    ['timestamptz', 1_510_871_468_000_000n, -2047944441],
    ['timestamp_ns', 1_510_871_468_000_001_001n, -1207196810],
    ['string', 'iceberg', 1210000089],
    ['uuid', 'f79c3e09-677c-4bbd-a479-3f349cb785e7', 1488055340],
    ['fixed[4]', Uint8Array.of(0, 1, 2, 3), -188683207],
    ['binary', Uint8Array.of(0, 1, 2, 3), -188683207],
  ])('hashes a %s as the specification says', (name, value, hash) => {
    expect(applyTransform(HASH, type(name), value)).toBe(
      (hash & 0x7fffffff) % (2 ** 31 - 1),
    );
    expect(applyTransform('bucket[16]', type(name), value)).toBe(
      (hash & 0x7fffffff) % 16,
    );
  });

  it('hashes bytes of any length; the reference vectors of Murmur3 hold', () => {
    const hash = (text: string): number =>
      murmur3(new TextEncoder().encode(text)) >>> 0;
    expect([
      hash(''),
      hash('a'),
      hash('ab'),
      hash('abc'),
      hash('abcd'),
      hash('Hello, world!'),
    ]).toEqual([0, 0x3c2569b2, 0x9bbfd75f, 0xb3dd93fa, 0x43ed676a, 0xc0363e43]);
  });

  it('puts every value into one of its buckets', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: 1, max: 1000 }),
        (value, buckets) => {
          const bucket = applyTransform(
            `bucket[${buckets}]`,
            type('string'),
            value,
          ) as number;
          expect(bucket).toBeGreaterThanOrEqual(0);
          expect(bucket).toBeLessThan(buckets);
        },
      ),
    );
  });
});

describe('truncate and times', () => {
  it.each<[string, string, PartitionValue, PartitionValue]>([
    ['truncate[10]', 'int', 1, 0],
    ['truncate[10]', 'int', -1, -10],
    ['truncate[10]', 'long', -10n, -10n],
    ['truncate[50]', 'decimal(9, 2)', 1065n, 1050n],
    ['truncate[3]', 'string', 'iceberg', 'ice'],
    ['truncate[2]', 'string', '😀é😀', '😀é'],
    ['truncate[2]', 'binary', Uint8Array.of(1, 2, 3), Uint8Array.of(1, 2)],
    ['year', 'date', 17_486, 47],
    ['month', 'date', 17_486, 574],
    ['day', 'date', 17_486, 17_486],
    ['year', 'timestamp', 1_510_871_468_000_000n, 47],
    ['month', 'timestamptz', 1_510_871_468_000_000n, 574],
    ['day', 'timestamp', 1_510_871_468_000_000n, 17_486],
    ['hour', 'timestamp', 1_510_871_468_000_000n, 419_686],
    ['hour', 'timestamp_ns', 1_510_871_468_000_000_000n, 419_686],
    ['year', 'date', -1, -1],
    ['month', 'date', -1, -1],
    ['day', 'timestamp', -1n, -1],
    ['hour', 'timestamp', -1n, -1],
    ['identity', 'string', 'x', 'x'],
    ['void', 'string', 'x', null],
    ['bucket[4]', 'string', null, null],
  ])('%s of a %s', (transform, name, value, expected) => {
    expect(applyTransform(transform, type(name), value)).toEqual(expected);
  });

  it('refuses transforms that are unknown or do not apply', () => {
    expect(() => applyTransform('hour', type('date'), 1)).toThrow(
      'hour does not apply to date',
    );
    expect(() => applyTransform('bucket[4]', type('double'), 1.5)).toThrow(
      'bucket does not apply to double',
    );
    expect(() => applyTransform('truncate[4]', type('boolean'), true)).toThrow(
      'truncate does not apply to boolean',
    );
    for (const bad of [
      'bucket[0]',
      'bucket',
      'truncate[-1]',
      'bucket[99999999999]',
      'zorder',
      '',
    ]) {
      expect(() => parseTransform(bad)).toThrow(
        expect.objectContaining({ name: 'InvalidTransformError' }),
      );
    }
  });
});

describe('partitionPath', () => {
  const field = (id: number, name: string, kind: string) => ({
    id,
    name,
    required: false,
    type: type(kind),
  });
  const schema = {
    fields: [
      field(1, 'ts', 'timestamp'),
      field(2, 'region', 'string'),
      field(3, 'd', 'date'),
      field(4, 'n', 'decimal(9, 2)'),
    ],
  };
  const part = (sourceId: number, name: string, transform: string) => ({
    sourceIds: [sourceId],
    fieldId: 1000 + sourceId,
    name,
    transform,
  });

  it('writes a partition as a path, readable and unambiguous', () => {
    const spec = {
      specId: 1,
      fields: [
        part(1, 'ts_day', 'day'),
        part(2, 'region', 'identity'),
        part(9, 'gone', 'void'),
        part(4, 'n', 'identity'),
      ],
    };
    expect(
      partitionPath(spec, schema, [20_781, 'Zürich/a=b%', null, 1250n]),
    ).toBe('ts_day=2026-11-24/region=Zürich%2Fa%3Db%25/n=12.50');
    expect(partitionPath(spec, schema, [null, null, null, null])).toBe(
      'ts_day=null/region=null/n=null',
    );
    expect(partitionPath({ specId: 0, fields: [] }, schema, [])).toBe('');
    expect(partitionPath(spec, undefined, [20_781, 'x', null, 1250n])).toBe(
      'ts_day=2026-11-24/region=x/n=1250',
    );
  });

  it.each<[string, number, number, string]>([
    ['year', 1, 56, '2026'],
    ['month', 1, 682, '2026-11'],
    ['month', 1, -1, '1969-12'],
    ['day', 1, -1, '1969-12-31'],
    ['hour', 1, 419_686, '2017-11-16-22'],
    ['hour', 1, -1, '1969-12-31-23'],
    ['bucket[4]', 2, 3, '3'],
    ['identity', 3, 20_781, '2026-11-24'],
  ])('shows %s values of field %i', (transform, fieldId, value, expected) => {
    expect(
      formatTransformed(transform, schema.fields[fieldId - 1].type, value),
    ).toBe(expected);
  });
});
