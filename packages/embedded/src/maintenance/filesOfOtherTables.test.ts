import {
  existsSync,
  mkdirSync,
  renameSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
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
});
