import type { TrinoType } from '../values';
import { parseCreateTable } from './parseCreateTable';
import { seenSpecs } from './partitionSpecs';
import { toIcebergType } from './toIcebergType';
import { toPartitionValue } from './toPartitionValue';
import { ReadingWarnings } from './TrinoTableReading';

const scalar = (base: string, ...parameters: number[]): TrinoType => ({
  kind: 'scalar',
  base,
  parameters,
});

describe('the answer of SHOW CREATE TABLE', () => {
  it('tells partitioning and sort order of columns with any name, whatever comments say', () => {
    const sql = `CREATE TABLE lake.shop."od,d" (
   id bigint COMMENT 'WITH ( partitioning = ARRAY[''trap''] )',
   "a(b" row(c varchar) COMMENT 'it''s ) WITH ('
)
COMMENT 'WITH (format_version = 1)'
WITH (
   extra_properties = MAP(ARRAY['x','y'], ARRAY['1','WITH (']),
   format = 'PARQUET',
   format_version = 2,
   location = 's3://lake/o''d',
   partitioning = ARRAY['bucket("a(b", 16)','truncate(name, 3)','"a(b".c','month(at)','void(id)'],
   sorted_by = ARRAY['id DESC NULLS LAST','"a(b" ASC NULLS FIRST']
)`;
    expect(parseCreateTable(sql)).toEqual({
      location: "s3://lake/o'd",
      formatVersion: 2,
      partitioning: [
        { column: 'a(b', transform: 'bucket[16]' },
        { column: 'name', transform: 'truncate[3]' },
        { column: 'a(b.c', transform: 'identity' },
        { column: 'at', transform: 'month' },
        { column: 'id', transform: 'void' },
      ],
      sorting: [
        { column: 'id', direction: 'desc', nullOrder: 'nulls-last' },
        { column: 'a(b', direction: 'asc', nullOrder: 'nulls-first' },
      ],
    });
  });

  it('of a table without properties says that it has none; one that is not understood says nothing rather than a guess', () => {
    expect(parseCreateTable('CREATE TABLE a.b.c (id bigint)')).toEqual({
      partitioning: [],
      sorting: [],
      location: undefined,
      formatVersion: undefined,
    });
    for (const sql of [
      "CREATE TABLE a.b.c (id bigint) WITH (format 'PARQUET')",
      "CREATE TABLE a.b.c (id bigint) WITH (location = 's3://lake",
      'CREATE TABLE a.b.c (id bigint) WITH (partitioning = ARRAY[',
    ])
      expect(parseCreateTable(sql)).toBeUndefined();
  });
});

describe('types', () => {
  const typeOf = (type: TrinoType) => {
    let last = 0;
    return toIcebergType(type, () => --last);
  };
  const primitive = (name: string) => ({ kind: 'primitive', name });

  it.each<[TrinoType, string]>([
    [scalar('bigint'), 'long'],
    [scalar('integer'), 'int'],
    [scalar('varchar'), 'string'],
    [scalar('decimal', 38, 4), 'decimal(38, 4)'],
    [scalar('timestamp', 6), 'timestamp'],
    [scalar('timestamp', 9), 'timestamp_ns'],
    [scalar('timestamp with time zone', 6), 'timestamptz'],
    [scalar('timestamp with time zone', 9), 'timestamptz_ns'],
    [scalar('geometry'), 'geometry'],
  ])('%j is %s', (trino, iceberg) => {
    expect(typeOf(trino)).toEqual(primitive(iceberg));
  });

  it('nested ones keep their names and order, with ids that no table has', () => {
    const row: TrinoType = {
      kind: 'row',
      fields: [
        { name: 'a', type: scalar('integer') },
        { name: 'b c', type: scalar('double') },
      ],
    };
    expect(
      typeOf({
        kind: 'map',
        key: scalar('varchar'),
        value: { kind: 'array', element: row },
      }),
    ).toMatchObject({
      kind: 'map',
      keyId: -1,
      key: primitive('string'),
      valueId: -2,
      value: {
        kind: 'list',
        elementId: -3,
        element: {
          kind: 'struct',
          fields: [
            { id: -4, name: 'a', type: primitive('int') },
            { id: -5, name: 'b c', type: primitive('double') },
          ],
        },
      },
    });
  });
});

describe('partition values', () => {
  it.each<[TrinoType, string, unknown]>([
    [scalar('date'), '1970-01-02', 1],
    [scalar('date'), '1969-12-31', -1],
    [scalar('date'), '0001-01-01', -719162],
    [scalar('time', 6), '10:30:00.000001', 37_800_000_001n],
    [scalar('timestamp', 6), '1970-01-01T00:00:01.5', 1_500_000n],
    [scalar('timestamp', 6), '1969-12-31T23:59:59.999999', -1n],
    [
      scalar('timestamp with time zone', 9),
      '1970-01-01T00:00:00.000000001Z',
      1n,
    ],
    [
      scalar('decimal', 38, 2),
      '-1234567890123456789012345678901234.56',
      -123456789012345678901234567890123456n,
    ],
    [scalar('varchar'), '1970-01-01', '1970-01-01'],
  ])('%j %s as Iceberg keeps it', (type, value, expected) => {
    expect(toPartitionValue(type, value)).toBe(expected);
  });

  it('that are none stay none', () => {
    expect(toPartitionValue(scalar('date'), null)).toBeNull();
  });
});

describe('ways in which a table was partitioned', () => {
  const fields = [
    {
      id: -2,
      name: 'at',
      required: false,
      type: { kind: 'primitive', name: 'date' } as const,
    },
    {
      id: -3,
      name: 'id',
      required: false,
      type: { kind: 'primitive', name: 'long' } as const,
    },
  ];
  const columns = [
    { index: 0, name: 'at_month', type: scalar('integer') },
    { index: 1, name: 'id_bucket', type: scalar('integer') },
  ];

  it('where there is one, is the one that the table has now', () => {
    const warnings = new ReadingWarnings();
    const {
      specs: [only],
    } = seenSpecs({
      columns,
      used: new Map([[3, [true, true]]]),
      partitioning: [
        { column: 'at', transform: 'month' },
        { column: 'id', transform: 'bucket[4]' },
      ],
      fields,
      warnings,
    });
    expect(only.spec).toMatchObject({
      specId: 3,
      fields: [
        { name: 'at_month', transform: 'month', sourceIds: [-2] },
        { name: 'id_bucket', transform: 'bucket[4]', sourceIds: [-3] },
      ],
    });
    expect(warnings.list).toEqual([]);
  });

  it('where there were several, are told apart by the files, and the transforms of earlier ones are said to be unknown', () => {
    const warnings = new ReadingWarnings();
    const { specs: seen } = seenSpecs({
      columns,
      used: new Map([
        [0, [true, false]],
        [1, [false, true]],
      ]),
      partitioning: [{ column: 'id', transform: 'bucket[4]' }],
      fields,
      warnings,
    });
    expect(
      seen.map(({ spec }) => [
        spec.specId,
        spec.fields.map(({ name, transform }) => `${name} ${transform}`),
      ]),
    ).toEqual([
      [0, ['at_month unknown']],
      [1, ['id_bucket bucket[4]']],
    ]);
    expect(warnings.list.map(({ code }) => code)).toEqual([
      'partition-specs-incomplete',
    ]);
  });
});
