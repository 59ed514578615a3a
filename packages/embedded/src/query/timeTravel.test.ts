import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  LocalFileIO,
  planScan,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';
import { EmbeddedLakehouse } from '../EmbeddedLakehouse';
import { createScanInput } from '../scan';
import { QueryRunner } from './QueryRunner';

// Starts processes: slow on a busy machine.
jest.setTimeout(120_000);

describe('time travel', () => {
  let directory: string;
  let lakehouse: EmbeddedLakehouse;
  let io: LocalFileIO;
  const runner = QueryRunner.create();

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'travel-'));
    lakehouse = await EmbeddedLakehouse.open({ directory, durable: false });
    io = await LocalFileIO.create({ roots: [directory] });
    await lakehouse.createNamespace('silver');
  });
  afterAll(async () => {
    runner.close();
    await lakehouse.close();
    rmSync(directory, { recursive: true });
  });

  async function rowsAt(
    metadata: TableMetadata,
    snapshotId: string | undefined,
    sql: string,
  ) {
    const plan = await planScan(io, metadata, snapshotId ?? '');
    const scan = await createScanInput(plan, metadata, io, {
      root: lakehouse.warehouseLocation,
    });
    return (
      await runner.run({
        scan,
        schema: plan.schema,
        table: { namespace: 'silver', name: 'orders' },
        sql,
      })
    ).rows;
  }

  it('gives the rows, names and types of each snapshot, and of a branch', async () => {
    await lakehouse.createTable('silver.orders', {
      columns: [
        { name: 'id', type: 'int', required: true },
        {
          name: 'place',
          type: {
            struct: [
              { name: 'zip', type: 'string' },
              { name: 'city', type: 'string' },
            ],
          },
        },
      ],
    });
    const place = (zip: string) => ({ zip, city: 'Lagos' });
    const first = await lakehouse.append('silver.orders', {
      rows: [
        { id: 1, place: place('1') },
        { id: 2, place: place('2') },
        { id: 3 },
      ],
    });
    await lakehouse.createBranch('silver.orders', 'audit');
    const second = await lakehouse.delete('silver.orders', {
      where: 'id = 2',
      mode: 'merge-on-read',
    });
    await lakehouse.updateSchema('silver.orders', [
      { change: 'rename', column: 'place.zip', newName: 'postcode' },
      { change: 'rename', column: 'id', newName: 'order_id' },
      { change: 'widen', column: 'order_id', type: 'long' },
    ]);
    const third = await lakehouse.append('silver.orders', {
      sql: `SELECT 4 AS order_id, {'postcode': '4', 'city': 'Accra'} AS place`,
    });
    const { metadata } = third;
    const branch = metadata.refs.find(({ name }) => name === 'audit');

    expect(
      await rowsAt(
        metadata,
        first.snapshotId,
        'SELECT id, place.zip FROM orders ORDER BY 1',
      ),
    ).toEqual([
      [1, '1'],
      [2, '2'],
      [3, null],
    ]);
    expect(
      await rowsAt(
        metadata,
        second.snapshotId,
        'SELECT id FROM orders ORDER BY 1',
      ),
    ).toEqual([[1], [3]]);
    expect(
      await rowsAt(
        metadata,
        third.snapshotId,
        'SELECT order_id, place.postcode FROM orders ORDER BY 1',
      ),
    ).toEqual([
      [1, '1'],
      [3, null],
      [4, '4'],
    ]);
    expect(
      await rowsAt(metadata, branch?.snapshotId, 'SELECT count(*) FROM orders'),
    ).toEqual([[3]]);
  });
});
