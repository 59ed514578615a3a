import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import {
  applyTransform,
  type PartitionValue,
} from '@lakehouse-portal/table-metadata';
import fc from 'fast-check';
import { partitionLiteral } from '../scan/partitionLiteral';
import { toPartitionValue } from './partitionValue';
import { transformSql } from './transformSql';

describe('transforms in SQL', () => {
  let connection: DuckDBConnection;
  beforeAll(async () => {
    connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run(`SET TimeZone = 'UTC'`);
  });
  afterAll(() => connection.closeSync());

  const micros = fc.bigInt({ min: -(10n ** 16n), max: 10n ** 17n });
  const cases: Array<[string, string[], fc.Arbitrary<PartitionValue>]> = [
    [
      'int',
      ['identity', 'truncate[7]', 'void'],
      fc.integer({ min: -(2 ** 30), max: 2 ** 30 }),
    ],
    [
      'long',
      ['identity', 'truncate[1000]'],
      fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }),
    ],
    [
      'decimal(9, 2)',
      ['identity', 'truncate[50]', 'truncate[1]'],
      fc.bigInt({ min: -99_999_000n, max: 99_999_000n }),
    ],
    [
      'date',
      ['identity', 'year', 'month', 'day'],
      fc.integer({ min: -200_000, max: 2_000_000 }),
    ],
    ['timestamp', ['identity', 'year', 'month', 'day', 'hour'], micros],
    ['timestamptz', ['identity', 'year', 'month', 'day', 'hour'], micros],
    [
      'string',
      ['identity', 'truncate[1]', 'truncate[5]'],
      fc
        .string({ unit: 'grapheme', maxLength: 12 })
        .filter(text => !text.includes('\0')),
    ],
    ['binary', ['identity', 'truncate[3]'], fc.uint8Array({ maxLength: 8 })],
  ];

  it.each(cases)(
    'of %s are those of the specification',
    async (type, transforms, values) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(values, { minLength: 1, maxLength: 20 }),
          async column => {
            const fieldType = { kind: 'primitive', name: type } as const;
            const field = {
              id: 1,
              name: 'c',
              required: false,
              type: fieldType,
            };
            const rows = [...column, null]
              .map(value => `(${partitionLiteral(value, field)})`)
              .join(', ');
            const expressions = transforms.map(transform =>
              transformSql(transform, type, 'c'),
            );
            const reader = await connection.runAndReadAll(
              `SELECT ${expressions.join(', ')} FROM (VALUES ${rows}) t(c)`,
            );
            const expected = [...column, null].map(value =>
              transforms.map(transform =>
                applyTransform(transform, fieldType, value),
              ),
            );
            expect(
              reader.getRows().map(row => row.map(toPartitionValue)),
            ).toEqual(expected);
          },
        ),
        { numRuns: 30 },
      );
    },
  );
});
