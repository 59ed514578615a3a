import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CountingFileIO,
  LocalFileIO,
  readTableMetadata,
} from '@lakehouse-portal/table-metadata';
import { makeTables } from '../__testUtils__/makeTables';
import { buildComparison } from './buildComparison';

describe('buildComparison', () => {
  it('refuses to compare snapshots that differ in more files than it may hold, before it reads them', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'compare-'));
    const lakehouse = await makeTables(directory);
    await lakehouse.append('silver.orders', {
      rows: [
        { order_id: 30, day: '2026-11-05', total: '1.00' },
        { order_id: 31, day: '2026-11-06', total: '1.00' },
      ],
    });
    const { metadataLocation } = await lakehouse.loadTable('silver.orders');
    await lakehouse.close();
    const io = new CountingFileIO(
      await LocalFileIO.create({ roots: [directory] }),
    );
    const metadata = await readTableMetadata(io, metadataLocation);
    const [from, to] = metadata.snapshots.map(({ snapshotId }) => snapshotId);
    const options = { fileIO: io, metadata, from, to, timeTravelSql: [] };

    io.reads.clear();
    await expect(buildComparison({ ...options, maxFiles: 1 })).rejects.toThrow(
      'To compare these snapshots, some 2 files would have to be looked at, and no more than 1 are. Choose two that are closer together',
    );
    expect(io.readCount).toBe(2);

    io.reads.clear();
    expect(await buildComparison({ ...options, maxFiles: 2 })).toMatchObject({
      files: { added: 2, removed: 0 },
      incomplete: false,
    });
    // Two lists and the one manifest in which they differ, each once.
    expect([...io.reads.values()]).toEqual([1, 1, 1]);
    await rm(directory, { recursive: true });
  });
});
