import {
  parseExactJson,
  type JsonValue,
} from '@lakehouse-portal/table-metadata';
import fc from 'fast-check';
import { decodeValue } from './decodeValue';
import { parseTypeSignature } from './parseTypeSignature';
import type { TrinoType } from './TrinoType';
import { trinoValueToJson } from './trinoValueToJson';
import type { TrinoValue } from './TrinoValue';

const scalar = (base: string): TrinoType => ({ kind: 'scalar', base });

/** A type, a value of it, and the JSON that Trino writes for the value. */
interface Sample {
  type: TrinoType;
  value: TrinoValue;
  json: string;
}

const longs = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.constantFrom(2n ** 53n, 2n ** 53n + 1n, -(2n ** 63n), 2n ** 63n - 1n),
);
const digits = (length: number) =>
  fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const day = fc
  .date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true })
  .map(date => date.toISOString().slice(0, 10));

const scalars: fc.Arbitrary<Sample> = fc.oneof(
  longs.map(value => ({ type: scalar('bigint'), value, json: `${value}` })),
  fc
    .integer()
    .map(value => ({ type: scalar('integer'), value, json: `${value}` })),
  fc
    .boolean()
    .map(value => ({ type: scalar('boolean'), value, json: `${value}` })),
  fc.double().map(value => ({
    type: scalar('double'),
    value,
    json: Number.isFinite(value)
      ? `${Object.is(value, -0) ? '-0.0' : value}`
      : `"${value}"`,
  })),
  fc
    .tuple(longs, digits(18))
    .map(([whole, fraction]) => `${whole}.${fraction}`)
    .map(value => ({ type: scalar('decimal'), value, json: `"${value}"` })),
  fc.string({ unit: 'binary' }).map(value => ({
    type: scalar('varchar'),
    value,
    json: JSON.stringify(value),
  })),
  fc.uint8Array().map(value => ({
    type: scalar('varbinary'),
    value: new Uint8Array(value),
    json: `"${Buffer.from(value).toString('base64')}"`,
  })),
  fc.tuple(day, digits(12)).map(([date, fraction]) => ({
    type: scalar('timestamp'),
    value: `${date}T10:30:00.${fraction}`,
    json: `"${date} 10:30:00.${fraction}"`,
  })),
  fc
    .tuple(day, fc.constantFrom('UTC', '+05:30', 'Europe/Berlin'))
    .map(([date, zone]) => ({
      type: scalar('timestamp with time zone'),
      value: `${date}T10:30:00.123456${
        { UTC: 'Z', '+05:30': '+05:30', 'Europe/Berlin': '[Europe/Berlin]' }[
          zone
        ]
      }`,
      json: `"${date} 10:30:00.123456 ${zone}"`,
    })),
);

const samples: fc.Arbitrary<Sample> = fc.letrec<{ sample: Sample }>(tie => ({
  sample: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalars,
    scalars.map(({ type }) => ({ type, value: null, json: 'null' })),
    tie('sample').map(({ type, value, json }) => ({
      type: { kind: 'array' as const, element: type },
      value: [value, value, null],
      json: `[${json},${json},null]`,
    })),
    fc.array(tie('sample'), { minLength: 1, maxLength: 3 }).map(fields => ({
      type: {
        kind: 'row' as const,
        fields: fields.map(({ type }, index) => ({ name: `f${index}`, type })),
      },
      value: fields.map(({ value }) => value),
      json: `[${fields.map(({ json }) => json).join(',')}]`,
    })),
    fc.tuple(longs, tie('sample')).map(([key, { type, value, json }]) => ({
      type: { kind: 'map' as const, key: scalar('bigint'), value: type },
      value: new Map([[key, value]]),
      json: `{"${key}":${json}}`,
    })),
  ),
})).sample;

it('every value of every type comes back exactly as it was', () => {
  fc.assert(
    fc.property(samples, ({ type, value, json }) => {
      expect(decodeValue(type, parseExactJson(json))).toEqual(value);
    }),
    { numRuns: 500 },
  );
});

it('no JSON whatever makes anything but a value or a mismatch, and all values become JSON again', () => {
  const anyJson = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<JsonValue>;
  fc.assert(
    fc.property(samples, anyJson, ({ type }, json) => {
      let value: TrinoValue;
      try {
        value = decodeValue(type, json);
      } catch (error) {
        expect((error as Error).name).toBe('ValueMismatch');
        return;
      }
      expect(JSON.stringify(trinoValueToJson(type, value))).toBeDefined();
    }),
    { numRuns: 500 },
  );
});

it('reads nested type signatures as Trino writes them', () => {
  const type = (rawType: string, ...parameters: object[]) => ({
    rawType,
    arguments: parameters,
  });
  const bigint = { kind: 'TYPE', value: type('bigint') };
  expect(
    parseTypeSignature(
      type(
        'map',
        {
          kind: 'TYPE',
          value: type('varchar', { kind: 'LONG', value: 2147483647 }),
        },
        {
          kind: 'TYPE',
          value: type(
            'row',
            {
              kind: 'NAMED_TYPE',
              value: {
                fieldName: { name: 'A' },
                typeSignature: type('array', bigint),
              },
            },
            { kind: 'NAMED_TYPE', value: { typeSignature: type('decimal') } },
          ),
        },
      ) as JsonValue,
      'map(varchar, row("A" array(bigint), decimal(9,2)))',
    ),
  ).toEqual({
    kind: 'map',
    key: { kind: 'scalar', base: 'varchar', parameters: [2147483647] },
    value: {
      kind: 'row',
      fields: [
        { name: 'A', type: { kind: 'array', element: scalar('bigint') } },
        { type: scalar('decimal') },
      ],
    },
  });
});

it('without a signature only simple types are decoded, others stay exact as text', () => {
  expect(
    decodeValue(
      parseTypeSignature(undefined, 'timestamp(6) with time zone'),
      '2026-11-24 10:30:00.123456 UTC',
    ),
  ).toBe('2026-11-24T10:30:00.123456Z');
  expect(
    decodeValue(
      parseTypeSignature(undefined, 'array(bigint)'),
      parseExactJson('[8667764846443717831]'),
    ),
  ).toBe('["8667764846443717831"]');
});

it('JSON for people and programs rounds no integer and tells bytes, maps and rows apart', () => {
  const row: TrinoType = {
    kind: 'row',
    fields: [
      { name: 'a', type: scalar('bigint') },
      { name: 'b', type: scalar('varbinary') },
    ],
  };
  expect(
    trinoValueToJson(row, [8667764846443717831n, new Uint8Array([1, 255])]),
  ).toEqual({ a: '8667764846443717831', b: '0x01ff' });
  expect(
    trinoValueToJson(
      { kind: 'map', key: scalar('bigint'), value: scalar('double') },
      new Map<TrinoValue, TrinoValue>([[1n, NaN]]),
    ),
  ).toEqual([[1, 'NaN']]);
});
