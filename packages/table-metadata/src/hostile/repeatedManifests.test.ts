import { MemoryFileIO } from '../__testUtils__/MemoryFileIO';
import { tableMetadata, writeSnapshot } from '../__testUtils__/tableBuilder';
import { CountingFileIO } from '../io';
import { planScan } from '../scan';
import { compareSnapshots } from '../snapshots';

function repeatingTable() {
  const io = new MemoryFileIO();
  writeSnapshot(io, '/t/empty.avro', []);
  writeSnapshot(
    io,
    '/t/list.avro',
    Array.from({ length: 50 }, () => ({
      path: '/t/m.avro',
      files: [{ filePath: '/t/data/a.parquet' }],
    })),
  );
  const snapshot = { timestampMs: 1, summary: {} };
  const metadata = tableMetadata({
    snapshots: [
      { ...snapshot, snapshotId: '1', manifestList: '/t/list.avro' },
      { ...snapshot, snapshotId: '2', manifestList: '/t/empty.avro' },
    ],
  });
  return { io: new CountingFileIO(io), metadata };
}

describe('a manifest list that names a manifest again and again', () => {
  it('plans each file once', async () => {
    const { io, metadata } = repeatingTable();
    const { dataFiles } = await planScan(io, metadata, '1');
    expect(dataFiles.map(({ file }) => file.filePath)).toEqual([
      '/t/data/a.parquet',
    ]);
    expect(io.reads.get('/t/m.avro')).toBe(1);
  });

  it('is compared by reading it once', async () => {
    const { io, metadata } = repeatingTable();
    const { dataFiles } = await compareSnapshots(io, metadata, '2', '1');
    expect(dataFiles.addedFiles).toBe(1);
    expect(io.reads.get('/t/m.avro')).toBe(1);
  });
});
