import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import {
  CountingFileIO,
  LocalFileIO,
  readFileStatistics,
  readTableMetadata,
} from '@lakehouse-portal/table-metadata';
import { makeTables } from '../../__testUtils__/makeTables';
import { readOldSnapshotFiles } from './readOldSnapshotFiles';

describe('readOldSnapshotFiles', () => {
  let directory: string;
  let lakehouse: EmbeddedLakehouse;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'reclaim-'));
    lakehouse = await makeTables(directory);
  });
  afterEach(async () => {
    await lakehouse.close();
    await rm(directory, { recursive: true });
  });

  async function read() {
    const io = new CountingFileIO(
      await LocalFileIO.create({ roots: [directory] }),
    );
    const { metadataLocation } = await lakehouse.loadTable('silver.orders');
    const metadata = await readTableMetadata(io, metadataLocation);
    const files = await readFileStatistics(io, metadata);
    io.reads.clear();
    return {
      io,
      metadata,
      files,
      bytes: Number((await readOldSnapshotFiles(io, metadata))?.sizeBytes),
    };
  }

  it('counts the files that only old snapshots have, each manifest read once', async () => {
    const before = await read();
    expect(before.bytes).toBe(0);
    await lakehouse.overwrite('silver.orders', {
      rows: [{ order_id: 1, day: '2026-11-01', total: '1.00' }],
    });
    const after = await read();
    expect(after.bytes).toBe(Number(before.files.dataBytes));
    expect([...after.io.reads.values()].every(count => count === 1)).toBe(true);
    // What a later snapshot still has is not of old ones alone.
    await lakehouse.append('silver.orders', {
      rows: [{ order_id: 2, day: '2026-11-02', total: '1.00' }],
    });
    expect((await read()).bytes).toBe(after.bytes);
  });

  it('says that it is unknown when an old snapshot cannot be read', async () => {
    await lakehouse.overwrite('silver.orders', {
      rows: [{ order_id: 1, day: '2026-11-01', total: '1.00' }],
    });
    const { io, metadata } = await read();
    const snapshots = metadata.snapshots.map((snapshot, index) =>
      index === 0
        ? {
            ...snapshot,
            manifestList: join(directory, 'warehouse', 'gone.avro'),
          }
        : snapshot,
    );
    expect(
      await readOldSnapshotFiles(io, { ...metadata, snapshots }),
    ).toBeUndefined();
    expect(
      await readOldSnapshotFiles(io, {
        ...metadata,
        currentSnapshotId: undefined,
      }),
    ).toBeUndefined();
  });
});
