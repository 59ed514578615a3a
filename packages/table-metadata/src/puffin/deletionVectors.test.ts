import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { MemoryFileIO } from '../__testUtils__/MemoryFileIO';
import { CountingFileIO, LocalFileIO, type ReadOptions } from '../io';
import { isDeletionVector, readManifest, readManifestList } from '../manifests';
import { readTableMetadata } from '../metadata';
import type { ContentFile } from '../model';
import { findSnapshot } from '../snapshots';
import type { DeletionVector } from './DeletionVector';
import { parseDeletionVector } from './parseDeletionVector';
import { readDeletionVector } from './readDeletionVector';

const FIXTURES = resolve(__dirname, '../../fixtures/puffin');

function digest(positions: Iterable<number>): string {
  return createHash('sha256')
    .update([...positions].join(','))
    .digest('hex');
}

function parse(blob: Uint8Array, recordCount?: bigint): DeletionVector {
  return parseDeletionVector(blob, {
    location: '/f.puffin',
    offset: 4,
    referencedDataFile: '/d.parquet',
    recordCount,
  });
}

/** A blob around a bitmap, with the right length and checksum. */
function frame(bitmap: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from('d1d33964', 'hex'), bitmap]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

function bitmapOf(blob: Uint8Array): Buffer {
  return Buffer.from(blob.subarray(8, blob.length - 4));
}

const BLOBS = JSON.parse(
  readFileSync(join(FIXTURES, 'blobs.json'), 'utf8'),
) as Array<{ name: string; cardinality: number; sha256: string; blob: string }>;

describe('deletion vectors of CRoaring', () => {
  it.each(BLOBS)('$name', ({ cardinality, sha256, blob }) => {
    const vector = parse(Buffer.from(blob, 'base64'), BigInt(cardinality));
    expect(vector.cardinality).toBe(cardinality);
    expect(digest(vector.positions())).toBe(sha256);
    expect(vector.warnings).toEqual([]);
    const positions = new Set(vector.positions());
    const wrong = [...positions].filter(
      position =>
        !vector.has(position) ||
        vector.has(position + 1) !== positions.has(position + 1) ||
        vector.has(position - 1) !== positions.has(position - 1),
    );
    expect(wrong).toEqual([]);
    expect(vector.has(-1)).toBe(false);
    expect(vector.has(0.5)).toBe(false);
    expect(vector.has(2 ** 60)).toBe(false);
  });
});

describe('deletion vectors of Spark', () => {
  it('have the positions that Spark reads, each with one read of its own bytes', async () => {
    const expected = JSON.parse(
      readFileSync(join(FIXTURES, 'dv/expected.json'), 'utf8'),
    );
    const files = new CountingFileIO(
      await LocalFileIO.create({ roots: [FIXTURES] }),
    );
    const io = {
      // All files of the table are in one folder.
      read: (location: string, options?: ReadOptions) =>
        files.read(join(FIXTURES, 'dv', basename(location)), options),
    };
    const metadata = await readTableMetadata(io, expected.metadata);
    const snapshot = findSnapshot(metadata, `${metadata.currentSnapshotId}`);
    if (!snapshot) throw new TypeError('no current snapshot');
    const vectors: ContentFile[] = [];
    for (const manifest of await readManifestList(io, metadata, snapshot))
      if (manifest.content === 'deletes')
        for (const { file } of await readManifest(io, manifest, metadata))
          if (isDeletionVector(file)) vectors.push(file);
    expect(vectors).toHaveLength(2);
    expect(new Set(vectors.map(({ filePath }) => filePath)).size).toBe(1);
    files.reads.clear();
    files.bytesRead = 0;
    for (const file of vectors) {
      const vector = await readDeletionVector(io, file);
      const known = expected.vectors.find(
        (item: { referencedDataFile: string }) =>
          item.referencedDataFile === file.referencedDataFile,
      );
      expect(vector.warnings).toEqual([]);
      expect(vector.referencedDataFile).toBe(file.referencedDataFile);
      expect(vector.cardinality).toBe(known.cardinality);
      expect(digest(vector.positions())).toBe(known.sha256);
    }
    expect(files.readCount).toBe(2);
    expect(files.bytesRead).toBe(
      Number(vectors.reduce((sum, v) => sum + (v.contentSizeBytes ?? 0n), 0n)),
    );
  });
});

