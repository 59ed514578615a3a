import { isDeepStrictEqual } from 'node:util';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { MemoryFileIO } from '../__testUtils__/MemoryFileIO';
import { json, V2 } from '../__testUtils__/metadataJson';
import type { ReadOptions } from '../io';
import { parseExactJson } from '../json';
import type { TableMetadata } from '../model';
import { ancestorsOf, findSnapshot } from '../snapshots';
import { buildTableMetadata } from './buildTableMetadata';
import { JsonFields } from './JsonFields';
import { readTableMetadata } from './readTableMetadata';
import { TableMetadataStream } from './TableMetadataStream';

/** As a small file is read. */
function whole(text: string): TableMetadata {
  const parsed = parseExactJson(text, 'm.json');
  if (!JsonFields.isObject(parsed)) throw new TypeError('no object');
  return buildTableMetadata(parsed, {
    metadataLocation: 'm.json',
    sizeBytes: Buffer.byteLength(text),
  });
}

/** As a large one, in pieces that are overwritten once they were read. */
function streamed(bytes: Buffer, sizes: readonly number[]): TableMetadata {
  const stream = new TableMetadataStream('m.json');
  for (let start = 0, index = 0; start < bytes.length; index++) {
    const size = sizes[index % sizes.length] ?? bytes.length;
    const piece = Buffer.from(bytes.subarray(start, start + size));
    stream.push(piece);
    piece.fill(0x22);
    start += size;
  }
  return stream.end(bytes.length);
}

/** `toEqual` shows differences, but takes its time to find that there are none: then it gets the same object. */
function unlessSame(one: TableMetadata, other: TableMetadata): TableMetadata {
  return isDeepStrictEqual(one, other) ? other : one;
}

function nameOf(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return (error as Error).name;
  }
}

const id = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
  fc.bigInt({ min: 1n, max: 12n }),
  fc.bigInt({ min: -(2n ** 64n), max: 2n ** 64n }),
  fc.constantFrom(
    0n,
    999_999_999n,
    1_000_000_000n,
    2n ** 63n - 1n,
    2n ** 63n,
    -(2n ** 63n),
  ),
);
const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(null, '12', 1.5, -1, '', 'ü', '\ud800', 'a"b\\c', '\u0001x'),
);
const text = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('append', '5', '1024', 'spark') },
  { weight: 8, arbitrary: fc.nat().map(String) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  { weight: 1, arbitrary: odd },
);
const summary = fc.dictionary(
  fc.constantFrom('operation', 'added-records', 'total-size', '__proto__', '7'),
  text,
);
const rarely = (value: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 12, arbitrary: value }, { weight: 1, arbitrary: odd });

const snapshot = fc.record(
  {
    'snapshot-id': rarely(id),
    'parent-snapshot-id': rarely(id),
    'sequence-number': rarely(id),
    'timestamp-ms': rarely(fc.nat({ max: Number.MAX_SAFE_INTEGER })),
    summary: rarely(summary),
    'manifest-list': rarely(
      fc.nat().map(number => `s3://bucket/metadata/snap-${number}.avro`),
    ),
    manifests: fc.option(fc.array(text, { maxLength: 2 })),
    'schema-id': rarely(fc.nat({ max: 9 })),
    'first-row-id': rarely(id),
    'added-rows': rarely(id),
    'key-id': text,
    other: odd,
  },
  { requiredKeys: ['snapshot-id', 'timestamp-ms'] },
);
/** Mostly as a writer writes them: all with the same keys. */
const plainSnapshot = fc.record({
  'snapshot-id': id,
  'parent-snapshot-id': id,
  'sequence-number': fc.nat().map(BigInt),
  'timestamp-ms': fc.nat(),
  summary: fc.record({
    operation: text,
    'added-records': fc.nat().map(String),
  }),
  'manifest-list': fc.nat().map(number => `s3://b/${number}`),
});

