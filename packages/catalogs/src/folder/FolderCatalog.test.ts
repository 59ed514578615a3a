import type { FolderContent, FolderFileIO } from '@lakehouse-portal/storage';
import {
  LimitExceededError,
  MissingFileError,
} from '@lakehouse-portal/table-metadata';
import type { CatalogTable, ConnectionCheck } from '../catalog';
import { FolderCatalog } from './FolderCatalog';
import type { FolderCatalogOptions } from './FolderCatalogOptions';

/** An object store in memory, which counts what it is asked. */
class MemoryStore implements FolderFileIO {
  readonly listed: string[] = [];
  readonly files = new Map<string, string>();
  /** Of all files. */
  modifiedMs: number | undefined;

  constructor(...locations: string[]) {
    for (const location of locations) this.put(location);
  }

  put(location: string, content = ''): void {
    this.files.set(location, content);
  }

  async read(location: string): Promise<Uint8Array> {
    const content = this.files.get(location);
    if (content === undefined)
      throw new MissingFileError(`There is no ${location}`, { location });
    return new TextEncoder().encode(content);
  }

  async list(location: string) {
    return (await this.listFolder(location)).files;
  }

  async listFolder(
    location: string,
    options: { maxEntries?: number } = {},
  ): Promise<FolderContent> {
    this.listed.push(location);
    const folders = new Set<string>();
    const files: FolderContent['files'] = [];
    for (const [file, content] of this.files) {
      if (!file.startsWith(`${location}/`)) continue;
      const [name, ...more] = file.slice(location.length + 1).split('/');
      if (more.length > 0) folders.add(`${location}/${name}`);
      else
        files.push({
          ...{ location: file, sizeBytes: content.length },
          modifiedMs: this.modifiedMs,
        });
    }
    if (files.length + folders.size > (options.maxEntries ?? Infinity))
      throw new LimitExceededError(`${location} has more`, { location });
    return { files, folders: [...folders] };
  }
}

function catalogOf(
  store: MemoryStore,
  options: Partial<FolderCatalogOptions> = {},
): FolderCatalog {
  return new FolderCatalog({
    folders: ['s3://lake/wh'],
    files: store,
    ...options,
  });
}

async function all<T>(pages: AsyncIterable<T[]>): Promise<T[]> {
  const result: T[] = [];
  for await (const page of pages) result.push(...page);
  return result;
}

function short(tables: CatalogTable[]) {
  return tables.map(
    ({ namespace, name, metadataLocation, format }) =>
      `${namespace}.${name} ${
        metadataLocation?.replace(/^.*\/metadata\//, '') ?? format
      }`,
  );
}

