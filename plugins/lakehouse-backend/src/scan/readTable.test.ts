import assert from 'node:assert';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalFileIO } from '@lakehouse-portal/table-metadata';
import { makeTables } from '../__testUtils__/makeTables';
import { localPathOf } from '../connectors/embedded/localPathOf';
import { readTable, type ReadTableOptions } from './readTable';

jest.setTimeout(60_000);

describe('readTable', () => {
  it('a damaged current snapshot does not hide the columns of a table', async () => {
    const root = await mkdtemp(join(tmpdir(), 'read-'));
    const lakehouse = await makeTables(root);
    const { metadataLocation } = await lakehouse.loadTable('silver.orders');
    await lakehouse.close();
    const metadata = JSON.parse(
      await readFile(localPathOf(metadataLocation), 'utf8'),
    );
    const damaged = join(root, 'warehouse', 'damaged.metadata.json');
    await writeFile(
      damaged,
      JSON.stringify({
        ...metadata,
        snapshots: metadata.snapshots.map((snapshot: object) => ({
          ...snapshot,
          'timestamp-ms': 'never',
        })),
      }),
    );
    const read = await readTable(
      { fileIO: await LocalFileIO.create({ roots: [root] }) },
      { namespace: 'silver', name: 'orders', metadataLocation: damaged },
      { signal: new AbortController().signal } as ReadTableOptions,
    );
    assert(read !== 'unchanged');
    expect(read.statistics).toBeUndefined();
    expect(read.metadata.schemas.length).toBeGreaterThan(0);
    expect(read.metadata.warnings).toContainEqual(
      expect.objectContaining({ code: 'current-snapshot-missing' }),
    );
    await rm(root, { recursive: true });
  });
});