const documents = fc
  .record({
    snapshots: rarely(
      fc.array(fc.oneof(plainSnapshot, snapshot), { maxLength: 40 }),
    ),
    'snapshot-log': rarely(
      fc.array(
        rarely(fc.record({ 'timestamp-ms': fc.nat(), 'snapshot-id': id })),
        { maxLength: 20 },
      ),
    ),
    'current-snapshot-id': id,
    properties: fc.dictionary(fc.string(), text),
    'format-version': fc.constantFrom(1, 2, 3),
  })
  .chain(changes =>
    // What counts comes in any order, some of it twice.
    fc.record({
      keys: fc.shuffledSubarray([...Object.keys({ ...V2, ...changes })], {
        minLength: Object.keys({ ...V2, ...changes }).length,
      }),
      twice: fc.subarray(['snapshots', 'snapshot-log', 'location', 'refs'], {
        maxLength: 1,
      }),
      spacing: fc.constantFrom('', ' ', '\n  ', '\r\t'),
      document: fc.constant<Record<string, unknown>>({ ...V2, ...changes }),
      odd,
    }),
  )
  .map(({ keys, twice, spacing, document, odd: other }) => {
    const members = keys.map(key => [key, document[key]] as const);
    const before = twice.map(key => [key, other] as const);
    return `${spacing}{${[...before, ...members]
      .map(
        ([key, value]) =>
          `${spacing}${JSON.stringify(key)}${spacing}:${spacing}${spaced(
            value,
            spacing,
          )}`,
      )
      .join(',')}${spacing}}${spacing}`;
  });

function spaced(value: unknown, spacing: string): string {
  const compact = json(value);
  // Only between tokens that are surely outside of strings.
  return spacing === '' || /["\\][,:{}[\]]["\\]/.test(compact)
    ? compact
    : compact.replace(/},{/g, `}${spacing},${spacing}{`);
}

const sizes = fc.oneof(
  fc.constant([1]),
  fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 5 }),
  fc.constant([100_000]),
);

