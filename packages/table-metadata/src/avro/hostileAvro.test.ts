import { long, writeAvro } from '../__testUtils__/writeAvro';
import { MemoryFileIO } from '../__testUtils__/MemoryFileIO';
import { tableMetadata } from '../__testUtils__/tableBuilder';
import { CorruptMetadataError } from '../errors';
import { readManifestList } from '../manifests';
import { openAvroFile } from './openAvroFile';
import { readAvroRecords } from './readAvroRecords';
import type { ProjectedField } from './RecordProjection';

type Projection = Record<string, ProjectedField>;

function read(bytes: Uint8Array, projection: Projection): unknown[] {
  return [...readAvroRecords(openAvroFile(bytes), Object.values(projection))];
}

describe('hostile Avro files', () => {
  function withSchema(
    schema: unknown,
    body: Buffer,
    count = 1,
    codec = 'null',
  ): Uint8Array {
    const header = writeAvro({ type: 'record', name: 'r', fields: [] }, [], {
      metadata: { 'avro.schema': JSON.stringify(schema), 'avro.codec': codec },
    });
    const sync = header.subarray(header.length - 16);
    return new Uint8Array(
      Buffer.concat([header, long(count), long(body.length), body, sync]),
    );
  }
  const schemaOf = (type: unknown) => ({
    type: 'record',
    name: 'r',
    fields: [{ name: 'f', type }],
  });
  const F: Projection = { f: { names: ['f'], type: 'any' } };
  const HUGE = 2n ** 62n;

  it.each<[string, Uint8Array, string]>([
    [
      'a string longer than the file',
      withSchema(schemaOf('string'), long(HUGE)),
      'bytes follow',
    ],
    [
      'a negative length',
      withSchema(schemaOf('bytes'), long(-5)),
      'a length of -5',
    ],
    [
      'more items than bytes',
      withSchema(schemaOf({ type: 'array', items: 'long' }), long(HUGE)),
      'items are announced',
    ],
    [
      'endless nulls',
      withSchema(schemaOf({ type: 'array', items: 'null' }), long(HUGE)),
      'items are announced',
    ],
    [
      'endless empty records',
      withSchema(
        { type: 'record', name: 'r', fields: [] },
        Buffer.alloc(0),
        2 ** 50,
      ),
      'claims',
    ],
    [
      'more records than bytes',
      withSchema(schemaOf('long'), long(1), 2 ** 50),
      'claims',
    ],
    [
      'a number that does not end',
      withSchema(schemaOf('long'), Buffer.alloc(30, 0xff)),
      'more than 10 bytes',
    ],
    [
      'a branch that is not there',
      withSchema(schemaOf(['null', 'int']), long(9)),
      'no branch 9 in a union',
    ],
    [
      'bytes left over',
      withSchema(schemaOf('int'), Buffer.concat([long(1), long(1)])),
      'bytes are left',
    ],
    [
      'a recursive type',
      withSchema(
        { type: 'record', name: 'r', fields: [{ name: 'f', type: 'r' }] },
        Buffer.alloc(1),
      ),
      'recursive',
    ],
    [
      'an unknown type',
      withSchema(schemaOf('nonsense'), Buffer.alloc(1)),
      'unknown type "nonsense"',
    ],
    ['a schema that is no record', withSchema('int', long(1)), 'not a record'],
    [
      'a codec that nobody knows',
      withSchema(schemaOf('int'), long(1), 1, 'rot13'),
      'Unknown codec "rot13"',
    ],
    [
      'a fixed type of a terabyte',
      withSchema(
        schemaOf({ type: 'fixed', name: 'x', size: 2 ** 40 }),
        Buffer.alloc(1),
      ),
      'sound size',
    ],
  ])('refuses %s', (_what, bytes, message) => {
    expect(() => read(bytes, F)).toThrow(
      expect.objectContaining({
        name: 'CorruptMetadataError',
        message: expect.stringContaining(message),
      }),
    );
    expect(() => read(bytes, {})).toThrow(CorruptMetadataError);
  });

  it('refuses schemas that nest deeply or multiply', () => {
    let deep: unknown = 'int';
    for (let level = 0; level < 200; level++)
      deep = { type: 'array', items: deep };
    expect(() => read(withSchema(schemaOf(deep), Buffer.alloc(1)), F)).toThrow(
      'nested deeper than',
    );
    const fields: unknown[] = [
      { name: 'f0', type: { type: 'record', name: 't0', fields: [] } },
    ];
    for (let level = 1; level < 40; level++) {
      const half = { type: `t${level - 1}` };
      fields.push({
        name: `f${level}`,
        type: {
          type: 'record',
          name: `t${level}`,
          fields: [
            { name: 'a', ...half },
            { name: 'b', ...half },
          ],
        },
      });
    }
    expect(() =>
      read(
        withSchema({ type: 'record', name: 'r', fields }, Buffer.alloc(0)),
        F,
      ),
    ).toThrow('more than 100000 types');
  });

  it('refuses a block that unpacks to more than memory should hold', () => {
    const zeros = writeAvro(
      schemaOf('bytes'),
      [{ f: Buffer.alloc(300 * 1024 * 1024) }],
      { codec: 'zstandard' },
    );
    expect(zeros.length).toBeLessThan(100_000);
    expect(() => read(zeros, F)).toThrow('unpacks to more than');
  });

  it.each(['bzip2', 'xz'])(
    'bug: a sound file of the codec %s was called damaged',
    async codec => {
      const manifest = withSchema(schemaOf('int'), long(1), 1, codec);
      const unsupported = expect.objectContaining({
        name: 'UnsupportedFormatError',
        message: expect.stringContaining(`compressed with ${codec}`),
      });
      expect(() => read(manifest, F)).toThrow(unsupported);
      const io = new MemoryFileIO().put('/t/list.avro', manifest);
      const metadata = tableMetadata();
      await expect(
        readManifestList(io, metadata, metadata.snapshots[0]),
      ).rejects.toMatchObject({
        name: 'UnsupportedFormatError',
        location: '/t/list.avro',
      });
    },
  );
});