describe('FolderCatalog', () => {
  it('bug: tells that a table changed which was dropped and made anew with files of the same names', async () => {
    const file = 's3://lake/wh/sales/orders/metadata/v1.metadata.json';
    const store = new MemoryStore();
    const versions: Array<string | undefined> = [];
    for (const [content, modifiedMs] of [
      ['{"a":1}', 1],
      ['{"a":1}', 1],
      ['{"a":1}', 2],
      ['{"a":12}', 2],
    ] as const) {
      store.put(file, content);
      store.modifiedMs = modifiedMs;
      const catalog = catalogOf(store);
      const [table] = await all(catalog.listTables());
      expect(table.metadataLocation).toBe(file);
      expect(await catalog.findTable(table)).toEqual(table);
      versions.push(table.version);
    }
    expect(versions[1]).toBe(versions[0]);
    expect(new Set(versions).size).toBe(3);
  });

  it('finds the newest metadata of tables in both namings and in folders of folders, and tells other formats', async () => {
    const store = new MemoryStore(
      's3://lake/wh/sales/orders/metadata/00009-a.metadata.json',
      's3://lake/wh/sales/orders/metadata/00010-b.metadata.json',
      's3://lake/wh/sales/orders/data/x.parquet',
      's3://lake/wh/sales/eu/hadoop/metadata/v1.metadata.json',
      's3://lake/wh/sales/eu/hadoop/metadata/v2.metadata.json',
      's3://lake/wh/sales/eu/hadoop/metadata/v3.metadata.json',
      's3://lake/wh/events/metadata/v1.gz.metadata.json',
      's3://lake/wh/a.b/delta/_delta_log/00.json',
      's3://lake/wh/a.b/both/_delta_log/00.json',
      's3://lake/wh/a.b/both/metadata/00001-x.metadata.json',
      's3://lake/wh/a.b/hudi/.hoodie/hoodie.properties',
      's3://lake/wh/a.b/plain/day=2026-01-01/x.parquet',
      's3://lake/wh/a.b/_tmp/t/metadata/v1.metadata.json',
      's3://lake/wh/1/2/3/deep/metadata/v1.metadata.json',
      's3://lake/wh-2/other/t/metadata/v1.metadata.json',
    );
    store.put('s3://lake/wh/sales/eu/hadoop/metadata/version-hint.text', '2');
    const catalog = catalogOf(store);
    const tables = await all(catalog.listTables());
    expect(short(tables)).toEqual([
      'a%2Eb.both 00001-x.metadata.json',
      'a%2Eb.delta delta',
      'a%2Eb.hudi hudi',
      'sales.eu.hadoop v3.metadata.json',
      'sales.orders 00010-b.metadata.json',
      'wh.events v1.gz.metadata.json',
    ]);
    expect(tables[1]).toEqual({
      namespace: 'a%2Eb',
      name: 'delta',
      format: 'delta',
      location: 's3://lake/wh/a.b/delta',
      unreadable: expect.stringContaining('A Delta table'),
    });
    for (const table of tables)
      expect(await catalog.findTable(table)).toEqual(table);
    for (const [namespace, name] of [
      ['sales', 'nothing'],
      ['sales', 'eu'],
      ['', 'x'],
      ['..', 'other'],
      ['sales', '../orders'],
      ['sales', ''],
    ])
      expect(await catalog.findTable({ namespace, name })).toBeUndefined();
  });

  it('lists each folder once, for namespaces and tables together, and never looks into the data of a table', async () => {
    const store = new MemoryStore(
      's3://lake/wh/db/t/metadata/v1.metadata.json',
      's3://lake/wh/db/t/data/day=1/x.parquet',
      's3://lake/wh/db/u/metadata/v1.metadata.json',
    );
    const catalog = catalogOf(store);
    expect(await catalog.listNamespaces()).toEqual([
      { namespace: 'db', properties: {} },
    ]);
    expect(short(await all(catalog.listTables()))).toHaveLength(2);
    expect(store.listed.sort()).toEqual([
      's3://lake/wh',
      's3://lake/wh/db',
      's3://lake/wh/db/t',
      's3://lake/wh/db/t/metadata',
      's3://lake/wh/db/u',
      's3://lake/wh/db/u/metadata',
    ]);
    // The next listing sees what is new.
    store.put('s3://lake/wh/db/t/metadata/v2.metadata.json');
    expect(short(await all(catalog.listTables()))).toEqual([
      'db.t v2.metadata.json',
      'db.u v1.metadata.json',
    ]);
  });

  it('takes the folder itself for a table when it is one', async () => {
    const store = new MemoryStore(
      's3://lake/wh/metadata/00000-a.metadata.json',
    );
    const catalog = catalogOf(store, { folders: ['s3://lake/wh/'] });
    const [table] = await all(catalog.listTables());
    expect(table).toMatchObject({ namespace: 'wh', name: 'wh' });
    expect(await catalog.findTable(table)).toEqual({
      ...table,
      location: 's3://lake/wh',
    });
  });

  it.each<[Partial<FolderCatalogOptions>, string]>([
    [{ maxFolders: 5 }, 'there are more than 5 folders'],
    [{ maxKeys: 4 }, 'there are more than 4 files and folders'],
  ])(
    'fails beyond %j instead of leaving tables out',
    async (limits, message) => {
      const store = new MemoryStore();
      for (const table of ['a', 'b', 'c'])
        store.put(`s3://lake/wh/db/${table}/metadata/v1.metadata.json`);
      const listing = all(catalogOf(store, limits).listTables());
      await expect(listing).rejects.toMatchObject({
        name: 'CatalogResponseError',
      });
      await expect(listing).rejects.toThrow(message);
      expect(store.listed.length).toBeLessThanOrEqual(8);
    },
  );

  it('refuses two folders that would be one table, and limits that make no sense', async () => {
    const store = new MemoryStore(
      's3://lake/wh/t/metadata/v1.metadata.json',
      's3://lake/wh/wh/t/metadata/v1.metadata.json',
    );
    await expect(all(catalogOf(store).listTables())).rejects.toThrow(
      'Two folders would both be the table wh.t: s3://lake/wh/t and s3://lake/wh/wh/t',
    );
    expect(() => catalogOf(store, { maxDepth: 0 })).toThrow(
      'maxDepth has to be a whole number from 1 to 10, not 0',
    );
  });

  it('passes errors of the store on: a listing that failed in part is none', async () => {
    const store = new MemoryStore(
      's3://lake/wh/db/t/metadata/v1.metadata.json',
    );
    for (let table = 0; table < 100; table++)
      store.put(`s3://lake/wh/db/t${table}/metadata/v1.metadata.json`);
    const failure = new Error('SlowDown');
    jest.spyOn(store, 'listFolder').mockImplementation(async location => {
      if (location.endsWith('/t')) throw failure;
      return MemoryStore.prototype.listFolder.call(store, location);
    });
    await expect(all(catalogOf(store).listTables())).rejects.toBe(failure);
    await new Promise(resolve => setTimeout(resolve, 20));
    // The folders that had no turn yet are not asked for any more.
    expect(store.listed.length).toBeLessThan(50);
  });

  it('says of a table why it is in doubt which of its metadata files is the current one', async () => {
    const store = new MemoryStore(
      's3://lake/wh/sales/orders/metadata/v1.metadata.json',
      's3://lake/wh/sales/plain/metadata/v1.metadata.json',
    );
    store.put('s3://lake/wh/sales/orders/metadata/version-hint.text', '7');
    const [orders, plain] = await all(catalogOf(store).listTables());
    expect(orders.warnings).toEqual([
      {
        code: 'version-hint-wrong',
        message: expect.stringContaining('"7", which is not there'),
      },
    ]);
    expect(plain).not.toHaveProperty('warnings');
  });

  it('warns that there is no catalog, and says what a listing costs', async () => {
    const { product, capabilities } = await catalogOf(
      new MemoryStore(),
    ).describe();
    expect(product).toContain('without a catalog');
    const { note } = capabilities.find(({ id }) => id === 'list-tables')!;
    expect(note).toMatch(/two writers can overwrite each other/);
    expect(note).toMatch(/every folder down to 3 levels/);
    expect(
      capabilities.filter(({ possible }) => !possible).map(({ id }) => id),
    ).toEqual(['views', 'commit-history', 'references', 'vended-credentials']);
  });

  it('checks the listing of every folder, and says what to do about one that is empty', async () => {
    const store = new MemoryStore(
      's3://lake/wh/db/t/metadata/v1.metadata.json',
    );
    const hops = async (folders: string[]) => {
      const result: ConnectionCheck[] = [];
      for await (const hop of catalogOf(store, { folders }).check())
        result.push(hop);
      return result;
    };
    expect(await hops(['s3://lake/wh'])).toMatchObject([
      { hop: 'authentication', outcome: 'passed' },
      { hop: 'authorisation', outcome: 'passed' },
      {
        hop: 'listing',
        outcome: 'passed',
        message: expect.stringContaining('1 folders'),
      },
    ]);
    expect(await hops(['s3://lake/w', 's3://lake/wh'])).toMatchObject([
      { hop: 'authentication', outcome: 'passed' },
      { hop: 'authorisation', outcome: 'passed' },
      { hop: 'listing', outcome: 'failed', advice: expect.any(String) },
    ]);
  });

  it.each([
    [
      'a store that does not know the key',
      { name: 'AccessDeniedError', status: 403, code: 'InvalidAccessKeyId' },
      ['authentication failed'],
    ],
    [
      'no credentials at all',
      { name: 'StorageConfigError' },
      ['authentication failed'],
    ],
    [
      'a store that knows who asks, and refuses',
      { name: 'AccessDeniedError', status: 403, code: 'AccessDenied' },
      ['authentication passed', 'authorisation failed'],
    ],
    [
      'a store that can not answer',
      { name: 'StoreReadError', status: 503 },
      ['authentication skipped', 'authorisation skipped', 'listing failed'],
    ],
  ])('names the hop that fails: %s', async (_, error, expected) => {
    const store = new MemoryStore();
    store.listFolder = async () => {
      throw Object.assign(new Error('refused'), error);
    };
    const seen: string[] = [];
    for await (const { hop, outcome } of catalogOf(store).check())
      seen.push(`${hop} ${outcome}`);
    expect(seen).toEqual(expected);
  });
});
