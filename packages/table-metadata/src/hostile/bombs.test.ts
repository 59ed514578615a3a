import { deflateRawSync, gzipSync } from 'node:zlib';
import { inspectTable } from '../inspection';
import { parseManifestList } from '../manifests';
import { readTableMetadata } from '../metadata';
import { TableMetadataStream } from '../metadata/TableMetadataStream';
import { FieldIds, MAX_FIELD_IDS } from '../rollups/FieldIds';
import { NotOrdinaryError } from '../scanner/NotOrdinaryError';
import { ScanHelpers } from '../scanner/ScanHelpers';
import { readFileStatistics } from '../statistics';
import { MemoryFileIO } from '../__testUtils__/MemoryFileIO';
import {
  MANIFEST_LIST_SCHEMA,
  manifestSchema,
  tableMetadata,
  writeSnapshot,
} from '../__testUtils__/tableBuilder';
import { long, writeAvro } from '../__testUtils__/writeAvro';

const text = (value: string) =>
  Buffer.concat([long(value.length), Buffer.from(value)]);

/** A file of one deflated block with these bytes, whatever number of records it claims. */
function file(schema: unknown, records: number, body: Uint8Array): Uint8Array {
  const header = writeAvro({ type: 'record', name: 'r', fields: [] }, [], {
    codec: 'deflate',
    metadata: { 'avro.schema': JSON.stringify(schema) },
  });
  const packed = deflateRawSync(body);
  return new Uint8Array(
    Buffer.concat([
      header,
      long(records),
      long(packed.length),
      packed,
      header.subarray(header.length - 16),
    ]),
  );
}

/** Statistics of a table whose one manifest is the given one. */
async function statistics(manifest: Uint8Array, content: 'data' | 'deletes') {
  const io = new MemoryFileIO();
  writeSnapshot(io, '/t/list.avro', [
    {
      path: '/t/m.avro',
      content,
      files: [],
      statedLength: manifest.length,
    },
  ]);
  io.put('/t/m.avro', manifest);
  return readFileStatistics(io, tableMetadata());
}

/** An entry as `manifestSchema` has it, with so many equality ids and bounds. */
function entry(content: number, equalityIds: number, bounds: number) {
  // Each of field 0, and of no bytes.
  const items = Buffer.alloc(2 * bounds);
  const none = long(0);
  return Buffer.concat([
    long(1),
    ...[none, none, none],
    long(content),
    text('/t/f'),
    text('PARQUET'),
    long(10),
    long(1000),
    none,
    bounds > 0 ? Buffer.concat([long(1), long(bounds), items, none]) : none,
    none,
    equalityIds > 0
      ? Buffer.concat([
          long(1),
          long(equalityIds),
          Buffer.alloc(equalityIds),
          none,
        ])
      : none,
    ...[none, none, none, none, none],
  ]);
}

const TOO_MANY = 1_000_001;

