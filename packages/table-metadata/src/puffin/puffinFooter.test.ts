import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { MemoryFileIO } from '../__testUtils__/MemoryFileIO';
import { CountingFileIO, LocalFileIO, type ReadOptions } from '../io';
import { readTableMetadata } from '../metadata';
import { distinctCounts } from './distinctCounts';
import { readPuffinBlob } from './readPuffinBlob';
import { readPuffinFooter } from './readPuffinFooter';

const FIXTURES = resolve(__dirname, '../../fixtures/puffin/dv');

async function fixtures() {
  const files = new CountingFileIO(
    await LocalFileIO.create({ roots: [FIXTURES] }),
  );
  const io = {
    read: (location: string, options?: ReadOptions) =>
      files.read(join(FIXTURES, basename(location)), options),
  };
  const expected = JSON.parse(
    readFileSync(join(FIXTURES, 'expected.json'), 'utf8'),
  );
  const metadata = await readTableMetadata(io, expected.metadata);
  return { files, io, expected, metadata };
}

/** A Puffin file around blobs and a footer. */
function puffin(
  payload: string | Uint8Array,
  changes: { blobs?: Uint8Array; flags?: number; claim?: number } = {},
): Buffer {
  const text = Buffer.from(payload as string);
  const end = Buffer.alloc(8);
  end.writeInt32LE(changes.claim ?? text.length);
  end.writeUInt32LE(changes.flags ?? 0, 4);
  return Buffer.concat([
    Buffer.from('PFA1'),
    changes.blobs ?? Buffer.alloc(0),
    Buffer.from('PFA1'),
    text,
    end,
    Buffer.from('PFA1'),
  ]);
}

async function read(bytes: Uint8Array, fileFooterSizeBytes?: number) {
  return readPuffinFooter(new MemoryFileIO().put('/f.puffin', bytes), {
    statisticsPath: '/f.puffin',
    fileSizeBytes: bytes.length,
    fileFooterSizeBytes,
  });
}

