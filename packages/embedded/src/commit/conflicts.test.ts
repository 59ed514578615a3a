import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedLakehouse } from '../EmbeddedLakehouse';
import { rewriteDataFiles } from '../maintenance/rewriteDataFiles';
import { rewriteManifests } from '../maintenance/rewriteManifests';
import { append } from '../operations/append';
import { deleteRows } from '../operations/deleteRows';
import { readRows } from '../testing/readRows';
import type { LakehouseContext } from './LakehouseContext';
import { openContext } from './openContext';

jest.setTimeout(60_000);

const table = { namespace: 'silver', name: 'orders' };
const TABLE = 'silver.orders';

describe('commits that others come in between', () => {
  let directory: string;
  let other: EmbeddedLakehouse;
  let context: LakehouseContext;
  /** Run once, after the operation under test has done its work on the old state and before it commits. */
  let interfere: (() => Promise<unknown>) | undefined;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'conflicts-'));
    other = await EmbeddedLakehouse.open({
      directory,
      name: 'lake',
      durable: false,
    });
    const opened = await openContext({
      directory,
      name: 'lake',
      durable: false,
    });
    context = {
      ...opened,
      engine: {
        run: async work => {
          const result = await opened.engine.run(work);
          const now = interfere;
          interfere = undefined;
          await now?.();
          return result;
        },
        close: () => opened.engine.close(),
      },
    };
    await other.createNamespace('silver');
    await other.createTable(TABLE, {
      columns: [
        { name: 'id', type: 'long', required: true },
        { name: 'name', type: 'string' },
      ],
    });
    for (let batch = 0; batch < 5; batch++)
      await other.append(TABLE, rows(3, batch * 10));
  });
  afterEach(async () => {
    await context.engine.close();
    context.catalog.close();
    await other.close();
    rmSync(directory, { recursive: true });
  });

  const rows = (count: number, from: number) => ({
    sql: `SELECT ${from} + i AS id, 'x' AS name FROM range(${count}) t(i)`,
  });
  const ids = async () =>
    (await readRows(other, TABLE, { columns: 'id' })).flat().map(Number);
  const dataFiles = () =>
    readdirSync(join(directory, 'warehouse'), { recursive: true }).filter(
      path => String(path).includes('/data/'),
    ).length;
  const orphans = async () =>
    (
      await other.removeOrphanFiles(TABLE, {
        olderThanMs: Date.now() + 60_000,
        allowYoung: true,
        dryRun: true,
      })
    ).orphans;

  it('an append goes through, with the files it wrote at first', async () => {
    interfere = () => other.append(TABLE, rows(1, 100));
    expect(await append(context, table, rows(1, 200))).toMatchObject({
      attempts: 2,
    });
    expect(await ids()).toHaveLength(17);
    expect(dataFiles()).toBe(7);
    expect(await orphans()).toEqual([]);
  });

  it('an append writes its rows anew when the schema changed', async () => {
    interfere = () =>
      other.updateSchema(TABLE, [
        { change: 'rename', column: 'name', newName: 'label' },
      ]);
    await expect(append(context, table, rows(1, 200))).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining(`'name'`),
    });
    expect(await orphans()).toEqual([]);
    interfere = () =>
      other.updatePartitioning(TABLE, [{ change: 'add', column: 'id' }]);
    const { metadata } = await append(context, table, {
      rows: [{ id: 300 }, { id: 301 }],
    });
    expect(metadata.snapshots.at(-1)?.summary).toMatchObject({
      'added-data-files': '2',
    });
    expect(await orphans()).toEqual([]);
  });

  it.each(['merge-on-read', 'copy-on-write'] as const)(
    'a deletion (%s) also deletes what came in between',
    async mode => {
      interfere = () => other.append(TABLE, rows(2, 100));
      expect(
        await deleteRows(context, table, { where: 'id > 40', mode }),
      ).toMatchObject({ attempts: 2 });
      expect(Math.max(...(await ids()))).toBe(40);
      expect(await orphans()).toEqual([]);
    },
  );

  it('a compaction goes through an append, and keeps the rows of both', async () => {
    interfere = () => other.append(TABLE, rows(2, 100));
    expect(await rewriteDataFiles(context, table)).toMatchObject({
      rewrittenDataFiles: 5,
      addedDataFiles: 1,
    });
    expect(await ids()).toEqual([
      0, 1, 2, 10, 11, 12, 20, 21, 22, 30, 31, 32, 40, 41, 42, 100, 101,
    ]);
    expect(await orphans()).toEqual([]);
  });

  it.each([
    [
      'deleted rows of its files',
      () => other.delete(TABLE, { where: 'id = 11', mode: 'merge-on-read' }),
    ],
    [
      'removed its files',
      () => other.delete(TABLE, { where: 'id IN (10, 11, 12)' }),
    ],
    ['rewrote its files', () => other.rewriteDataFiles(TABLE)],
  ])(
    'a compaction stops when another writer %s, and leaves nothing behind',
    async (_what, work) => {
      interfere = work;
      await expect(rewriteDataFiles(context, table)).rejects.toMatchObject({
        name: 'CommitConflictError',
      });
      expect(await orphans()).toEqual([]);
    },
  );

  it('a rewrite of manifests starts again', async () => {
    const { io } = context;
    let isFirst = true;
    context = {
      ...context,
      io: {
        read: async (location, options) => {
          // The name of the folder, which is chance, may hold "-m", too.
          if (isFirst && /-m\d+\.avro$/.test(location)) {
            isFirst = false;
            await other.append(TABLE, rows(1, 100));
          }
          return io.read(location, options);
        },
      },
    };
    expect(await rewriteManifests(context, table)).toMatchObject({
      rewrittenManifests: 6,
      addedManifests: 1,
    });
    expect(await ids()).toHaveLength(16);
    expect(await orphans()).toEqual([]);
  });

  it('gives up after the retries that the table allows, and leaves nothing behind', async () => {
    await other.setProperties(TABLE, { 'commit.retry.num-retries': '2' });
    let count = 0;
    const swap = jest
      .spyOn(context.catalog, 'swapMetadata')
      .mockImplementation(() => {
        count += 1;
        return false;
      });
    await expect(append(context, table, rows(1, 200))).rejects.toMatchObject({
      name: 'CommitRetriesExhaustedError',
    });
    expect(count).toBe(3);
    swap.mockRestore();
    expect(await orphans()).toEqual([]);
  });

  it('finds out whether a commit arrived when the catalog failed, and keeps the files when it cannot', async () => {
    const real = context.catalog.swapMetadata.bind(context.catalog);
    const swap = jest
      .spyOn(context.catalog, 'swapMetadata')
      .mockImplementationOnce((...args) => {
        real(...args);
        throw new Error('disk I/O error');
      });
    expect(await append(context, table, rows(1, 200))).toMatchObject({
      attempts: 1,
    });
    expect(await ids()).toContain(200);
    swap.mockImplementationOnce(() => {
      throw new Error('disk I/O error');
    });
    await expect(append(context, table, rows(1, 201))).rejects.toThrow(
      'disk I/O error',
    );
    expect(await ids()).not.toContain(201);
    expect(await orphans()).toEqual([]);
    const requireTable = context.catalog.requireTable.bind(context.catalog);
    swap.mockImplementationOnce((...args) => {
      real(...args);
      jest.spyOn(context.catalog, 'requireTable').mockImplementationOnce(() => {
        throw new Error('still failing');
      });
      throw new Error('disk I/O error');
    });
    await expect(append(context, table, rows(1, 202))).rejects.toMatchObject({
      name: 'CommitStateUnknownError',
    });
    expect(requireTable(table).metadataLocation).toContain('metadata.json');
    expect(await ids()).toContain(202);
    expect(await orphans()).toEqual([]);
  });

  it('is not fooled by a table that was dropped and created anew', async () => {
    interfere = async () => {
      await other.dropTable(TABLE);
      await other.createTable(TABLE, {
        columns: [{ name: 'id', type: 'long' }],
      });
    };
    await expect(append(context, table, rows(1, 200))).rejects.toMatchObject({
      name: 'CommitConflictError',
    });
  });
});
