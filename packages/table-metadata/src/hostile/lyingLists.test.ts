import { readManifestList } from '../manifests';
import { readFileStatistics } from '../statistics';
import { MemoryFileIO } from '../__testUtils__/MemoryFileIO';
import {
  type ManifestSketch,
  MANIFEST_LIST_SCHEMA,
  tableMetadata,
  writeSnapshot,
} from '../__testUtils__/tableBuilder';
import { writeAvro } from '../__testUtils__/writeAvro';

const DATA: ManifestSketch = {
  path: '/t/data.avro',
  files: [{ filePath: '/t/a' }, { filePath: '/t/b' }],
};
const DELETES: ManifestSketch = {
  path: '/t/deletes.avro',
  content: 'deletes',
  files: [
    {
      filePath: '/t/d',
      content: 'position-deletes',
      referencedDataFile: '/t/a',
      recordCount: 4n,
    },
  ],
};

function row(path: string, bytes: Uint8Array, changes: object): object {
  return {
    manifest_path: path,
    manifest_length: BigInt(bytes.length),
    partition_spec_id: 0,
    content: 0,
    sequence_number: 1n,
    min_sequence_number: 1n,
    added_snapshot_id: 1n,
    added_files_count: null,
    existing_files_count: null,
    deleted_files_count: null,
    first_row_id: null,
    ...changes,
  };
}

/** The table, with a manifest list that says something else of its manifests. */
function table(data: object, deletes: object): MemoryFileIO {
  const io = new MemoryFileIO();
  writeSnapshot(io, '/t/list.avro', [DATA, DELETES]);
  const bytesOf = (path: string) => io.files.get(path) as Uint8Array;
  return io.put(
    '/t/list.avro',
    writeAvro(MANIFEST_LIST_SCHEMA, [
      row(DATA.path, bytesOf(DATA.path), data),
      row(DELETES.path, bytesOf(DELETES.path), { content: 1, ...deletes }),
    ]),
  );
}

describe('a manifest list that lies', () => {
  it('bug: about how long manifests are had them all in memory at once', async () => {
    let most = 0;
    let held = 0;
    const io = table({ manifest_length: 1000n }, { manifest_length: -1n });
    const statistics = await readFileStatistics(
      {
        read: async (location, options = {}) => {
          if (!location.endsWith('.avro') || location === '/t/list.avro')
            return io.read(location, options);
          held += options.maxBytes ?? Infinity;
          most = Math.max(most, held);
          await new Promise(resolve => setTimeout(resolve, 20));
          held -= options.maxBytes ?? Infinity;
          return io.read(location);
        },
      },
      tableMetadata(),
    );
    expect(statistics.dataFiles).toBe(2);
    // One whose length nobody knows may have all that a manifest may, and is read alone.
    expect(most).toBe(512 * 1024 * 1024);
  });

  it('about nothing: deletes are attributed', async () => {
    expect(
      await readFileStatistics(table({}, {}), tableMetadata()),
    ).toMatchObject({
      dataFilesWithDeletes: 1,
      recordsDeletedByPosition: 4n,
      warnings: [],
    });
  });

  it.each([
    ['deletes are data', {}, { content: 0 }, '/t/deletes.avro'],
    ['data are deletes', { content: 1 }, {}, '/t/data.avro'],
  ])(
    'that %s: files are counted for what they are, and what is not known of deletes is said',
    async (_lie, data, deletes, location) => {
      const found = await readFileStatistics(
        table(data, deletes),
        tableMetadata(),
      );
      expect(found).toMatchObject({
        dataFiles: 2,
        positionDeleteFiles: 1,
        incomplete: true,
        warnings: [{ code: 'manifest-content-differs', location }],
      });
    },
  );

  it('with a content that is neither: nothing is guessed', async () => {
    expect(
      await readFileStatistics(table({ content: 7 }, {}), tableMetadata()),
    ).toMatchObject({
      dataFiles: 0,
      incomplete: true,
      warnings: [
        {
          code: 'manifest-list-unreadable',
          message: expect.stringContaining('unknown content 7'),
        },
      ],
    });
  });

  it('with negative lengths and counts: they are unknown, not taken off the sums', async () => {
    const io = table({ manifest_length: -100n }, { added_files_count: -5 });
    const metadata = tableMetadata();
    const { manifests, manifestLayout, dataFiles, warnings } =
      await readFileStatistics(io, metadata);
    const bytes = io.files.get(DELETES.path)?.length ?? 0;
    expect(dataFiles).toBe(2);
    expect(manifests.sizeBytes).toBe(BigInt(bytes));
    expect(manifestLayout).toMatchObject({ smallestBytes: BigInt(bytes) });
    expect(manifestLayout.liveEntries).toBeUndefined();
    expect(warnings).toEqual([
      {
        code: 'manifest-list-number-unsound',
        message:
          'The manifest list states 2 negative numbers, such as manifest_length; they are left out',
        location: '/t/data.avro',
      },
    ]);
    const [data] = await readManifestList(io, metadata, metadata.snapshots[0]);
    expect(data.manifestLength).toBeUndefined();
  });
});
