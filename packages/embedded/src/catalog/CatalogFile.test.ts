import { copyFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { EmbeddedLakehouse } from '../EmbeddedLakehouse';
import { temporaryLakehouse } from '../testing/temporaryLakehouse';
import { columns, orders, useLakehouse } from '../testing/useLakehouse';

jest.setTimeout(60_000);

describe('file of the catalog, while the lakehouse is open', () => {
  const the = useLakehouse();
  const catalog = () => join(the.lake.directory, 'catalog.db');
  const names = async () =>
    (await the.lake.listTables()).map(({ name }) => name);

  async function moveAway() {
    for (const suffix of ['-wal', '-shm', '']) {
      await rename(catalog() + suffix, `${catalog()}.old${suffix}`);
    }
  }

  it('a catalog that was replaced is read anew, not served from the file that has no name any more', async () => {
    await the.lake.createTable('silver.orders', { columns });
    const backup = `${catalog()}.backup`;
    const reader = new Database(catalog(), { readonly: true });
    await reader.backup(backup);
    reader.close();
    await the.lake.createTable('silver.later', { columns });
    expect(await names()).toEqual(['later', 'orders']);

    await moveAway();
    await copyFile(backup, catalog());
    expect(await names()).toEqual(['orders']);
    // And written to: a commit that only the old file saw would be lost.
    await the.lake.append('silver.orders', orders(3));
    const other = await EmbeddedLakehouse.open({
      directory: the.lake.directory,
      name: the.lake.name,
    });
    expect((await other.loadTable('silver.orders')).metadataLocation).toBe(
      (await the.lake.loadTable('silver.orders')).metadataLocation,
    );
    await other.close();
    expect(await the.ids()).toHaveLength(3);
  });

  it('a catalog that was deleted, emptied or overwritten is an error that names it, never a lakehouse without tables', async () => {
    await the.lake.createTable('silver.orders', { columns });
    await moveAway();
    const gone = {
      name: 'CatalogUnavailableError',
      message: expect.stringContaining(`${catalog()} is gone`),
    };
    await expect(the.lake.listTables()).rejects.toMatchObject(gone);
    await expect(the.lake.listNamespaces()).rejects.toMatchObject(gone);

    await writeFile(catalog(), '');
    await expect(the.lake.listTables()).rejects.toMatchObject({
      name: 'CatalogUnavailableError',
      message: expect.stringContaining('no table iceberg_tables'),
    });
    await writeFile(catalog(), 'x'.repeat(5000));
    await expect(the.lake.listTables()).rejects.toMatchObject({
      name: 'CatalogUnavailableError',
      message: expect.stringMatching(/catalog\.db can't be opened: .*database/),
    });

    // It comes back by itself.
    await rm(catalog());
    for (const suffix of ['-wal', '-shm', '']) {
      await rename(`${catalog()}.old${suffix}`, catalog() + suffix);
    }
    expect(await names()).toEqual(['orders']);
  });

  it('opening a file that is no database names it', async () => {
    const { lake, remove } = await temporaryLakehouse();
    await lake.close();
    await writeFile(join(lake.directory, 'catalog.db'), 'x'.repeat(5000));
    await expect(
      EmbeddedLakehouse.open({ directory: lake.directory }),
    ).rejects.toMatchObject({
      name: 'CatalogUnavailableError',
      message: expect.stringContaining(join(lake.directory, 'catalog.db')),
    });
    await remove();
  });
});
