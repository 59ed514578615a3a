import { planScan } from '../scan';
import { compareSnapshots } from '../snapshots';
import { MemoryFileIO } from '../__testUtils__/MemoryFileIO';
import {
  type ManifestSketch,
  tableMetadata,
  writeSnapshot,
} from '../__testUtils__/tableBuilder';

const manifestOf = (name: string, files: number): ManifestSketch => ({
  path: `/t/${name}.avro`,
  files: Array.from({ length: files }, (_, index) => ({
    filePath: `/t/${name}-${index}`,
  })),
});

const OLD = manifestOf('old', 3);
const NEW = manifestOf('new', 2);

/** Snapshot 1 has the old manifest, snapshot 2 the new one as well; their summaries say so. */
function table(): {
  io: MemoryFileIO;
  metadata: ReturnType<typeof tableMetadata>;
} {
  const io = new MemoryFileIO();
  writeSnapshot(io, '/t/list1.avro', [OLD]);
  writeSnapshot(io, '/t/list2.avro', [OLD, NEW]);
  const snapshot = (id: string, files: number, parentSnapshotId?: string) => ({
    snapshotId: id,
    ...(parentSnapshotId && { parentSnapshotId }),
    timestampMs: 1000,
    summary: { 'total-data-files': String(files), 'total-delete-files': '0' },
    manifestList: `/t/list${id}.avro`,
  });
  return {
    io,
    metadata: tableMetadata({
      currentSnapshotId: '2',
      snapshots: [snapshot('1', 3), snapshot('2', 5, '1')],
    }),
  };
}

describe('plans and comparisons of snapshots that are not what they say', () => {
  it('are whole and without a warning where nothing is wrong', async () => {
    const { io, metadata } = table();
    expect(await planScan(io, metadata, '2')).toMatchObject({
      dataFiles: { length: 5 },
      warnings: [],
    });
    expect(await compareSnapshots(io, metadata, '1', '2')).toMatchObject({
      dataFiles: { addedFiles: 2, removedFiles: 0 },
      incomplete: false,
      warnings: [],
    });
  });

  it('bug: a snapshot that names neither a list nor manifests is no empty one', async () => {
    const { io, metadata } = table();
    delete metadata.snapshots[1].manifestList;
    const refusal = {
      name: 'CorruptMetadataError',
      message: 'Snapshot 2 names neither a manifest list nor manifests',
    };
    await expect(planScan(io, metadata, '2')).rejects.toMatchObject(refusal);
    await expect(
      compareSnapshots(io, metadata, '1', '2'),
    ).rejects.toMatchObject(refusal);
  });

  it('bug: what changed in a schema that is gone is said to be unknown, and nothing is read by another one', async () => {
    const { io, metadata } = table();
    metadata.snapshots[1].schemaId = 7;
    const message =
      'The table has no schema 7, with which snapshot 2 was written';
    await expect(planScan(io, metadata, '2')).rejects.toMatchObject({
      name: 'NoSuchSchemaError',
      message,
    });
    expect(await compareSnapshots(io, metadata, '1', '2')).toMatchObject({
      dataFiles: { addedFiles: 2 },
      schemaChanges: [],
      incomplete: true,
      warnings: [
        { code: 'schema-missing', message: expect.stringContaining(message) },
      ],
    });
  });

  it('bug: a list that was cut between two blocks is told by the summary', async () => {
    const { io, metadata } = table();
    writeSnapshot(io, '/t/list2.avro', [NEW]);
    const warning = {
      code: 'summary-differs',
      message: expect.stringContaining(
        'states 5 data files and 0 delete files, but its manifests have 2 and 0',
      ),
    };
    expect(await planScan(io, metadata, '2')).toMatchObject({
      dataFiles: { length: 2 },
      warnings: [warning],
    });
    expect(await compareSnapshots(io, metadata, '1', '2')).toMatchObject({
      dataFiles: { addedFiles: 2, removedFiles: 3 },
      incomplete: true,
      warnings: [warning],
    });
  });

  it('bug: another sound manifest in the place of the one that was committed is no whole plan', async () => {
    const { io, metadata } = table();
    const committed = io.files.get(NEW.path) as Uint8Array;
    const other = { ...NEW, files: [{ filePath: `/t/${'x'.repeat(200)}` }] };
    writeSnapshot(io, '/t/unused.avro', [other]);
    // Not shorter than the list says, so that nothing but its entries tells.
    expect((io.files.get(NEW.path) as Uint8Array).length).toBeGreaterThan(
      committed.length,
    );
    await expect(planScan(io, metadata, '2')).rejects.toMatchObject({
      name: 'IncompleteReadError',
      location: NEW.path,
      message: expect.stringContaining('has 2 added, 0 existing'),
    });
    expect(await compareSnapshots(io, metadata, '1', '2')).toMatchObject({
      dataFiles: { addedFiles: 1 },
      incomplete: true,
      warnings: [{ code: 'manifest-counts-differ', location: NEW.path }],
    });
  });

  it('bug: negative numbers take nothing away from what was added', async () => {
    const { io, metadata } = table();
    writeSnapshot(io, '/t/list2.avro', [
      OLD,
      {
        ...NEW,
        files: [
          { filePath: '/t/a', recordCount: -1000n, fileSizeBytes: -5n },
          { filePath: '/t/b' },
        ],
      },
    ]);
    expect(await compareSnapshots(io, metadata, '1', '2')).toMatchObject({
      dataFiles: { addedFiles: 2, addedRecords: 10n, addedBytes: 1000n },
      incomplete: true,
      warnings: [
        {
          code: 'file-number-unsound',
          message: expect.stringContaining(
            '/t/a is said to have -1000 records',
          ),
        },
      ],
    });
  });

  it('bug: more files than may be held are refused, whatever the list says of them', async () => {
    const { io, metadata } = table();
    await expect(
      compareSnapshots(io, metadata, '1', '2', { maxFiles: 1 }),
    ).rejects.toMatchObject({
      name: 'LimitExceededError',
      message: 'The snapshots differ in more than 1 files',
    });
    expect(
      await compareSnapshots(io, metadata, '1', '2', { maxFiles: 2 }),
    ).toMatchObject({ dataFiles: { addedFiles: 2 } });
  });

  it('bug: files whose names are of megabytes were held by their number alone', async () => {
    const { io, metadata } = table();
    writeSnapshot(io, '/t/list2.avro', [
      OLD,
      { path: '/t/long.avro', files: [{ filePath: 'x'.repeat(200_000) }] },
    ]);
    await expect(
      compareSnapshots(io, metadata, '1', '2', { maxFiles: 2 }),
    ).rejects.toMatchObject({
      name: 'LimitExceededError',
      message: expect.stringContaining('longer than those of any table'),
    });
    expect(await compareSnapshots(io, metadata, '1', '2')).toMatchObject({
      dataFiles: { addedFiles: 1 },
    });
  });
});
