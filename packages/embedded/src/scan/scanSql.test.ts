import type { FieldType, SchemaField } from '@lakehouse-portal/table-metadata';
import { UnsupportedFileLayoutError } from './errors';
import { scanSql } from './scanSql';
import { ScanFiles } from './testing/ScanFiles';
import {
  dataFile,
  field,
  input,
  primitive,
  schemaOf,
} from './testing/scanParts';

describe('scanSql', () => {
  let files: ScanFiles;

  beforeAll(async () => {
    files = await ScanFiles.create();
  });
  afterAll(() => files.remove());

  it('matches columns by field id: renamed, widened, added, dropped, and clashing names', async () => {
    const old = await files.write(
      'old.parquet',
      `SELECT 1::INT AS id, 7 AS filename, 1.5::FLOAT AS "A", 'x' AS a, 2 AS gone`,
      `FIELD_IDS {id: 1, filename: 2, "A": 3, gone: 9}`,
    );
    const recent = await files.write(
      'new.parquet',
      `SELECT 2::BIGINT AS key, 8 AS n, 2.5::DOUBLE AS "A"`,
      `FIELD_IDS {key: 1, n: 2, "A": 3}`,
    );
    const schema = schemaOf(
      field(1, 'key', 'long'),
      field(2, 'file_row_number', 'int'),
      field(3, 'A', 'double'),
      { ...field(5, 'added', 'string'), initialDefault: 'dflt' },
      field(6, 'empty', 'decimal(9, 2)'),
    );
    expect(
      await files.rows(
        input({ dataFiles: [dataFile(old), dataFile(recent)] }),
        schema,
      ),
    ).toEqual([
      ['1', 7, 1.5, 'dflt', null],
      ['2', 8, 2.5, 'dflt', null],
    ]);
  });

  it('matches nested fields by id, whatever they were called when the file was written', async () => {
    const path = await files.write(
      'nested.parquet',
      `SELECT {'a': 1, 'b': 'x'} AS s, [{'x': 1, 'y': 2}, NULL] AS l, MAP{'k': {'v': 1}} AS m UNION ALL SELECT NULL, NULL, NULL`,
      `FIELD_IDS {s: {__duckdb_field_id: 1, a: 2, b: 3}, l: {__duckdb_field_id: 4, element: {__duckdb_field_id: 5, x: 6, y: 7}}, m: {__duckdb_field_id: 8, key: 9, value: {__duckdb_field_id: 10, v: 11}}}`,
    );
    const struct = (...fields: SchemaField[]): FieldType => ({
      kind: 'struct',
      fields,
    });
    const schema = schemaOf(
      // `a` was renamed to `b`, the old `b` dropped, and a new `a` added.
      field(1, 's', struct(field(2, 'b', 'long'), field(20, 'a', 'string'))),
      field(4, 'l', {
        kind: 'list',
        elementId: 5,
        elementRequired: false,
        element: struct(field(7, 'x', 'int')),
      }),
      field(8, 'm', {
        kind: 'map',
        keyId: 9,
        key: primitive('string'),
        valueId: 10,
        valueRequired: false,
        value: struct(field(11, 'w', 'long')),
      }),
    );
    expect(
      await files.rows(input({ dataFiles: [dataFile(path)] }), schema),
    ).toEqual([
      [
        { b: '1', a: null },
        [{ x: 2 }, null],
        [{ key: 'k', value: { w: '1' } }],
      ],
      [null, null, null],
    ]);
  });

  it('takes columns that a migrated file lacks from its identity partition', async () => {
    const path = await files.write(
      'migrated.parquet',
      `SELECT 1 AS id`,
      `FIELD_IDS {id: 1}`,
    );
    const schema = schemaOf(
      field(1, 'id', 'int'),
      field(2, 'region', 'string'),
      field(3, 'day', 'date'),
      field(4, 'amount', 'decimal(9, 2)'),
    );
    const partitionSpecs = [
      {
        specId: 0,
        fields: [2, 3, 4].map(id => ({
          sourceIds: [id],
          fieldId: 1000 + id,
          name: `p${id}`,
          transform: 'identity',
        })),
      },
    ];
    const scan = input({
      partitionSpecs,
      dataFiles: [dataFile(path, { partition: ["o'hara", 18262, -5n] })],
    });
    expect(await files.rows(scan, schema)).toEqual([
      [1, "o'hara", '2020-01-01', '-0.05'],
    ]);
  });

  it('reads files without field ids by the name mapping, and refuses them without one', async () => {
    const path = await files.write(
      'bare.parquet',
      `SELECT 1 AS "ID", {'old': 2} AS s, 3 AS other`,
      'COMPRESSION zstd',
    );
    const schema = schemaOf(
      field(1, 'id', 'long'),
      field(2, 's', { kind: 'struct', fields: [field(3, 'new', 'long')] }),
    );
    const dataFiles = [dataFile(path)];
    const nameMapping = JSON.stringify([
      { 'field-id': 1, names: ['id', 'ID'] },
      {
        'field-id': 2,
        names: ['s'],
        fields: [{ 'field-id': 3, names: ['old'] }],
      },
    ]);
    expect(await files.rows(input({ dataFiles, nameMapping }), schema)).toEqual(
      [['1', { new: '2' }]],
    );
    await expect(
      scanSql(files.connection, input({ dataFiles }), schema),
    ).rejects.toThrow(UnsupportedFileLayoutError);
  });

  it('gives the columns and no rows for a table without files', async () => {
    const schema = schemaOf(field(1, 'we"ird', 'timestamptz'));
    const sql = await scanSql(files.connection, input({}), schema);
    const reader = await files.connection.runAndReadAll(sql);
    expect([reader.columnNames(), reader.getRowsJson()]).toEqual([
      ['we"ird'],
      [],
    ]);
  });
});
