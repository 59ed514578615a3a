import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { EmbeddedLakehouse } from '../EmbeddedLakehouse';
import { openContext } from '../commit/openContext';
import { commitSnapshot } from '../operations/commitSnapshot';
import {
  columns,
  DAY_MS,
  filesBelow,
  orders,
  useLakehouse,
} from '../testing/useLakehouse';
import { readRows } from '../testing/readRows';

jest.setTimeout(60_000);

describe('files that something else needs', () => {
  const the = useLakehouse();
  const ORDERS = 'silver.orders';
  const GUEST = 'silver.guest';

  const folderOf = async (table: string) =>
    (await the.lake.loadTable(table)).metadata.location.slice('file://'.length);
  const countOf = async (table: string) =>
    (await readRows(the.lake, table, { columns: 'id' })).length;
  const age = (folder: string) => {
    const old = new Date(Date.now() - 10 * DAY_MS);
    for (const path of filesBelow(folder)) utimesSync(path, old, old);
  };
  const createIn = (table: string, properties: Record<string, string> = {}) =>
    the.lake.createTable(table, { columns, properties });
  const refusal = (...parts: string[]) => ({
    name: 'UnsafeRemovalError',
    message: expect.stringMatching(new RegExp(parts.join('.*'), 's')),
  });

  it('orphan removal leaves files alone that the table reaches through a link in its own folder', async () => {
    await createIn(ORDERS);
    const folder = await folderOf(ORDERS);
    mkdirSync(join(folder, 'real'));
    symlinkSync(join(folder, 'real'), join(folder, 'ln'));
    await the.lake.setProperties(ORDERS, {
      'write.data.path': `file://${folder}/ln`,
    });
    await the.lake.append(ORDERS, orders(3));
    writeFileSync(join(folder, 'real/lost.parquet'), 'x');
    age(folder);
    const { orphans } = await the.lake.removeOrphanFiles(ORDERS);
    expect(orphans.map(({ location }) => basename(location))).toEqual([
      'lost.parquet',
    ]);
    expect(await countOf(ORDERS)).toBe(3);
  });

  it('orphan removal leaves a file alone that the table reaches by a link to the file', async () => {
    await createIn(ORDERS);
    await the.lake.append(ORDERS, orders(3));
    const folder = await folderOf(ORDERS);
    const [data] = filesBelow(join(folder, 'data'));
    mkdirSync(join(folder, 'moved'));
    renameSync(data, join(folder, 'moved/x.parquet'));
    symlinkSync(join(folder, 'moved/x.parquet'), data);
    age(folder);
    expect((await the.lake.removeOrphanFiles(ORDERS)).orphans).toEqual([]);
    expect(await countOf(ORDERS)).toBe(3);
  });

  it('orphan removal is refused where a folder that the table needs has lost its link', async () => {
    await createIn(ORDERS);
    const folder = await folderOf(ORDERS);
    mkdirSync(join(folder, 'real'));
    symlinkSync(join(folder, 'real'), join(folder, 'ln'));
    await the.lake.setProperties(ORDERS, {
      'write.data.path': `file://${folder}/ln`,
    });
    await the.lake.append(ORDERS, orders(3));
    age(folder);
    unlinkSync(join(folder, 'ln'));
    await expect(the.lake.removeOrphanFiles(ORDERS)).rejects.toMatchObject(
      refusal('/ln/', 'is not there'),
    );
    expect(filesBelow(join(folder, 'real'))).toHaveLength(1);
  });

  it('orphan removal is refused for a table whose location is a link to the folder of another one, and for that one', async () => {
    await createIn(ORDERS);
    await the.lake.append(ORDERS, orders(3));
    const folder = await folderOf(ORDERS);
    const link = join(dirname(folder), 'linked');
    symlinkSync(folder, link);
    await the.lake.createTable('silver.linked', {
      columns,
      location: `file://${link}`,
    });
    await the.lake.append('silver.linked', orders(2));
    age(folder);
    for (const [table, other] of [
      ['silver.linked', ORDERS],
      [ORDERS, 'silver.linked'],
    ]) {
      await expect(
        the.lake.removeOrphanFiles(table, { dryRun: true }),
      ).rejects.toMatchObject(refusal('shared with table', other));
      await expect(
        the.lake.dropTable(table, { purge: true }),
      ).rejects.toMatchObject({ message: expect.stringContaining(other) });
    }
    expect([await countOf(ORDERS), await countOf('silver.linked')]).toEqual([
      3, 2,
    ]);
  });

  it('orphan removal and purge are refused where another table wrote into the folder before it moved', async () => {
    await createIn(ORDERS);
    await the.lake.append(ORDERS, orders(3));
    const folder = await folderOf(ORDERS);
    await createIn(GUEST, { 'write.data.path': `file://${folder}/data/extra` });
    await the.lake.append(GUEST, orders(2));
    await the.lake.setProperties(GUEST, { 'write.data.path': undefined });
    await the.lake.append(GUEST, orders(2, 2));
    age(folder);
    for (let time = 0; time < 2; time++)
      await expect(the.lake.removeOrphanFiles(ORDERS)).rejects.toMatchObject(
        refusal(GUEST, 'data/extra'),
      );
    await expect(
      the.lake.dropTable(ORDERS, { purge: true }),
    ).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining(GUEST),
    });
    expect(await countOf(GUEST)).toBe(4);
    // Once nothing of it is there any more, the folder is this table's alone.
    await the.lake.dropTable(GUEST);
    expect((await the.lake.removeOrphanFiles(ORDERS)).orphans).toHaveLength(1);
  });

  it('orphan removal is refused while a table of the catalog can’t be read, or its manifests', async () => {
    await createIn(ORDERS);
    await the.lake.append(ORDERS, orders(3));
    const folder = await folderOf(ORDERS);
    writeFileSync(join(folder, 'data/lost.parquet'), 'x');
    age(folder);
    await createIn(GUEST);
    await the.lake.append(GUEST, orders(2));
    const files = filesBelow(join(await folderOf(GUEST), 'metadata'));
    for (const damaged of [
      files.find(path => /-m0\.avro$/.test(path)) ?? '',
      (await the.lake.loadTable(GUEST)).metadata.metadataLocation.slice(
        'file://'.length,
      ),
    ]) {
      renameSync(damaged, `${damaged}.away`);
      await expect(the.lake.removeOrphanFiles(ORDERS)).rejects.toMatchObject(
        refusal(GUEST, 'can.t be read'),
      );
      renameSync(`${damaged}.away`, damaged);
    }
    expect((await the.lake.removeOrphanFiles(ORDERS)).orphans).toHaveLength(1);
    expect(existsSync(join(folder, 'data/lost.parquet'))).toBe(false);
  });

  async function allBut(table: string, keep: number) {
    const { snapshots } = (await the.lake.loadTable(table)).metadata;
    return snapshots.slice(0, -keep).map(({ snapshotId }) => snapshotId);
  }

  it('expiry is refused while a table that was registered from the metadata of this one needs the files', async () => {
    await createIn(ORDERS);
    for (let batch = 0; batch < 3; batch++)
      await the.lake.append(ORDERS, orders(2, batch * 2));
    await the.lake.registerTable(
      GUEST,
      (
        await the.lake.loadTable(ORDERS)
      ).metadata.metadataLocation,
    );
    await the.lake.rewriteDataFiles(ORDERS, { minInputFiles: 2 });
    const snapshotIds = await allBut(ORDERS, 1);
    for (const dryRun of [true, false])
      await expect(
        the.lake.expireSnapshots(ORDERS, { snapshotIds, dryRun }),
      ).rejects.toMatchObject(refusal(GUEST));
    expect([await countOf(GUEST), await countOf(ORDERS)]).toEqual([6, 6]);
    expect((await the.lake.loadTable(ORDERS)).metadata.snapshots).toHaveLength(
      4,
    );
    await the.lake.dropTable(GUEST);
    await the.lake.expireSnapshots(ORDERS, { snapshotIds });
    expect(await countOf(ORDERS)).toBe(6);
  });

  it('expiry removes no file where a table that needs them was registered between its last look and its commit', async () => {
    await createIn(ORDERS);
    await the.lake.append(ORDERS, orders(2));
    const { metadataLocation } = (await the.lake.loadTable(ORDERS)).metadata;
    await the.lake.overwrite(ORDERS, orders(3));
    const snapshotIds = await allBut(ORDERS, 1);
    const { catalog, engine } = await openContext({
      directory: the.lake.directory,
      durable: false,
    });
    let looks = 0;
    const lake = await EmbeddedLakehouse.open({
      directory: the.lake.directory,
      durable: false,
      now: () => {
        // The first look is the plan's, the second one the commit's.
        if (++looks === 2)
          catalog.insertTable(
            { namespace: 'silver', name: 'guest' },
            metadataLocation,
          );
        return Date.UTC(2026, 10, 2);
      },
    });
    const { expiredSnapshotIds, deletedFiles, failedFiles } =
      await lake.expireSnapshots(ORDERS, { snapshotIds });
    await lake.close();
    await engine.close();
    catalog.close();
    expect(expiredSnapshotIds).toEqual(snapshotIds);
    expect(failedFiles).toHaveLength(Object.values(deletedFiles).flat().length);
    expect(failedFiles[0].reason).toContain(GUEST);
    expect([await countOf(GUEST), await countOf(ORDERS)]).toEqual([2, 3]);
  });

  it('expiry is refused where another table, of another folder, has taken over a file', async () => {
    await createIn(ORDERS);
    await the.lake.append(ORDERS, orders(2));
    const { metadataLocation } = (await the.lake.loadTable(ORDERS)).metadata;
    const guest = join(the.lake.directory, 'warehouse/guest');
    const copy = join(guest, 'metadata/00000-copy.metadata.json');
    mkdirSync(dirname(copy), { recursive: true });
    writeFileSync(
      copy,
      readFileSync(metadataLocation.slice('file://'.length), 'utf8').replace(
        /"location":"[^"]*"/,
        `"location":"file://${guest}"`,
      ),
    );
    await the.lake.registerTable(GUEST, `file://${copy}`);
    await the.lake.overwrite(ORDERS, orders(3));
    const snapshotIds = await allBut(ORDERS, 1);
    await expect(
      the.lake.expireSnapshots(ORDERS, { snapshotIds }),
    ).rejects.toMatchObject(refusal(GUEST, 'needs files of this table'));
    expect(await countOf(GUEST)).toBe(2);
  });

  it.each([
    ['without a scheme', (data: string) => data],
    ['with one slash', (data: string) => `file:${data}`],
    [
      'through a link',
      (data: string) =>
        `file://${dirname(dirname(data))}-link/data/${basename(data)}`,
    ],
  ])(
    'expiry keeps a file that was taken away and added again by another name: %s',
    async (_, respell) => {
      await createIn(ORDERS);
      const folder = await folderOf(ORDERS);
      symlinkSync(folder, `${folder}-link`);
      await the.lake.append(ORDERS, orders(2));
      const [{ file }] = await the.live(
        (
          await the.lake.loadTable(ORDERS)
        ).metadata,
      );
      await the.lake.delete(ORDERS, { where: 'true' });
      const context = await openContext({
        directory: the.lake.directory,
        durable: false,
      });
      try {
        await commitSnapshot(
          context,
          { namespace: 'silver', name: 'orders' },
          {},
          async () => ({
            operation: 'append',
            addedData: [
              {
                ...file,
                filePath: respell(file.filePath.slice('file://'.length)),
              },
            ],
          }),
        );
      } finally {
        await context.engine.close();
        context.catalog.close();
      }
      expect(await countOf(ORDERS)).toBe(2);
      const { deletedFiles } = await the.lake.expireSnapshots(ORDERS, {
        snapshotIds: await allBut(ORDERS, 1),
      });
      expect(deletedFiles.data).toEqual([]);
      expect(deletedFiles.manifestLists).toHaveLength(2);
      expect(await countOf(ORDERS)).toBe(2);
    },
  );

  it('neither expiry nor orphan removal nor purge goes on where gc.enabled is anything but true', async () => {
    await createIn(ORDERS);
    await the.lake.append(ORDERS, orders(2));
    for (const value of ['FALSE', 'no', '0', 'off', 'false ', '']) {
      await the.lake.setProperties(ORDERS, { 'gc.enabled': value });
      const refused = { message: expect.stringContaining('gc.enabled') };
      await expect(the.lake.expireSnapshots(ORDERS)).rejects.toMatchObject(
        refused,
      );
      await expect(the.lake.removeOrphanFiles(ORDERS)).rejects.toMatchObject(
        refused,
      );
      await expect(
        the.lake.dropTable(ORDERS, { purge: true }),
      ).rejects.toMatchObject(refused);
    }
    await the.lake.setProperties(ORDERS, { 'gc.enabled': 'TRUE' });
    await the.lake.expireSnapshots(ORDERS);
  });

  it('the cleanup of the metadata log spares the file that another table is registered by', async () => {
    await createIn(ORDERS, {
      'write.metadata.delete-after-commit.enabled': 'true',
      'write.metadata.previous-versions-max': '2',
    });
    await the.lake.append(ORDERS, orders(2));
    const { metadataLocation } = (await the.lake.loadTable(ORDERS)).metadata;
    await the.lake.registerTable(GUEST, metadataLocation);
    for (let step = 0; step < 5; step++)
      await the.lake.setProperties(ORDERS, { step: String(step) });
    expect(await countOf(GUEST)).toBe(2);
    expect(
      filesBelow(join(await folderOf(ORDERS), 'metadata')).filter(path =>
        path.endsWith('.metadata.json'),
      ),
    ).toHaveLength(4);
  });
});