describe('damaged deletion vectors', () => {
  const mixed = Buffer.from(
    BLOBS.find(({ name }) => name === 'mixed, runs')?.blob ?? '',
    'base64',
  );

  it('are refused when any byte is changed, or when they end at any byte', () => {
    const accepted: number[] = [];
    for (let place = 0; place < mixed.length; place++) {
      const damaged = Buffer.from(mixed);
      damaged[place] ^= 0x10;
      for (const blob of [damaged, mixed.subarray(0, place)])
        try {
          parse(blob);
          accepted.push(place);
        } catch (error) {
          if ((error as Error).name !== 'CorruptMetadataError') throw error;
        }
    }
    expect(accepted).toEqual([]);
  });

  it('are refused also when the checksum fits, or are in order and as many as they say', () => {
    for (const { blob } of BLOBS.filter(({ blob: b }) => b.length < 30_000)) {
      const bitmap = bitmapOf(Buffer.from(blob, 'base64'));
      fc.assert(
        fc.property(
          fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), {
            minLength: 1,
            maxLength: 3,
          }),
          fc.nat({ max: 9 }),
          (changes, cut) => {
            const damaged = Buffer.from(bitmap);
            for (const [place, value] of changes)
              damaged[
                // Mostly in the headers, where the claims are.
                place % Math.min(damaged.length, cut < 5 ? 60 : 1e9)
              ] = value;
            const length = cut === 9 ? changes[0][0] % damaged.length : 1e9;
            let vector: DeletionVector;
            try {
              vector = parse(frame(damaged.subarray(0, length)));
            } catch (error) {
              expect((error as Error).name).toMatch(
                /^(CorruptMetadataError|LimitExceededError)$/,
              );
              return;
            }
            let before = -1;
            let inOrder = 0;
            for (const position of vector.positions()) {
              if (position > before) inOrder++;
              before = position;
            }
            expect(inOrder).toBe(vector.cardinality);
            expect(Number.isSafeInteger(before)).toBe(true);
          },
        ),
        { numRuns: 100 },
      );
    }
  });

  it.each<[string, string, string]>([
    ['2^31 bitmaps', '0000008000000000', 'do not fit'],
    ['2^63 bitmaps', '0000000000000080', 'do not fit'],
    [
      'more containers than bytes',
      '0100000000000000' + '00000000' + '3a300000' + 'ffffff7f',
      'which do not fit',
    ],
    [
      'another cookie',
      '0100000000000000' + '00000000' + '01000000' + '00000000',
      'the cookie 1',
    ],
    ['bytes behind its end', '0000000000000000' + '00', '1 bytes too many'],
  ])('%s', (_what, hex, message) => {
    expect(() => parse(frame(Buffer.from(hex, 'hex')))).toThrow(
      expect.objectContaining({
        name: 'CorruptMetadataError',
        message: expect.stringContaining(message),
        location: '/f.puffin',
        offset: expect.any(Number),
      }),
    );
  });

  it('positions beyond 2^53', () => {
    const bitmap = Buffer.from(
      `0100000000000000${'00002000'}3a300000${'00000000'}`,
      'hex',
    );
    expect(() => parse(frame(bitmap))).toThrow(
      expect.objectContaining({ name: 'LimitExceededError' }),
    );
  });

  it('empty bitmaps, as Java writes for keys without positions, are none of them', () => {
    const empty = `${'00000000'}3a300000${'00000000'}`;
    expect(
      parse(frame(Buffer.from(`0100000000000000${empty}`, 'hex'))).cardinality,
    ).toBe(0);
  });

  it('a count other than the manifest states is a warning', () => {
    expect(parse(mixed, 1n).warnings).toEqual([
      expect.objectContaining({ code: 'deletion-vector-cardinality' }),
    ]);
  });

  it('entries that point beside the file, or nowhere, are refused before or after one read', async () => {
    const io = new MemoryFileIO().put('/f.puffin', mixed);
    const read = (contentOffset?: bigint, contentSizeBytes?: bigint) =>
      readDeletionVector(io, {
        filePath: '/f.puffin',
        contentOffset,
        contentSizeBytes,
      });
    expect((await read(0n, BigInt(mixed.length))).cardinality).toBeGreaterThan(
      0,
    );
    for (const place of [
      [undefined, undefined],
      [-1n, 20n],
      [0n, -1n],
      [2n ** 60n, 20n],
      [5n, BigInt(mixed.length)],
      [1_000_000n, 20n],
      [0n, 5n],
    ] as const)
      await expect(read(...place)).rejects.toMatchObject({
        name: 'CorruptMetadataError',
      });
    await expect(read(0n, 2n ** 40n)).rejects.toMatchObject({
      name: 'LimitExceededError',
    });
  });
});