describe('streamed metadata', () => {
  it('reads as if it had been read as a whole, wherever the pieces are cut, down to the warnings', () => {
    fc.assert(
      fc.property(documents, sizes, (document, pieces) => {
        const expected = whole(document);
        const found = streamed(Buffer.from(document), pieces);
        expect(unlessSame(found, expected)).toEqual(expected);
      }),
      { numRuns: 400 },
    );
  });

  it('refuses what is refused as a whole: cut off at any byte, or damaged', () => {
    const bytes = Buffer.from(json(V2));
    for (let length = 0; length < bytes.length; length++)
      expect(nameOf(() => streamed(bytes.subarray(0, length), [97]))).toBe(
        'CorruptMetadataError',
      );
    fc.assert(
      fc.property(
        documents,
        fc.nat(),
        fc.constantFrom(
          '',
          '"',
          '}',
          ']',
          '[',
          ',',
          '{',
          '\\',
          '\u0001',
          '0',
          '-',
          'ü',
          ' ',
        ),
        sizes,
        (document, at, wedge, pieces) => {
          const place = at % document.length;
          const bytesOf = Buffer.from(
            document.slice(0, place) + wedge + document.slice(place + 1),
          );
          const damaged = bytesOf.toString();
          const expected = nameOf(() => whole(damaged));
          expect(nameOf(() => streamed(bytesOf, pieces))).toBe(expected);
          if (expected === undefined) {
            const same = whole(damaged);
            expect(unlessSame(streamed(bytesOf, pieces), same)).toEqual(same);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it('refuses bytes that are not UTF-8, wherever they are', () => {
    const bytes = Buffer.from(json(V2));
    for (let place = 0; place < bytes.length; place++) {
      const damaged = Buffer.from(bytes);
      damaged[place] = 0xff;
      expect(nameOf(() => streamed(damaged, [131]))).toBe(
        'CorruptMetadataError',
      );
    }
  });

  it('keeps nothing of the memory that its pieces are in, however long a value is', () => {
    const document = json({
      ...V2,
      properties: { long: 'x'.repeat(700_000), list: 'y'.repeat(100_000) },
    });
    expect(streamed(Buffer.from(document), [10_000])).toEqual(whole(document));
  });

  it('reads snapshots of which no two have the same entries in their summaries', () => {
    const document = json({
      ...V2,
      'current-snapshot-id': -1,
      refs: {},
      snapshots: Array.from({ length: 1500 }, (_item, index) => ({
        'snapshot-id': index + 1,
        'sequence-number': index,
        'timestamp-ms': index,
        summary: {
          operation: 'append',
          [`k${index}`]: 'v',
          ['__proto__']: 'own',
          [`ü${index}`]: '\ud800',
        },
        ...(index % 3 ? {} : { manifests: ['a', 'ü'] }),
      })),
    });
    const expected = whole(document);
    const found = streamed(Buffer.from(document), [50_000]);
    expect(unlessSame(found, expected)).toEqual(expected);
    expect(found.snapshots).toHaveLength(1500);
  });

  it('says where the damage is', () => {
    const bytes = Buffer.from(
      '{"location": "x", "snapshots": [{}, {"a": 1e}]}',
    );
    expect(() => streamed(bytes, [7])).toThrow(
      expect.objectContaining({
        name: 'CorruptMetadataError',
        location: 'm.json',
        path: 'snapshots[1]',
        offset: 36,
      }),
    );
  });

  it('takes no time that grows with the square of a long value', () => {
    const long = JSON.stringify({ a: 'x\\"'.repeat(1_000_000) });
    const stream = new TableMetadataStream('m.json');
    const bytes = Buffer.from(
      `{"properties": ${long}, "x": [[[[${'[1],'.repeat(1_000_000)}`,
    );
    for (let start = 0; start < bytes.length; start += 4096)
      stream.push(bytes.subarray(start, start + 4096));
    expect(() => stream.end(1)).toThrow('ends too early');
  });

  it('refuses endless nesting, and values without end', () => {
    expect(() =>
      streamed(Buffer.from(`{"a":${'['.repeat(2_000_000)}`), [50_000]),
    ).toThrow('nested deeper than 256 levels');
    const limits = { maxPieceBytes: 300_000, maxMemberBytes: 1_000_000 };
    const endless = (start: string, piece: string) => () => {
      const stream = new TableMetadataStream('m.json', limits);
      stream.push(Buffer.from(start));
      for (let index = 0; index < 1000; index++)
        stream.push(Buffer.from(piece));
    };
    for (const [start, piece] of [
      ['{"', 'x'.repeat(10_000)],
      ['{"a":"', 'x'.repeat(10_000)],
      ['{"a":', '1'.repeat(10_000)],
      ['{"snapshots":[{"summary":{"a":"', 'x'.repeat(10_000)],
      ['{"a":[0', `,"${'x'.repeat(10_000)}"`],
      ['{"a":0', `,"a":"${'x'.repeat(10_000)}"`],
    ])
      expect(endless(start, piece)).toThrow(
        expect.objectContaining({ name: 'LimitExceededError' }),
      );
  });
});

describe('a table of many snapshots', () => {
  const COUNT = 12_345;
  const LAST = 9_000_000_000_000_000_000n + BigInt(COUNT - 1);
  const document = json({
    ...V2,
    refs: undefined,
    'current-snapshot-id': LAST,
    snapshots: Array.from({ length: COUNT }, (_item, index) => ({
      'snapshot-id': 9_000_000_000_000_000_000n + BigInt(index),
      ...(index === 0
        ? {}
        : { 'parent-snapshot-id': 8_999_999_999_999_999_999n + BigInt(index) }),
      'sequence-number': index,
      'timestamp-ms': 1_700_000_000_000 + index,
      summary: {
        operation: index % 7 ? 'append' : 'overwrite',
        'total-records': String(index * 1000),
        ...(index % 50 ? {} : { note: `ünique ${index}` }),
      },
      'manifest-list': `s3://lake/db/events/metadata/snap-${index}-1-698a469d.avro`,
      'schema-id': 1,
    })),
    'snapshot-log': Array.from({ length: COUNT }, (_item, index) => ({
      'timestamp-ms': 1_700_000_000_000 + index,
      'snapshot-id': 9_000_000_000_000_000_000n + BigInt(index),
    })),
  });
  const io = new MemoryFileIO()
    .put('m.json', document)
    .put('m.gz', gzipSync(document));

  it('is the same as one that is held as objects, gzipped or not', async () => {
    const expected = whole(document);
    for (const location of ['m.json', 'm.gz']) {
      const metadata = await readTableMetadata(io, location);
      // Not toEqual, which takes its time with so many.
      const same = {
        ...expected,
        metadataLocation: location,
        metadataSizeBytes: io.files.get(location)?.length,
      };
      expect(JSON.stringify(metadata) === JSON.stringify(same)).toBe(true);
    }
  });

  it('has lists that behave as arrays', async () => {
    const { snapshots, snapshotLog } = await readTableMetadata(io, 'm.json');
    const plain = whole(document).snapshots;
    expect(Array.isArray(snapshots)).toBe(true);
    expect(snapshots).toHaveLength(COUNT);
    expect(snapshots.at(-1)).toEqual(plain.at(-1));
    expect(snapshots[7]).toBe(snapshots[7]);
    expect(snapshots.indexOf(snapshots[9000])).toBe(9000);
    expect(snapshots.filter(item => item !== snapshots[1])).toHaveLength(
      COUNT - 1,
    );
    expect({ ...snapshots[100] }).toEqual(plain[100]);
    expect(JSON.stringify(snapshots[100])).toBe(JSON.stringify(plain[100]));
    expect(
      structuredClone([...snapshots.slice(3, 5)].map(item => ({ ...item }))),
    ).toEqual(plain.slice(3, 5));
    expect([...snapshots].reverse()[0]).toEqual(plain.at(-1));
    expect(Object.keys(snapshots)).toHaveLength(COUNT);
    expect(snapshots[COUNT]).toBeUndefined();
    expect(snapshots[-1]).toBeUndefined();
    expect(snapshotLog.at(-1)).toEqual({
      timestampMs: 1_700_000_000_000 + COUNT - 1,
      snapshotId: String(LAST),
    });
    expect(() => snapshots.sort()).toThrow('copy it first');
    expect(() => snapshots.push(plain[0])).toThrow('copy it first');
  });

  it('finds a snapshot and its ancestors', async () => {
    const metadata = await readTableMetadata(io, 'm.json');
    expect(findSnapshot(metadata, String(LAST))).toBe(
      metadata.snapshots.at(-1),
    );
    expect(findSnapshot(metadata, '12')).toBeUndefined();
    expect(findSnapshot(metadata, 'x')).toBeUndefined();
    expect(ancestorsOf(metadata)).toHaveLength(COUNT);
  });

  it('is read in ranges, none of them twice, and cancelled between two', async () => {
    const reads: Array<[number, number]> = [];
    const counting = {
      read: async (location: string, options?: ReadOptions) => {
        const bytes = await io.read(location, options);
        reads.push([options?.range?.offset ?? 0, bytes.length]);
        return bytes;
      },
    };
    await readTableMetadata(counting, 'm.json');
    expect(reads.length).toBeGreaterThan(1);
    let end = 0;
    for (const [offset, length] of reads) {
      expect(offset).toBe(end);
      end += length;
    }
    expect(end).toBe(Buffer.byteLength(document));
    const controller = new AbortController();
    const cancelling = {
      read: async (location: string, options?: ReadOptions) => {
        controller.abort();
        return io.read(location, options);
      },
    };
    await expect(
      readTableMetadata(cancelling, 'm.json', { signal: controller.signal }),
    ).rejects.toThrow('aborted');
  });

  it('has the limits that the caller sets', async () => {
    for (const [location, limits] of [
      ['m.json', { maxBytes: 100_000 }],
      ['m.gz', { maxBytes: 1000 }],
      ['m.gz', { maxUnpackedBytes: 100_000 }],
    ] as const)
      await expect(
        readTableMetadata(io, location, limits),
      ).rejects.toMatchObject({ name: 'LimitExceededError' });
  });

  it('refuses gzip that is cut off, damaged, or a bomb, without unpacking all of it', async () => {
    const packed = gzipSync(document);
    const damaged = Buffer.from(packed);
    damaged[packed.length >> 1] ^= 0xff;
    const bomb = gzipSync(
      Buffer.concat([Buffer.from('{"a":"'), Buffer.alloc(20_000_000, ' ')]),
    );
    io.put('cut.gz', packed.subarray(0, packed.length - 100));
    io.put('damaged.gz', damaged).put('bomb.gz', bomb);
    const read = (location: string) => readTableMetadata(io, location);
    await expect(read('cut.gz')).rejects.toMatchObject({
      name: 'CorruptMetadataError',
      message: expect.stringContaining('cannot be unpacked as gzip'),
    });
    await expect(read('damaged.gz')).rejects.toMatchObject({
      name: 'CorruptMetadataError',
    });
    await expect(
      readTableMetadata(io, 'bomb.gz', { maxUnpackedBytes: 10_000_000 }),
    ).rejects.toMatchObject({ name: 'LimitExceededError' });
  });
});