describe('small files that unpack to more than memory holds', () => {
  it('is a manifest list of millions of manifests: refused before it is unpacked', async () => {
    const list = file(MANIFEST_LIST_SCHEMA, TOO_MANY, new Uint8Array(100));
    expect(() => parseManifestList(list)).toThrow(
      expect.objectContaining({ name: 'LimitExceededError' }),
    );
    const io = new MemoryFileIO().put('/t/list.avro', list);
    expect(await inspectTable(io, tableMetadata())).toMatchObject({
      files: { incomplete: true },
      warnings: [
        {
          code: 'manifest-list-unreadable',
          message: expect.stringContaining('at most 1000000 are read'),
        },
      ],
    });
  });

  it('is a manifest whose entry has a list of millions of numbers', async () => {
    const manifest = file(manifestSchema(), 1, entry(2, TOO_MANY, 0));
    expect(manifest.length).toBeLessThan(10_000);
    expect(await statistics(manifest, 'deletes')).toMatchObject({
      incomplete: true,
      warnings: [
        {
          code: 'manifest-unreadable',
          message: expect.stringContaining(`${TOO_MANY} items in one list`),
        },
      ],
    });
  });

  it('is a manifest of deletes with bounds of more columns than a set can have', async () => {
    const manifest = file(manifestSchema(), 1, entry(1, 0, TOO_MANY));
    expect(await statistics(manifest, 'deletes')).toMatchObject({
      incomplete: true,
      warnings: [
        {
          code: 'manifest-unreadable',
          message: expect.stringContaining(`${TOO_MANY} items in one list`),
        },
      ],
    });
  });

  it('is a manifest of data with bounds of more columns than a set can have: left to the exact reader', () => {
    const helpers = new ScanHelpers([]);
    const least = 4096;
    for (let id = least; id < least + MAX_FIELD_IDS; id++)
      helpers.largeId(id, 1);
    expect(() => helpers.largeId(least, 1)).not.toThrow();
    expect(() => helpers.largeId(least + MAX_FIELD_IDS, 1)).toThrow(
      NotOrdinaryError,
    );
  });

  it('is a manifest of which each entry has bounds of other columns', () => {
    const ids = new FieldIds();
    for (let id = 0; id < MAX_FIELD_IDS; id++) ids.add(id);
    expect(() => ids.add(MAX_FIELD_IDS - 1)).not.toThrow();
    expect(() => ids.add(MAX_FIELD_IDS)).toThrow(
      expect.objectContaining({ name: 'LimitExceededError' }),
    );
  });

  it('is a manifest whose Avro types are of many megabytes', async () => {
    const schema = { type: 'record', fields: 'x'.repeat(17 * 1024 * 1024) };
    expect(
      await statistics(file(schema, 0, new Uint8Array()), 'data'),
    ).toMatchObject({
      incomplete: true,
      warnings: [{ message: expect.stringContaining('16777216 characters') }],
    });
  });

  it('bug: is a manifest of one block of millions of entries of nothing but zeros', async () => {
    // 255 KB took 4.85 GB, and held up everything for 49 s.
    const smallest = {
      type: 'record',
      name: 'manifest_entry',
      fields: [
        { name: 'status', type: 'int', 'field-id': 0 },
        {
          name: 'data_file',
          'field-id': 2,
          type: {
            type: 'record',
            name: 'r2',
            fields: [
              { name: 'file_path', type: 'string', 'field-id': 100 },
              { name: 'file_format', type: 'string', 'field-id': 101 },
              { name: 'record_count', type: 'long', 'field-id': 103 },
              { name: 'file_size_in_bytes', type: 'long', 'field-id': 104 },
            ],
          },
        },
      ],
    };
    const zeros = (entries: number) =>
      file(smallest, entries, Buffer.alloc(5 * entries));
    expect(zeros(5_000_001).length).toBeLessThan(30_000);
    for (const content of ['data', 'deletes'] as const)
      expect(await statistics(zeros(5_000_001), content)).toMatchObject({
        dataFiles: 0,
        incomplete: true,
        warnings: [{ message: expect.stringContaining('are read') }],
      });
    const packed = zeros(14_000_000);
    expect(await statistics(packed, 'data')).toMatchObject({
      incomplete: true,
    });
    // Many, but no more than there may be: a piece after the other.
    expect(await statistics(zeros(600_000), 'data')).toMatchObject({
      dataFiles: 600_000,
      incomplete: false,
    });
  }, 60_000);

  it('bug: is a manifest of few entries that unpacks to a thousandfold', async () => {
    const body = Buffer.concat([
      long(1),
      ...[long(0), long(0), long(0)],
      long(0),
      long(70 * 1024 * 1024),
      Buffer.alloc(70 * 1024 * 1024, 'x'),
    ]);
    const manifest = file(manifestSchema(), 1, body);
    expect(manifest.length).toBeLessThan(200_000);
    expect(await statistics(manifest, 'data')).toMatchObject({
      incomplete: true,
      warnings: [
        { message: expect.stringContaining('unpacks to more than 67108864') },
      ],
    });
  }, 60_000);

  it('bug: is a table whose partitions have names of megabytes, of which 700 kB took 1.4 GB', async () => {
    const io = new MemoryFileIO();
    const metadata = tableMetadata({
      fields: [
        {
          id: 1,
          name: 's',
          required: false,
          type: { kind: 'primitive', name: 'string' },
        },
      ],
      specs: [
        {
          specId: 0,
          fields: [
            { sourceIds: [1], fieldId: 1000, name: 's', transform: 'identity' },
          ],
        },
      ],
    });
    const named = (path: string, names: string[]) => ({
      path,
      partitionTypes: [['null', 'string']],
      codec: 'deflate',
      files: names.map(name => ({ partition: [name] })),
    });
    writeSnapshot(io, '/t/list.avro', [
      named('/t/sound', ['x'.repeat(60_000), 'y']),
      named('/t/endless', ['z'.repeat(100_000)]),
    ]);
    expect(await readFileStatistics(io, metadata)).toMatchObject({
      dataFiles: 2,
      partitions: 2,
      incomplete: true,
      warnings: [
        {
          code: 'manifest-unreadable',
          message: expect.stringContaining('more than the 65536'),
          location: '/t/endless',
        },
      ],
    });
  });

  it('bug: is a manifest of file formats that are no names: the inspection was no text any more', async () => {
    for (const formats of [
      ['x'.repeat(1000)],
      Array.from({ length: 30 }, (_, index) => `format${index}`),
    ]) {
      const io = new MemoryFileIO();
      writeSnapshot(io, '/t/list.avro', [
        {
          path: '/t/m.avro',
          files: formats.map(fileFormat => ({ fileFormat })),
        },
      ]);
      expect(await readFileStatistics(io, tableMetadata())).toMatchObject({
        fileFormats: {},
        incomplete: true,
        warnings: [
          {
            code: 'manifest-unreadable',
            message: expect.stringContaining('more than 20 file formats'),
            location: '/t/m.avro',
          },
        ],
      });
    }
  });

  it('bug: is a schema whose full names, made of each other, fill the memory', async () => {
    const fields = Array.from({ length: 20_000 }, (_, index) => ({
      id: index + 2,
      name: `a${index}`,
      required: false,
      type: 'int',
    }));
    const json = JSON.stringify({
      'format-version': 2,
      location: '/t',
      'current-schema-id': 0,
      schemas: [
        {
          'schema-id': 0,
          type: 'struct',
          fields: [
            {
              id: 1,
              name: 'x'.repeat(100_000),
              required: false,
              type: { type: 'struct', fields },
            },
          ],
        },
      ],
    });
    const io = new MemoryFileIO().put('/t/m.json', json);
    expect(await readTableMetadata(io, '/t/m.json')).toMatchObject({
      schemas: [],
      warnings: expect.arrayContaining([
        expect.objectContaining({
          code: 'schema-unreadable',
          message: expect.stringContaining('more than 16000000 characters'),
        }),
      ]),
    });
  });

  it.each([
    ['objects', '{}', 5000],
    ['lists', '[]', 11_000],
    ['numbers', '1,2', 20_000],
  ])(
    'is a metadata file of %s, each of a few characters and many more bytes',
    (_what, value, count) => {
      const stream = new TableMetadataStream('/t/m.json', {
        maxPieceBytes: 1024 * 1024,
        maxMemberBytes: 1024 * 1024,
        maxValueBytes: 1024 * 1024,
      });
      const values = `[${`${value},`.repeat(count)}0]`;
      const json = `{"format-version":2,"location":"/t","properties":{"x":${values}}}`;
      expect(json.length).toBeLessThan(200_000);
      expect(() => stream.push(Buffer.from(json))).toThrow(
        expect.objectContaining({
          name: 'LimitExceededError',
          location: '/t/m.json',
          message: '/t/m.json has more values than there is memory for them',
        }),
      );
    },
  );

  it('is a metadata file that is all spaces: given up soon, and not after gigabytes', async () => {
    const spaces = gzipSync(Buffer.alloc(70 * 1024 * 1024, ' '));
    const io = new MemoryFileIO().put('/t/m.json', new Uint8Array(spaces));
    await expect(readTableMetadata(io, '/t/m.json')).rejects.toMatchObject({
      name: 'LimitExceededError',
      message: expect.stringContaining('more than 200 times'),
    });
  }, 60_000);
});
