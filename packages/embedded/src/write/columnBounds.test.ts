import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { decodeSingleValue } from '@lakehouse-portal/table-metadata';
import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quotedString } from '../engine/quoting';
import { columnBound, cutText } from './columnBounds';
import { copyWithStatistics } from './fileStatistics';

const compare = (one: string, other: string) =>
  Buffer.compare(Buffer.from(one), Buffer.from(other));

describe('bounds of texts', () => {
  it('enclose the text, whatever it is cut to', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.integer({ min: 1, max: 20 }),
        (text, length) => {
          const lower = cutText('lower', text, length) ?? '';
          const upper = cutText('upper', text, length);
          expect([...lower].length).toBeLessThanOrEqual(length);
          expect(compare(lower, text)).toBeLessThanOrEqual(0);
          if (upper !== undefined)
            expect(compare(upper, text)).toBeGreaterThanOrEqual(0);
          else
            expect(
              [...text]
                .slice(0, length)
                .every(character => character === '\u{10FFFF}'),
            ).toBe(true);
        },
      ),
    );
  });

  it('raise the last character that can be raised, and never to half of one', () => {
    expect(cutText('upper', 'abcd', 2)).toBe('ac');
    expect(cutText('upper', `a\u{10FFFF}x`, 2)).toBe('b');
    expect(cutText('upper', '\ud7ffx', 1)).toBe('\ue000');
    expect(cutText('upper', '\u{10FFFF}x', 1)).toBeUndefined();
    expect(cutText('upper', 'ab', 2)).toBe('ab');
  });
});

describe('bounds from the statistics of the engine', () => {
  let connection: DuckDBConnection;
  let directory: string;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'bounds-'));
    connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run(`SET TimeZone = 'UTC'`);
  });
  afterAll(() => {
    connection.closeSync();
    rmSync(directory, { recursive: true });
  });

  /** Lower and upper bound, decoded, of a file with these values. */
  async function bounds(type: string, ...values: string[]): Promise<unknown[]> {
    const rows = values.map(value => `(${value})`).join(', ');
    const [statistics] = await copyWithStatistics(
      connection,
      `COPY (SELECT * FROM (VALUES ${rows}) t(c)) TO ${quotedString(
        join(directory, 'x.parquet'),
      )} (FORMAT parquet, RETURN_STATS)`,
    );
    const column = statistics.columns.get('"c"');
    return (['lower', 'upper'] as const).map(side => {
      const text = column?.get(side === 'lower' ? 'min' : 'max');
      const bound =
        text === undefined
          ? undefined
          : columnBound(side, type, text, { kind: 'truncate', length: 16 });
      return (
        bound && decodeSingleValue({ kind: 'primitive', name: type }, bound)
      );
    });
  }

  it.each([
    ['boolean', ['true', 'false'], [false, true]],
    [
      'int',
      ['(-2147483648)::INT', '2147483647::INT'],
      [-2147483648, 2147483647],
    ],
    [
      'long',
      ['(-9223372036854775808)::BIGINT', '9223372036854775807::BIGINT'],
      [-(2n ** 63n), 2n ** 63n - 1n],
    ],
    [
      'float',
      ['1e-40::FLOAT', '16777217::FLOAT'],
      [Math.fround(1e-40), 16777216],
    ],
    ['double', ['0.1::DOUBLE', `'inf'::DOUBLE`], [0.1, Infinity]],
    ['double', ['0.0::DOUBLE'], [-0, 0]],
    ['double', [`'nan'::DOUBLE`], [undefined, undefined]],
    ['double', [`'nan'::DOUBLE`, '2::DOUBLE'], [2, 2]],
    [
      'decimal(9, 2)',
      ['-1.5::DECIMAL(9,2)', '0.05::DECIMAL(9,2)'],
      [-150n, 5n],
    ],
    [
      'decimal(38, 5)',
      ['-123456789012345678901234567890123.45678::DECIMAL(38,5)'],
      [
        -12345678901234567890123456789012345678n,
        -12345678901234567890123456789012345678n,
      ],
    ],
    ['date', [`'1969-12-31'::DATE`, `'9999-12-31'::DATE`], [-1, 2932896]],
    [
      'date',
      [`'0044-03-15 (BC)'::DATE`, `'2026-01-01'::DATE`],
      [undefined, 20454],
    ],
    [
      'time',
      [`'00:00:00'::TIME`, `'23:59:59.999999'::TIME`],
      [0n, 86399999999n],
    ],
    [
      'timestamp',
      [`'1969-12-31 23:59:59.999999'::TIMESTAMP`, `'infinity'::TIMESTAMP`],
      [-1n, undefined],
    ],
    [
      'timestamptz',
      [`'2026-11-24 01:00:00+01'::TIMESTAMPTZ`],
      [1795478400000000n, 1795478400000000n],
    ],
    [
      'timestamp_ns',
      [`'2026-11-24 00:00:00.000000001'::TIMESTAMP_NS`],
      [1795478400000000001n, 1795478400000000001n],
    ],
    [
      'uuid',
      [`'f0000000-0000-0000-0000-000000000000'::UUID`],
      [
        'f0000000-0000-0000-0000-000000000000',
        'f0000000-0000-0000-0000-000000000000',
      ],
    ],
    ['string', [`''`, `repeat('é', 100)`], ['', `${'é'.repeat(15)}ê`]],
    [
      'binary',
      [`'\\x00'::BLOB`, `repeat('\\xFF', 2)::BLOB`],
      [new Uint8Array([0]), new Uint8Array([255, 255])],
    ],
  ])('of %s %j', async (type, values, expected) => {
    expect(await bounds(type, ...values)).toEqual(expected);
  });
});
