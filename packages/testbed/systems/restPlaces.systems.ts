import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IcebergRestCatalog } from '@lakehouse-portal/catalogs';
import {
  LocalFileIO,
  readTableMetadata,
} from '@lakehouse-portal/table-metadata';
import { startIcebergRest, startPostgres, type StoreServer } from '../src';
import { listAll } from './listAll';
import { loadTable } from './rest/loadTable';

describe('Iceberg REST: other places for pointers and files', () => {
  const directory = mkdtempSync(join(tmpdir(), 'lakehouse-rest-places-'));

  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  async function lists(server: StoreServer): Promise<void> {
    const connected = new IcebergRestCatalog({ url: new URL(server.url) });
    const created = await fetch(`${server.url}/v1/namespaces`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ namespace: ['shop'], properties: {} }),
    });
    expect(created.status).toBe(200);
    const table = await fetch(`${server.url}/v1/namespaces/shop/tables`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        name: 'orders',
        schema: {
          type: 'struct',
          fields: [{ id: 1, name: 'id', type: 'long', required: true }],
        },
      }),
    });
    expect(table.status).toBe(200);
    expect(await listAll(connected)).toEqual([
      { namespace: 'shop', name: 'orders' },
    ]);
    const loaded = await loadTable(connected, {
      namespace: 'shop',
      name: 'orders',
    });
    const io = await LocalFileIO.create({ roots: [`${directory}/local`] });
    expect(loaded.metadata).toEqual(
      await readTableMetadata(io, loaded.metadata.metadataLocation),
    );
    await connected.close();
    await server.stop();
  }

  // eslint-disable-next-line jest/expect-expect -- what it calls expects
  it('are memory with a folder, and PostgreSQL with a folder', async () => {
    mkdirSync(`${directory}/local`);
    await lists(
      await startIcebergRest({ warehouse: `${directory}/local/memory` }),
    );
    const postgres = await startPostgres();
    try {
      const { user, password } = await postgres.createDatabase('rest');
      await lists(
        await startIcebergRest({
          warehouse: `${directory}/local/postgresql`,
          backend: {
            type: 'postgresql',
            url: postgres.jdbcUrl('rest'),
            user,
            password,
          },
        }),
      );
    } finally {
      await postgres.stop();
    }
  });
});
