import { MemoryFileIO } from '../__testUtils__/MemoryFileIO';
import { tableMetadata, writeSnapshot } from '../__testUtils__/tableBuilder';
import type { PartitionSpec, SchemaField } from '../model';
import { readManifest } from './readManifest';
import { readManifestList } from './readManifestList';
import { visitManifests } from './visitManifests';

const field = (id: number, name: string, type: string): SchemaField => ({
  id,
  name,
  required: false,
  type: { kind: 'primitive', name: type },
});
const part = (sourceId: number, transform: string, index: number) => ({
  sourceIds: [sourceId],
  fieldId: 1000 + index,
  name: `p${index}`,
  transform,
});

async function readAll(io: MemoryFileIO, metadata = tableMetadata()) {
  const manifests = await readManifestList(io, metadata, metadata.snapshots[0]);
  return Promise.all(
    manifests.map(manifest => readManifest(io, manifest, metadata)),
  );
}

describe('what entries inherit', () => {
  it('is the snapshot id, and a sequence number for added files only', async () => {
    const io = new MemoryFileIO();
    writeSnapshot(io, '/t/list.avro', [
      {
        path: '/t/m1.avro',
        sequenceNumber: 7n,
        addedSnapshotId: 3055729675574597004n,
        files: [
          { status: 'added' },
          { status: 'existing', snapshotId: 5n, sequenceNumber: 2n },
          { status: 'existing', snapshotId: 5n },
          { status: 'added', sequenceNumber: 3n },
          { status: 'deleted', snapshotId: 9n, sequenceNumber: 1n },
        ],
      },
    ]);
    const [entries] = await readAll(io);
    expect(
      entries.map(({ status, snapshotId, sequenceNumber }) => [
        status,
        snapshotId,
        sequenceNumber,
      ]),
    ).toEqual([
      ['added', 3055729675574597004n, 7n],
      ['existing', 5n, 2n],
      ['existing', 5n, undefined],
      ['added', 3055729675574597004n, 3n],
      ['deleted', 9n, 1n],
    ]);
  });

  it('is 0 for everything of a manifest with sequence number 0, as version 1 wrote them', async () => {
    const io = new MemoryFileIO();
    writeSnapshot(io, '/t/list.avro', [
      {
        path: '/t/m1.avro',
        sequenceNumber: 0n,
        files: [{ status: 'existing' }, { status: 'added' }],
      },
    ]);
    const [entries] = await readAll(io);
    expect(
      entries.map(({ sequenceNumber, fileSequenceNumber }) => [
        sequenceNumber,
        fileSequenceNumber,
      ]),
    ).toEqual([
      [0n, 0n],
      [0n, 0n],
    ]);
  });

  it('is a range of row ids for live data files that have none (v3)', async () => {
    const io = new MemoryFileIO();
    writeSnapshot(io, '/t/list.avro', [
      {
        path: '/t/m1.avro',
        firstRowId: 1000n,
        files: [
          { recordCount: 25n },
          { status: 'deleted' },
          { recordCount: 5n, firstRowId: 7n },
          { status: 'existing', recordCount: 1n },
        ],
      },
    ]);
    const [entries] = await readAll(io);
    expect(entries.map(({ file }) => file.firstRowId)).toEqual([
      1000n,
      undefined,
      7n,
      1025n,
    ]);
  });
});

