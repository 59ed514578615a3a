import { statSync } from 'node:fs';
import { join } from 'node:path';
import { readRows } from '../testing/readRows';
import {
  columns,
  DAY_MS,
  filesBelow,
  orders,
  useLakehouse,
} from '../testing/useLakehouse';

jest.setTimeout(60_000);

describe('writing', () => {
  const the = useLakehouse();

  it('appends rows with statistics, a full summary and the recommended properties', async () => {
    await the.lake.createTable('silver.orders', {
      columns,
      partitionBy: [{ column: 'day' }],
      sortBy: [{ column: 'name', direction: 'desc' }],
    });
    const result = await the.lake.append('silver.orders', {
      rows: [
        {
          id: 1,
          name: 'a long name that is cut in bounds',
          amount: '12.34',
          day: '2026-11-01',
        },
        {
          id: 2n ** 60n,
          name: 'b',
          amount: 5,
          day: new Date('2026-11-01T10:00:00Z'),
        },
        { id: '3', day: '2026-11-02' },
      ],
    });
    expect(result).toMatchObject({
      attempts: 1,
      summary: {
        operation: 'append',
        'added-data-files': '2',
        'added-records': '3',
        'total-records': '3',
        'total-data-files': '2',
        'total-delete-files': '0',
        'changed-partition-count': '2',
        'engine-name': 'lakehouse-embedded',
      },
    });
    const { metadata } = await the.lake.loadTable('silver.orders');
    expect(metadata.warnings).toEqual([]);
    expect(metadata.properties).toMatchObject({
      'write.metadata.delete-after-commit.enabled': 'true',
      'write.parquet.compression-codec': 'zstd',
    });
    expect(metadata.snapshots).toMatchObject([
      {
        sequenceNumber: '1',
        timestampMs: the.clockMs,
        schemaId: 0,
        operation: 'append',
      },
    ]);
    const [first] = await the.live(metadata);
    expect(first).toMatchObject({
      status: 'added',
      sequenceNumber: 1n,
      file: {
        recordCount: 2n,
        sortOrderId: 1,
        partition: [20758],
        splitOffsets: [4n],
      },
    });
    expect(first.file.filePath).toMatch(
      /\/data\/day=2026-11-01\/[^/]+\.parquet$/,
    );
    expect(statSync(first.file.filePath.slice('file://'.length)).size).toBe(
      Number(first.file.fileSizeBytes),
    );
    const text = (bounds: Map<number, Uint8Array> | undefined) =>
      Buffer.from(bounds?.get(2) ?? []).toString();
    expect([
      text(first.file.lowerBounds),
      text(first.file.upperBounds),
    ]).toEqual(['a long name that', 'b']);
    expect(first.file.nullValueCounts?.get(3)).toBe(0n);
    expect(await readRows(the.lake, 'silver.orders')).toEqual([
      ['1', 'a long name that is cut in bounds', '12.34', '2026-11-01'],
      ['3', null, null, '2026-11-02'],
      ['1152921504606846976', 'b', '5.00', '2026-11-01'],
    ]);
  });

  it('splits an append into many files in one commit', async () => {
    await the.lake.createTable('silver.orders', { columns });
    const { summary } = await the.lake.append('silver.orders', orders(1000), {
      files: 300,
    });
    expect(summary).toMatchObject({
      'added-data-files': '300',
      'added-records': '1000',
    });
    const counts = (
      await the.live((await the.lake.loadTable('silver.orders')).metadata)
    ).map(entry => Number(entry.file.recordCount));
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    expect(await the.ids()).toHaveLength(1000);
  });

  it.each([
    [
      'a null in a required column',
      { rows: [{ id: null }] },
      /'id' is required/,
    ],
    [
      'a missing required column',
      { rows: [{ name: 'x' }] },
      /'id' is required/,
    ],
    [
      'an unknown column',
      { rows: [{ id: 1, nope: 1 }] },
      /Row 0 has a column 'nope'/,
    ],
    ['a wrong type', { rows: [{ id: 1 }, { id: 'x' }] }, /Row 1, column 'id'/],
    ['a number that is no long', { rows: [{ id: 1.5 }] }, /Row 0, column 'id'/],
    [
      'a date that is none',
      { rows: [{ id: 1, day: '2026-13-01' }] },
      /2026-13-01/,
    ],
    [
      'a decimal that is too large',
      { rows: [{ id: 1, amount: '12345678901' }] },
      /12345678901/,
    ],
    [
      'an infinite date',
      { sql: `SELECT 1 AS id, 'infinity'::DATE AS day` },
      /infinity/,
    ],
    ['a query that fails', { sql: 'SELECT nope' }, /nope/],
    [
      'a query with an unknown column',
      { sql: 'SELECT 1 AS id, 2 AS other' },
      /'other'/,
    ],
    [
      'columns of unequal length',
      { columns: { id: [1, 2], name: ['x'] } },
      /equal length/,
    ],
  ])('refuses %s, and leaves no file', async (_what, source, message) => {
    await the.lake.createTable('silver.orders', {
      columns,
      partitionBy: [{ column: 'day' }],
    });
    await expect(
      the.lake.append('silver.orders', source),
    ).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringMatching(message),
    });
    expect(
      filesBelow(join(the.lake.directory, 'warehouse')).filter(path =>
        path.includes('/data/'),
      ),
    ).toEqual([]);
    expect(
      (await the.lake.loadTable('silver.orders')).metadata.snapshots,
    ).toEqual([]);
  });

  it('keeps odd values as they are, and refuses maps that are none', async () => {
    await the.lake.createTable('silver.odd', {
      columns: [
        { name: 's', type: 'string' },
        { name: 'd', type: 'double' },
        { name: 'm', type: { map: { key: 'string', value: 'int' } } },
      ],
    });
    const texts = [
      '',
      ' ',
      '\0',
      'a\0b',
      '\ud800x',
      'NULL',
      '\u{10ffff}',
      'x'.repeat(100_000),
    ];
    await the.lake.append('silver.odd', {
      rows: texts.map((s, index) => ({
        s,
        d: [NaN, Infinity, -Infinity, -0][index],
      })),
    });
    const read = await readRows(the.lake, 'silver.odd', {
      columns: 's',
      orderBy: 'length(s), s',
    });
    expect(read.flat().sort()).toEqual(
      texts.map(text => text.toWellFormed()).sort(),
    );
    const [{ file }] = await the.live(
      (
        await the.lake.loadTable('silver.odd')
      ).metadata,
    );
    expect(file.nanValueCounts?.get(2)).toBe(1n);
    await expect(
      the.lake.append('silver.odd', { rows: [{ m: [[null, 1]] }] }),
    ).rejects.toMatchObject({ name: 'ValidationError' });
    await expect(
      the.lake.append('silver.odd', {
        rows: [
          {
            m: [
              ['a', 1],
              ['a', 2],
            ],
          },
        ],
      }),
    ).rejects.toMatchObject({ name: 'ValidationError' });
  });

  it('takes parameters, and rows by column', async () => {
    await the.lake.createTable('silver.orders', {
      columns: [...columns, { name: 'bytes', type: 'binary' }],
    });
    await the.lake.append('silver.orders', {
      sql: 'SELECT $id AS id, $name AS name, $day::DATE AS day, $bytes AS bytes;',
      parameters: {
        id: 2n ** 62n,
        name: "it's",
        day: new Date('2026-11-24T10:00:00Z'),
        bytes: new Uint8Array([0, 255]),
      },
    });
    await the.lake.append('silver.orders', {
      columns: { id: [1, 2], name: ['a', undefined] },
    });
    expect(await readRows(the.lake, 'silver.orders')).toEqual([
      ['1', 'a', null, null, null],
      ['2', null, null, null, null],
      ['4611686018427387904', "it's", null, '2026-11-24', '\\x00\\xFF'],
    ]);
  });

  it('takes columns and partition fields of any name', async () => {
    const names = [
      'select',
      'a b',
      'quo"te',
      "ap'os",
      'ünï',
      '日本',
      '😀',
      '1st',
      '$p',
      'a{b}',
      'c:d',
      'rows',
      'filename',
      'file_row_number',
      '__x',
    ];
    const row = (factor: number) =>
      Object.fromEntries(names.map((name, index) => [name, index * factor]));
    await the.lake.createTable('silver.orders', {
      columns: [
        ...names.map(name => ({ name, type: 'int' })),
        {
          name: 'st "x"',
          type: { struct: names.map(name => ({ name, type: 'int' })) },
        },
      ],
      partitionBy: [
        { column: 'a b' },
        { column: 'quo"te', transform: 'bucket[3]', name: 'we "ird' },
        { column: 'st "x".select' },
        { column: '😀', transform: 'truncate[2]', name: 'é=ü' },
      ],
    });
    await the.lake.append('silver.orders', {
      rows: [1, 2, 3].map(factor => ({
        ...row(factor),
        'st "x"': row(factor),
      })),
    });
    await the.lake.delete('silver.orders', {
      where: '"a b" = 2',
      mode: 'merge-on-read',
    });
    await the.lake.update('silver.orders', {
      where: '"a b" = 3',
      set: { 'quo"te': '"quo""te" + 100' },
    });
    expect(await readRows(the.lake, 'silver.orders')).toEqual(
      [1, 3].map(factor => [
        ...names.map(
          (name, index) =>
            index * factor + (factor === 3 && name === 'quo"te' ? 100 : 0),
        ),
        row(factor),
      ]),
    );
  });

  it('commits nothing when there are no rows', async () => {
    await the.lake.createTable('silver.orders', { columns });
    expect(await the.lake.append('silver.orders', { rows: [] })).toMatchObject({
      attempts: 0,
      snapshotId: undefined,
    });
  });

  it('overwrites all rows, those of a condition, or those of the partitions that get new ones', async () => {
    await the.lake.createTable('silver.orders', {
      columns,
      partitionBy: [{ column: 'day' }],
    });
    await the.lake.append('silver.orders', orders(9));
    await the.lake.overwrite(
      'silver.orders',
      { rows: [{ id: 100, day: '2026-11-02' }] },
      { partitions: 'touched' },
    );
    expect(await the.ids()).toEqual(['0', '2', '3', '5', '6', '8', '100']);
    await the.lake.overwrite(
      'silver.orders',
      { rows: [{ id: 200, day: '2026-11-03' }] },
      { where: 'id < 5' },
    );
    expect(await the.ids()).toEqual(['5', '6', '8', '100', '200']);
    const { summary } = await the.lake.overwrite('silver.orders', {
      rows: [{ id: 1 }],
    });
    expect(await the.ids()).toEqual(['1']);
    expect(summary).toMatchObject({
      operation: 'overwrite',
      'total-records': '1',
      'total-data-files': '1',
    });
  });

  it('writes statistics as the metrics modes of the table say', async () => {
    await the.lake.createTable('silver.orders', {
      columns,
      properties: {
        'write.metadata.metrics.default': 'none',
        'write.metadata.metrics.column.id': 'full',
        'write.metadata.metrics.column.name': 'counts',
      },
    });
    await the.lake.append('silver.orders', orders(10));
    const [entry] = await the.live(
      (
        await the.lake.loadTable('silver.orders')
      ).metadata,
    );
    expect([...(entry.file.lowerBounds?.keys() ?? [])]).toEqual([1]);
    expect([...(entry.file.valueCounts?.keys() ?? [])]).toEqual([1, 2]);
    expect([...(entry.file.columnSizes?.keys() ?? [])]).toEqual([1, 2, 3, 4]);
  });

  it('never lets the clock of a commit go back', async () => {
    await the.lake.createTable('silver.orders', { columns });
    await the.lake.append('silver.orders', orders(1));
    the.clockMs -= DAY_MS;
    const { metadata } = await the.lake.append('silver.orders', orders(1));
    expect(metadata.snapshots[1].timestampMs).toBe(
      metadata.snapshots[0].timestampMs,
    );
  });
});
