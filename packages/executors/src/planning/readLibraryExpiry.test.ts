import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import {
  LocalFileIO,
  readTableMetadata,
} from '@lakehouse-portal/table-metadata';
import { previewTrinoExpiry } from '../trino/expiryPreview';
import { stillThere } from './listedFiles';
import { readExpiry } from './readExpiry';
import { readLibraryExpiry } from './readLibraryExpiry';

describe('what Iceberg’s library removes with snapshots', () => {
  const name = 'silver.orders';
  let directory: string;
  let lake: EmbeddedLakehouse;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'library-expiry-'));
    lake = await EmbeddedLakehouse.open({
      directory,
      name: 'shop',
      durable: false,
    });
    await lake.createNamespace('silver', {});
    await lake.createTable(name, {
      columns: [
        { name: 'id', type: 'long' },
        { name: 'day', type: 'date' },
      ],
      partitionBy: [{ column: 'day' }],
    });
    // One file, which the second snapshot takes away; then another one.
    await append(1);
    await lake.delete(name, { where: 'id = 1', mode: 'copy-on-write' });
    await append(2);
  });
  afterEach(async () => {
    await lake.close();
    await rm(directory, { recursive: true, force: true });
  });

  async function append(id: number) {
    await lake.append(name, {
      sql: `SELECT ${id}::BIGINT AS id, DATE '2026-11-01' AS day`,
    });
  }

  async function read() {
    const { metadataLocation } = (await lake.loadTable(name)).metadata;
    const fileIO = await LocalFileIO.create({ roots: [directory] });
    const metadata = await readTableMetadata(fileIO, metadataLocation);
    return {
      fileIO,
      metadata,
      ids: metadata.snapshots.map(({ snapshotId }) => snapshotId),
    };
  }

  it('is not all that becomes unreachable: a file goes with the snapshot that took it away', async () => {
    const { fileIO, metadata, ids } = await read();
    expect(ids).toHaveLength(3);
    const first = await readLibraryExpiry(fileIO, metadata, ids.slice(0, 1));
    const both = await readLibraryExpiry(fileIO, metadata, ids.slice(0, 2));
    expect([first?.data.size, both?.data.size]).toEqual([0, 1]);
    expect([first?.manifestLists.size, both?.manifestLists.size]).toEqual([
      1, 2,
    ]);
    const unreachable = await readExpiry(fileIO, metadata, ids.slice(0, 2));
    expect([...both!.data.keys()]).toEqual([...unreachable!.data.keys()]);
    expect(
      (await readExpiry(fileIO, metadata, ids.slice(0, 1)))?.data.size,
    ).toBe(1);
  });

  it('is without what is gone already, as far as the folder can be listed', async () => {
    const table = await read();
    const both = (await readLibraryExpiry(
      table.fileIO,
      table.metadata,
      table.ids.slice(0, 2),
    ))!;
    const listing = {
      ...table,
      fileIO: {
        read: table.fileIO.read.bind(table.fileIO),
        listFolder: async (location: string) => {
          const entries = await readdir(fileURLToPath(location), {
            withFileTypes: true,
          });
          const at = (entry: string) => `${location}/${entry}`;
          return {
            files: entries
              .filter(entry => entry.isFile())
              .map(({ name: file }) => ({
                location: at(file),
                sizeBytes: 1,
                modifiedMs: 0,
              })),
            folders: entries
              .filter(entry => entry.isDirectory())
              .map(({ name: folder }) => at(folder)),
          };
        },
      },
    };
    expect((await stillThere(both, listing, {})).data.size).toBe(1);
    const [gone] = both.data.keys();
    await rm(fileURLToPath(gone));
    expect(await stillThere(both, listing, {})).toEqual({
      ...both,
      data: new Map(),
    });
    expect((await stillThere(both, table, {})).data.size).toBe(1);
  });

  it('depends on the history by the release: 476 looks at references, 483 at the snapshots', async () => {
    const { ids } = await read();
    await lake.createTag(name, 'kept', { snapshotId: ids[2] });
    const table = await read();
    const dataOf = async (release: number | undefined) =>
      (await previewTrinoExpiry(table, ids.slice(0, 1), { release }))?.data
        .size;
    expect(await dataOf(483)).toBe(0);
    expect(await dataOf(476)).toBe(1);
    expect(await dataOf(480)).toBeUndefined();
  });

  it('is not known where a manifest list can’t be read', async () => {
    const { metadata, ids } = await read();
    const blind = {
      read: async () => {
        throw new Error('gone');
      },
    };
    expect(
      await readLibraryExpiry(blind, metadata, ids.slice(0, 1)),
    ).toBeUndefined();
  });
});
