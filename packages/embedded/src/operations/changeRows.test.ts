import { readMetadataRows, readRows } from '../testing/readRows';
import { columns, orders, useLakehouse } from '../testing/useLakehouse';

jest.setTimeout(60_000);

describe('deleting and updating', () => {
  const the = useLakehouse();

  describe.each(['merge-on-read', 'copy-on-write'] as const)('as %s', mode => {
    it('deletes by a condition, and whole files without reading them again', async () => {
      await the.lake.createTable('silver.orders', {
        columns,
        partitionBy: [{ column: 'day' }],
      });
      await the.lake.append('silver.orders', orders(9));
      const before = await the.lake.append('silver.orders', {
        rows: [{ id: 50, day: '2026-11-09' }],
      });
      const { summary, snapshotId } = await the.lake.delete('silver.orders', {
        where: 'id IN (1, 4, 50) OR name IS NULL AND id > 60',
        mode,
      });
      expect(await the.ids()).toEqual(['0', '2', '3', '5', '6', '7', '8']);
      expect(await the.ids({ snapshotId: before.snapshotId })).toHaveLength(10);
      expect(summary).toMatchObject(
        mode === 'merge-on-read'
          ? {
              operation: 'delete',
              'added-position-deletes': '2',
              'added-position-delete-files': '1',
              'deleted-data-files': '1',
              'total-position-deletes': '2',
            }
          : {
              operation: 'overwrite',
              'deleted-data-files': '2',
              'added-data-files': '1',
              'total-records': '7',
            },
      );
      const { metadata } = await the.lake.loadTable('silver.orders');
      expect(metadata.currentSnapshotId).toBe(snapshotId);
      expect(
        await the.lake.delete('silver.orders', { where: 'id = 1', mode }),
      ).toMatchObject({ attempts: 0 });
    });

    it('updates by a condition', async () => {
      await the.lake.createTable('silver.orders', {
        columns,
        partitionBy: [{ column: 'day' }],
      });
      await the.lake.append('silver.orders', orders(6));
      await the.lake.update('silver.orders', {
        where: 'id >= 4',
        set: { name: `upper(name) || '!'`, day: `DATE '2027-01-01'` },
        mode,
      });
      expect(
        await readRows(the.lake, 'silver.orders', { columns: 'id, name, day' }),
      ).toEqual([
        ['0', 'n0', '2026-11-01'],
        ['1', 'n1', '2026-11-02'],
        ['2', 'n2', '2026-11-03'],
        ['3', 'n3', '2026-11-01'],
        ['4', 'N4!', '2027-01-01'],
        ['5', 'N5!', '2027-01-01'],
      ]);
    });
  });

  it('tells from which version on position deletes are possible, and up to which', async () => {
    for (const formatVersion of [1, 3] as const) {
      const table = `silver.v${formatVersion}`;
      await the.lake.createTable(table, { columns, formatVersion });
      await the.lake.append(table, orders(5));
      await expect(
        the.lake.delete(table, { where: 'id = 1', mode: 'merge-on-read' }),
      ).rejects.toMatchObject({ name: 'UnsupportedOperationError' });
      await the.lake.delete(table, { where: 'id = 1' });
      expect(await readRows(the.lake, table, { columns: 'id' })).toEqual([
        ['0'],
        ['2'],
        ['3'],
        ['4'],
      ]);
    }
  });

  it.each([['nope = 1'], [''], ['id = '], ['id = 1; DROP TABLE x']])(
    'refuses the condition %j',
    async where => {
      await the.lake.createTable('silver.orders', { columns });
      await the.lake.append('silver.orders', orders(5));
      await expect(
        the.lake.delete('silver.orders', { where }),
      ).rejects.toMatchObject({ name: 'ValidationError' });
      expect(await the.ids()).toHaveLength(5);
    },
  );

  it('keeps row ids of version 3 over copy-on-write and compaction', async () => {
    await the.lake.createTable('silver.orders', { columns, formatVersion: 3 });
    await the.lake.append('silver.orders', orders(4));
    await the.lake.append('silver.orders', orders(4, 10));
    await the.lake.delete('silver.orders', { where: 'id = 1' });
    await the.lake.update('silver.orders', {
      where: 'id = 12',
      set: { name: `'changed'` },
    });
    await the.lake.rewriteDataFiles('silver.orders', { rewriteAll: true });
    const { metadata } = await the.lake.loadTable('silver.orders');
    const [file] = await the.live(metadata);
    const reserved = {
      ...metadata,
      schemas: metadata.schemas.map(schema => ({
        ...schema,
        fields: [
          ...schema.fields,
          {
            id: 2147483540,
            name: 'row_id',
            required: false,
            type: { kind: 'primitive' as const, name: 'long' },
          },
          {
            id: 2147483539,
            name: 'updated',
            required: false,
            type: { kind: 'primitive' as const, name: 'long' },
          },
        ],
      })),
    };
    expect(file.file.recordCount).toBe(7n);
    expect(
      await readMetadataRows(the.lake.directory, reserved, {
        columns: 'id, row_id, updated',
      }),
    ).toEqual([
      ['0', '0', '1'],
      ['2', '2', '1'],
      ['3', '3', '1'],
      ['10', '4', '2'],
      ['11', '5', '2'],
      ['12', '6', '4'],
      ['13', '7', '2'],
    ]);
    const snapshots = metadata.snapshots.map(({ firstRowId, addedRows }) => [
      firstRowId,
      addedRows,
    ]);
    expect(snapshots.slice(0, 2)).toEqual([
      ['0', '4'],
      ['4', '4'],
    ]);
    const last = metadata.snapshots.at(-1);
    expect(BigInt(metadata.nextRowId ?? 0)).toBe(
      BigInt(last?.firstRowId ?? 0) + BigInt(last?.addedRows ?? 0),
    );
  });
});
