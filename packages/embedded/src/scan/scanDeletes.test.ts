import fc from 'fast-check';
import { scanSql } from './scanSql';
import { ScanFiles } from './testing/ScanFiles';
import { dataFile, field, input, schemaOf } from './testing/scanParts';

describe('scanSql, deletes', () => {
  let files: ScanFiles;

  beforeAll(async () => {
    files = await ScanFiles.create();
  });
  afterAll(() => files.remove());

  it('applies deletion vectors and position deletes that name the file with or without a scheme', async () => {
    const path = await files.write(
      'dirty.parquet',
      `SELECT i::INT AS id FROM range(6) t(i)`,
      `FIELD_IDS {id: 1}`,
    );
    const other = await files.write(
      'clean.parquet',
      `SELECT 100 AS id`,
      `FIELD_IDS {id: 1}`,
    );
    const plain = await files.write(
      'pd1.parquet',
      `SELECT '${path}' AS file_path, 0::BIGINT AS pos`,
      'COMPRESSION zstd',
    );
    const schemed = await files.write(
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
    expect(await files.rows(scan, schemaOf(field(1, 'id', 'int')))).toEqual([
      [1],
      [3],
      [4],
      [100],
    ]);
    const sql = await scanSql(
      files.connection,
      scan,
      schemaOf(field(1, 'id', 'int')),
      { includePosition: true },
    );
    const reader = await files.connection.runAndReadAll(
      `SELECT _file, _pos FROM (${sql}) WHERE id = 4`,
    );
    expect(reader.getRowsJson()).toEqual([[path, '4']]);
  });

  it('applies equality deletes to older files only, in their partition, null being equal to null', async () => {
    const ids = `FIELD_IDS {id: 1, k: 2}`;
    const first = await files.write(
      'e1.parquet',
      `SELECT * FROM (VALUES (1, 'a'), (2, NULL), (3, 'b')) t(id, k)`,
      ids,
    );
    const second = await files.write(
      'e2.parquet',
      `SELECT * FROM (VALUES (4, 'a'), (5, NULL)) t(id, k)`,
      ids,
    );
    const elsewhere = await files.write(
      'e3.parquet',
      `SELECT 6 AS id, 'a' AS k`,
      ids,
    );
    const nulls = await files.write(
      'd1.parquet',
      `SELECT NULL::VARCHAR AS k`,
      `FIELD_IDS {k: 2}`,
    );
    const keys = await files.write(
      'd2.parquet',
      `SELECT 'a' AS k`,
      `FIELD_IDS {k: 2}`,
    );
    const byId = await files.write(
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
    expect(await files.rows(scan, schemaOf(field(1, 'id', 'int')))).toEqual([
      [4],
      [6],
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
        async written => {
          run += 1;
          const scan = input({});
          const expected: Array<Array<string | null>> = [];
          for (const [index, file] of written.entries()) {
            const columns = file.present.map(
              id => `(i * 10 + ${id})::INT AS "${file.names[id - 1]}"`,
            );
            const ids = file.present.map(
              id => `"${file.names[id - 1]}": ${id}`,
            );
            const path = await files.write(
              `m${run}-${index}.parquet`,
              `SELECT ${columns.join()} FROM range(${file.rows}) t(i)`,
              `FIELD_IDS {${ids.join()}}`,
            );
            const deletes: number[] = [];
            if (file.deleted.length > 0) {
              const values = file.deleted.map(
                pos => `('${path}', ${pos}::BIGINT)`,
              );
              const deletePath = await files.write(
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
          const actual = (await files.rows(scan, schema)) as unknown[];
          const sorted = (list: unknown[]) =>
            list.map(row => JSON.stringify(row)).sort();
          expect(sorted(actual)).toEqual(sorted(expected));
        },
      ),
      { numRuns: 25 },
    );
  });
});
