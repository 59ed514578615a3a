import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type {
  FieldType,
  SchemaField,
  TableSchema,
} from '@lakehouse-portal/table-metadata';
import fc from 'fast-check';
import { UnsupportedFileLayoutError } from './errors';
import type { ScanDataFile, ScanInput } from './ScanInput';
import { scanSql } from './scanSql';

const primitive = (name: string): FieldType => ({ kind: 'primitive', name });
const field = (
  id: number,
  name: string,
  type: FieldType | string,
): SchemaField => ({
  id,
  name,
  required: false,
  type: typeof type === 'string' ? primitive(type) : type,
});
const schemaOf = (...fields: SchemaField[]): TableSchema => ({
  schemaId: 0,
  identifierFieldIds: [],
  fields,
});

describe('scanSql', () => {
  let directory: string;
  let connection: DuckDBConnection;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'scan [a]*?-'));
    connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run(`SET TimeZone='UTC'`);
  });
  afterAll(() => {
    connection.closeSync();
    rmSync(directory, { recursive: true });
  });

  async function write(
    name: string,
    select: string,
    options: string,
  ): Promise<string> {
    const path = join(directory, name);
    await connection.run(
      `COPY (${select}) TO '${path}' (FORMAT parquet, ${options})`,
    );
    return path;
  }
  function dataFile(
    path: string,
    over: Partial<ScanDataFile> = {},
  ): ScanDataFile {
    return {
      path,
      sequenceNumber: 1n,
      specId: 0,
      partition: [],
      deletes: [],
      ...over,
    };
  }
  function input(over: Partial<ScanInput>): ScanInput {
    return {
      schemas: [],
      partitionSpecs: [{ specId: 0, fields: [] }],
      dataFiles: [],
      deleteFiles: [],
      ...over,
    };
  }
  async function rows(
    scan: ScanInput,
    schema: TableSchema,
    order = 'ALL',
  ): Promise<unknown> {
    const sql = await scanSql(connection, scan, schema);
    const reader = await connection.runAndReadAll(
      `SELECT * FROM (${sql}) ORDER BY ${order}`,
    );
    return reader.getRowsJson();
  }

  it('matches columns by field id: renamed, widened, added, dropped, and clashing names', async () => {
    const old = await write(
      'old.parquet',
      `SELECT 1::INT AS id, 7 AS filename, 1.5::FLOAT AS "A", 'x' AS a, 2 AS gone`,
      `FIELD_IDS {id: 1, filename: 2, "A": 3, gone: 9}`,
    );
    const recent = await write(
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
      await rows(
        input({ dataFiles: [dataFile(old), dataFile(recent)] }),
        schema,
      ),
    ).toEqual([
      ['1', 7, 1.5, 'dflt', null],
      ['2', 8, 2.5, 'dflt', null],
    ]);
  });

  it('matches nested fields by id, whatever they were called when the file was written', async () => {
    const path = await write(
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
    expect(await rows(input({ dataFiles: [dataFile(path)] }), schema)).toEqual([
      [
        { b: '1', a: null },
        [{ x: 2 }, null],
        [{ key: 'k', value: { w: '1' } }],
      ],
      [null, null, null],
    ]);
  });

  it('takes columns that a migrated file lacks from its identity partition', async () => {
    const path = await write(
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
    expect(await rows(scan, schema)).toEqual([
      [1, "o'hara", '2020-01-01', '-0.05'],
    ]);
  });

  it('reads files without field ids by the name mapping, and refuses them without one', async () => {
    const path = await write(
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
    expect(await rows(input({ dataFiles, nameMapping }), schema)).toEqual([
      ['1', { new: '2' }],
    ]);
    await expect(
      scanSql(connection, input({ dataFiles }), schema),
    ).rejects.toThrow(UnsupportedFileLayoutError);
  });

  it('applies deletion vectors and position deletes that name the file with or without a scheme', async () => {
    const path = await write(
      'dirty.parquet',
      `SELECT i::INT AS id FROM range(6) t(i)`,
      `FIELD_IDS {id: 1}`,
    );
    const other = await write(
      'clean.parquet',
      `SELECT 100 AS id`,
      `FIELD_IDS {id: 1}`,
    );
    const plain = await write(
      'pd1.parquet',
      `SELECT '${path}' AS file_path, 0::BIGINT AS pos`,
      'COMPRESSION zstd',
    );
    const schemed = await write(
      'pd2.parquet',
      `SELECT 'file://${path}' AS file_path, 2::BIGINT AS pos`,
      'COMPRESSION zstd',
    );
    const scan = input({
      dataFiles: [dataFile(path, { deletes: [0, 1, 2] }), dataFile(other)],
      deleteFiles: [
        { kind: 'position-deletes', path: plain },
        { kind: 'position-deletes', path: schemed },
        { kind: 'deletion-vector', dataFile: path, positions: [5n] },
      ],
    });
    expect(await rows(scan, schemaOf(field(1, 'id', 'int')))).toEqual([
      [1],
      [3],
      [4],
      [100],
    ]);
    const sql = await scanSql(
      connection,
      scan,
      schemaOf(field(1, 'id', 'int')),
      { includePosition: true },
    );
    const reader = await connection.runAndReadAll(
      `SELECT _file, _pos FROM (${sql}) WHERE id = 4`,
    );
    expect(reader.getRowsJson()).toEqual([[path, '4']]);
  });

  it('applies equality deletes to older files only, in their partition, null being equal to null', async () => {
    const ids = `FIELD_IDS {id: 1, k: 2}`;
    const first = await write(
      'e1.parquet',
      `SELECT * FROM (VALUES (1, 'a'), (2, NULL), (3, 'b')) t(id, k)`,
      ids,
    );
    const second = await write(
      'e2.parquet',
      `SELECT * FROM (VALUES (4, 'a'), (5, NULL)) t(id, k)`,
      ids,
    );
    const elsewhere = await write(
      'e3.parquet',
      `SELECT 6 AS id, 'a' AS k`,
      ids,
    );
    const nulls = await write(
      'd1.parquet',
      `SELECT NULL::VARCHAR AS k`,
      `FIELD_IDS {k: 2}`,
    );
    const keys = await write(
      'd2.parquet',
      `SELECT 'a' AS k`,
      `FIELD_IDS {k: 2}`,
    );
    const byId = await write(
      'd3.parquet',
      `SELECT 3 AS id`,
      `FIELD_IDS {id: 1}`,
    );
    const spec = {
      specId: 1,
      fields: [
        { sourceIds: [3], fieldId: 1000, name: 'p', transform: 'identity' },
      ],
    };
    const of = (
      path: string,
      sequenceNumber: bigint,
      equalityIds: number[],
      specId: number,
      partition: string[],
    ) =>
      ({
        kind: 'equality-deletes',
        path,
        sequenceNumber,
        equalityIds,
        specId,
        partition,
      } as const);
    const deletes = [0, 1, 2];
    const scan = input({
      partitionSpecs: [{ specId: 0, fields: [] }, spec],
      dataFiles: [
        dataFile(first, { specId: 1, partition: ['x'], deletes }),
        dataFile(second, {
          specId: 1,
          partition: ['x'],
          sequenceNumber: 3n,
          deletes,
        }),
        dataFile(elsewhere, { specId: 1, partition: ['y'], deletes }),
      ],
      deleteFiles: [
        of(nulls, 4n, [2], 0, []),
        of(keys, 2n, [2], 1, ['x']),
        of(byId, 2n, [1], 0, []),
      ],
      schemas: [schemaOf(field(1, 'id', 'int'), field(2, 'k', 'string'))],
    });
    // `k` has been dropped from the current schema.
    expect(await rows(scan, schemaOf(field(1, 'id', 'int')))).toEqual([
      [4],
      [6],
    ]);
  });

  it('gives the columns and no rows for a table without files', async () => {
    const schema = schemaOf(field(1, 'we"ird', 'timestamptz'));
    const sql = await scanSql(connection, input({}), schema);
    const reader = await connection.runAndReadAll(sql);
    expect([reader.columnNames(), reader.getRowsJson()]).toEqual([
      ['we"ird'],
      [],
    ]);
  });

  it('agrees with a plain model for any mix of schemas and position deletes', async () => {
    const fileOf = fc.record({
      // Which of the columns 1 to 3 the file has, and under which names.
      present: fc.uniqueArray(fc.constantFrom(1, 2, 3), { minLength: 1 }),
      names: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), {
        minLength: 3,
        maxLength: 3,
      }),
      rows: fc.integer({ min: 1, max: 8 }),
      deleted: fc.uniqueArray(fc.integer({ min: 0, max: 7 })),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fileOf, { minLength: 1, maxLength: 4 }),
        async files => {
          run += 1;
          const scan = input({});
          const expected: Array<Array<string | null>> = [];
          for (const [index, file] of files.entries()) {
            const columns = file.present.map(
              id => `(i * 10 + ${id})::INT AS "${file.names[id - 1]}"`,
            );
            const ids = file.present.map(
              id => `"${file.names[id - 1]}": ${id}`,
            );
            const path = await write(
              `m${run}-${index}.parquet`,
              `SELECT ${columns.join()} FROM range(${file.rows}) t(i)`,
              `FIELD_IDS {${ids.join()}}`,
            );
            const deletes: number[] = [];
            if (file.deleted.length > 0) {
              const values = file.deleted.map(
                pos => `('${path}', ${pos}::BIGINT)`,
              );
              const deletePath = await write(
                `m${run}-${index}-d.parquet`,
                `SELECT * FROM (VALUES ${values.join()}) t(file_path, pos)`,
                'COMPRESSION zstd',
              );
              deletes.push(
                scan.deleteFiles.push({
                  kind: 'position-deletes',
                  path: deletePath,
                }) - 1,
              );
            }
            scan.dataFiles.push(dataFile(path, { deletes }));
            for (let row = 0; row < file.rows; row++) {
              if (!file.deleted.includes(row)) {
                expected.push(
                  [1, 2, 3].map(id =>
                    file.present.some(present => present === id)
                      ? String(row * 10 + id)
                      : null,
                  ),
                );
              }
            }
          }
          const schema = schemaOf(
            field(1, 'b', 'long'),
            field(2, 'c', 'long'),
            field(3, 'a', 'long'),
          );
          const actual = (await rows(scan, schema)) as unknown[];
          const sorted = (list: unknown[]) =>
            list.map(row => JSON.stringify(row)).sort();
          expect(sorted(actual)).toEqual(sorted(expected));
        },
      ),
      { numRuns: 25 },
    );
  });
});