describe('entries', () => {
  it('have partition values in the types of the spec, however they were written', async () => {
    const specs: PartitionSpec[] = [
      {
        specId: 0,
        fields: [
          part(1, 'identity', 0),
          part(2, 'day', 1),
          part(3, 'identity', 2),
          part(4, 'identity', 3),
          part(5, 'bucket[4]', 4),
          part(6, 'identity', 5),
        ],
      },
    ];
    const fields = [
      field(1, 'n', 'long'),
      field(2, 'ts', 'timestamp'),
      field(3, 'price', 'decimal(9, 2)'),
      field(4, 'u', 'uuid'),
      field(5, 's', 'string'),
      field(6, 'f', 'float'),
    ];
    const io = new MemoryFileIO();
    const partitionTypes = [
      ['null', 'int'],
      { type: 'int', logicalType: 'date' },
      { type: 'fixed', name: 'd', size: 4 },
      ['null', { type: 'fixed', name: 'u', size: 16 }],
      'long',
      'float',
    ];
    const uuid = Buffer.from('f79c3e09677c4bbda4793f349cb785e7', 'hex');
    writeSnapshot(io, '/t/list.avro', [
      {
        path: '/t/m1.avro',
        partitionTypes,
        files: [
          {
            partition: [
              5,
              20_781,
              Buffer.from([0xff, 0xff, 0xff, 0xfe]),
              uuid,
              3n,
              1.5,
            ],
          },
          { partition: [null, 1, Buffer.alloc(4), null, 0n, 0] },
        ],
      },
    ]);
    const [entries] = await readAll(io, tableMetadata({ fields, specs }));
    expect(entries.map(({ file }) => file.partition)).toEqual([
      [5n, 20_781, -2n, 'f79c3e09-677c-4bbd-a479-3f349cb785e7', 3, 1.5],
      [null, 1, 0n, null, 0, 0],
    ]);
  });

  it('have equality ids as numbers though PyIceberg writes longs, and formats in lower case', async () => {
    const io = new MemoryFileIO();
    writeSnapshot(io, '/t/list.avro', [
      {
        path: '/t/m1.avro',
        content: 'deletes',
        files: [
          {
            content: 'equality-deletes',
            equalityIds: [1, 2],
            fileFormat: 'ORC',
          },
        ],
      },
    ]);
    const [[{ file }]] = await readAll(io);
    expect(file).toMatchObject({
      content: 'equality-deletes',
      equalityIds: [1, 2],
      fileFormat: 'orc',
    });
  });
});

describe('visitManifests', () => {
  it('leaves out manifests that are missing, cut, of an unknown spec or no manifests at all, and visits the others in order', async () => {
    const io = new MemoryFileIO();
    const names = ['good', 'missing', 'cut', 'text', 'spec', 'last'];
    writeSnapshot(
      io,
      '/t/list.avro',
      names.map(name => ({
        path: `/t/${name}`,
        specId: name === 'spec' ? 9 : 0,
        files: [{ filePath: name }, { filePath: `${name}2` }],
      })),
    );
    io.files.delete('/t/missing');
    io.put(
      '/t/cut',
      (io.files.get('/t/cut') ?? new Uint8Array()).slice(0, -20),
    );
    io.put('/t/text', 'hello'.repeat(1000));
    const metadata = tableMetadata();
    const visited: string[] = [];
    const manifests = await readManifestList(
      io,
      metadata,
      metadata.snapshots[0],
    );
    const warnings = await visitManifests(
      io,
      metadata,
      manifests,
      ({ file }) => visited.push(file.filePath),
      { concurrency: 2 },
    );
    expect(visited).toEqual(['good', 'good2', 'last', 'last2']);
    expect(warnings.map(({ code, location }) => [code, location])).toEqual(
      names.slice(1, 5).map(name => ['manifest-unreadable', `/t/${name}`]),
    );
    expect(warnings[1].message).toContain('is truncated');
  });

  it('stops when it is cancelled', async () => {
    const io = new MemoryFileIO();
    writeSnapshot(
      io,
      '/t/list.avro',
      [1, 2, 3].map(index => ({ path: `/t/${index}`, files: [{}] })),
    );
    const metadata = tableMetadata();
    const manifests = await readManifestList(
      io,
      metadata,
      metadata.snapshots[0],
    );
    const controller = new AbortController();
    let visits = 0;
    const visiting = visitManifests(
      io,
      metadata,
      manifests,
      () => {
        visits++;
        controller.abort(new Error('enough'));
      },
      { signal: controller.signal },
    );
    await expect(visiting).rejects.toThrow('enough');
    expect(visits).toBe(1);
  });
});