describe('readPuffinFooter', () => {
  it('lists the sketches that Spark wrote, as table metadata repeats them, with one read of the footer alone', async () => {
    const { files, io, expected, metadata } = await fixtures();
    const [statistics] = metadata.statisticsFiles;
    files.reads.clear();
    files.bytesRead = 0;
    const { blobs, footerSizeBytes, warnings } = await readPuffinFooter(
      io,
      statistics,
    );
    expect(files.readCount).toBe(1);
    expect(files.bytesRead).toBe(statistics.fileFooterSizeBytes);
    expect(footerSizeBytes).toBe(statistics.fileFooterSizeBytes);
    expect(warnings).toEqual([]);
    expect(
      blobs.map(({ type, fields, snapshotId, sequenceNumber, properties }) => ({
        type,
        fields,
        snapshotId,
        sequenceNumber,
        properties,
      })),
    ).toEqual(statistics.blobs);
    const counts = distinctCounts(blobs);
    expect(counts).toEqual(distinctCounts(statistics.blobs));
    // A sketch is off by some percent.
    for (const [fieldId, name] of [
      [1, 'id'],
      [2, 'name'],
    ] as const)
      expect(
        Math.abs(Number(counts.get(fieldId)) / expected.distinct[name] - 1),
      ).toBeLessThan(0.1);
    for (const blob of blobs)
      expect(
        (await readPuffinBlob(io, statistics.statisticsPath, blob)).length,
      ).toBeGreaterThan(0);
    expect(
      await readPuffinFooter(io, { ...statistics, fileFooterSizeBytes: 0 }),
    ).toMatchObject({ blobs, footerSizeBytes });
  });

  it('lists the deletion vectors of a file, which have no snapshot yet', async () => {
    const { io, expected } = await fixtures();
    const [{ file }] = expected.vectors;
    const { blobs } = await readPuffinFooter(io, {
      statisticsPath: file,
      fileSizeBytes: readFileSync(join(FIXTURES, file)).length,
    });
    expect(
      blobs.map(({ type, offset, length, snapshotId, properties }) => ({
        type,
        offset,
        length,
        snapshotId,
        cardinality: properties.cardinality,
        file: properties['referenced-data-file'],
      })),
    ).toEqual(
      expected.vectors
        .map(
          (vector: {
            contentOffset: number;
            contentSizeBytes: number;
            cardinality: number;
            referencedDataFile: string;
          }) => ({
            type: 'deletion-vector-v1',
            offset: vector.contentOffset,
            length: vector.contentSizeBytes,
            snapshotId: undefined,
            cardinality: String(vector.cardinality),
            file: vector.referencedDataFile,
          }),
        )
        .sort(
          (a: { offset: number }, b: { offset: number }) => a.offset - b.offset,
        ),
    );
  });

  it('refuses a file that is cut off at any byte, damaged, or none', async () => {
    const good = puffin(
      '{"blobs":[{"type":"t","fields":[1],"snapshot-id":1,"sequence-number":1,"offset":4,"length":3}]}',
      { blobs: Buffer.from('abc') },
    );
    expect((await read(good)).blobs).toHaveLength(1);
    for (let length = 0; length < good.length; length++)
      await expect(read(good.subarray(0, length))).rejects.toMatchObject({
        name: 'CorruptMetadataError',
      });
    for (const place of [good.length - 1, good.length - 9, 7, 8]) {
      const damaged = Buffer.from(good);
      damaged[place] ^= 0x80;
      await expect(read(damaged)).rejects.toMatchObject({
        name: 'CorruptMetadataError',
        location: '/f.puffin',
      });
    }
    const io = new MemoryFileIO().put('/f.puffin', good);
    await expect(
      readPuffinFooter(io, {
        statisticsPath: '/f.puffin',
        fileSizeBytes: good.length + 10,
      }),
    ).rejects.toMatchObject({
      name: 'CorruptMetadataError',
      message: expect.stringContaining('cut off'),
    });
  });

  it.each<[string, Buffer, string, string]>([
    [
      'compressed footers that are no LZ4',
      puffin('xx', { flags: 1 }),
      'CorruptMetadataError',
      'LZ4',
    ],
    [
      'unknown flags',
      puffin('{}', { flags: 0x100 }),
      'UnsupportedFormatError',
      '0x100',
    ],
    [
      'endless footers',
      puffin('{}', { claim: 2 ** 31 - 1 }),
      'CorruptMetadataError',
      'claims 2147483647',
    ],
    [
      'negative footers',
      puffin('{}', { claim: -5 }),
      'CorruptMetadataError',
      'claims -5',
    ],
    ['no JSON', puffin('{'), 'CorruptMetadataError', 'Not valid JSON'],
    ['no object', puffin('[]'), 'CorruptMetadataError', 'JSON object'],
    ['no UTF-8', puffin(Uint8Array.of(0xff)), 'CorruptMetadataError', 'UTF-8'],
    ['no blobs', puffin('{}'), 'CorruptMetadataError', '"blobs"'],
    [
      'blobs without place',
      puffin('{"blobs":[{"type":"t"}]}'),
      'CorruptMetadataError',
      'blobs[0]',
    ],
    [
      'blobs outside of the file',
      puffin('{"blobs":[{"type":"t","offset":4,"length":100000}]}'),
      'CorruptMetadataError',
      'outside of 4 to 4',
    ],
  ])('refuses %s', async (_what, bytes, name, message) => {
    await expect(read(bytes)).rejects.toMatchObject({
      name,
      message: expect.stringContaining(message),
    });
  });

  it('corrects a footer size that table metadata states wrongly', async () => {
    const bytes = puffin('{"blobs":[],"properties":{"created-by":"x"}}');
    for (const size of [undefined, 0, 1, 20, 10_000])
      expect((await read(bytes, size)).properties).toEqual({
        'created-by': 'x',
      });
  });
});

describe('readPuffinBlob', () => {
  const packed = zstdCompressSync(Buffer.from('sketch'));
  const io = new MemoryFileIO().put('/f.puffin', packed);
  const whole = { offset: 0, length: packed.length };

  it('unpacks zstd', async () => {
    const blob = { ...whole, compressionCodec: 'zstd' };
    expect(
      Buffer.from(await readPuffinBlob(io, '/f.puffin', blob)).toString(),
    ).toBe('sketch');
  });

  it.each<[object, string]>([
    [{ compressionCodec: 'snappy' }, 'UnsupportedFormatError'],
    [{ compressionCodec: 'lz4' }, 'CorruptMetadataError'],
    [{ compressionCodec: 'zstd', length: 9 }, 'CorruptMetadataError'],
    [{ length: 1000 }, 'CorruptMetadataError'],
    [{ length: 2 ** 40 }, 'LimitExceededError'],
  ])('refuses %j', async (changes, name) => {
    await expect(
      readPuffinBlob(io, '/f.puffin', { ...whole, ...changes }),
    ).rejects.toMatchObject({ name });
  });
});
