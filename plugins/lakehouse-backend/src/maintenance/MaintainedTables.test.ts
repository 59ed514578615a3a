import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LakehouseConnector } from '@lakehouse-portal/plugin-lakehouse-node';
import {
  LocalFileIO,
  MemoryRollupCache,
  readTableMetadata,
} from '@lakehouse-portal/table-metadata';
import { makeTables } from '../__testUtils__/makeTables';
import type { ConnectionConfig } from '../config';
import { NoFileIO } from '../connectors/trino/NoFileIO';
import type { ScanCaches } from '../scan/ScanCaches';
import {
  MaintainedTables,
  type MaintainedTablesOptions,
} from './MaintainedTables';

jest.setTimeout(60_000);

describe('MaintainedTables', () => {
  it('plans with the access that the catalog lent for a table: without it, what an expiry would free was unknown', async () => {
    const root = await mkdtemp(join(tmpdir(), 'lent-'));
    const lakehouse = await makeTables(root);
    const { metadataLocation } = await lakehouse.loadTable('silver.orders');
    await lakehouse.close();
    const lent = await LocalFileIO.create({ roots: [root] });
    const pointer = { namespace: 'silver', name: 'orders', metadataLocation };
    const connector = {
      // A connector without storage of its own.
      fileIO: new NoFileIO(),
      findTable: async () => pointer,
      readTable: async () => ({
        metadata: await readTableMetadata(lent, metadataLocation),
        version: metadataLocation,
        fileIO: lent,
      }),
    } as unknown as LakehouseConnector;
    const tables = MaintainedTables.create({
      timeoutMs: 30_000,
      caches: { rollups: new MemoryRollupCache() } as unknown as ScanCaches,
    } as MaintainedTablesOptions);
    const read = await tables.read({
      ref: { lakehouse: 'shop', schema: 'silver', table: 'orders' },
      connection: { name: 'shop' } as ConnectionConfig,
      connector,
    });
    expect(read.files?.dataFiles).toBeGreaterThan(0);
    expect(read.fileIO).toBe(lent);
    await rm(root, { recursive: true });
  });
});
