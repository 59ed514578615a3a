import fc from 'fast-check';
import { long, writeAvro } from '../__testUtils__/writeAvro';
import { CorruptMetadataError } from '../errors';
import { openAvroFile } from './openAvroFile';
import { readAvroRecords } from './readAvroRecords';
import type { ProjectedField } from './RecordProjection';

const SCHEMA = {
  type: 'record',
  name: 'root',
  fields: [
    { name: 'n', type: ['null', 'int'] },
    { name: 'id', type: 'long', 'field-id': 1 },
    { name: 'flag', type: 'boolean' },
    {
      name: 'skipped',
      type: {
        type: 'array',
        items: {
          type: 'record',
          name: 's',
          fields: [{ name: 'x', type: 'string' }],
        },
      },
    },
    { name: 'text', type: ['string', 'null'] },
    { name: 'bytes', type: 'bytes' },
    { name: 'real', type: 'double' },
    { name: 'fixed', type: { type: 'fixed', name: 'f4', size: 4 } },
    {
      name: 'counts',
      type: {
        type: 'array',
        logicalType: 'map',
        items: {
          type: 'record',
          name: 'k',
          fields: [
            { name: 'key', type: 'int' },
            { name: 'value', type: 'long' },
          ],
        },
      },
    },
    { name: 'named', type: { type: 'map', values: 'long' } },
    {
      name: 'inner',
      type: {
        type: 'record',
        name: 'inner',
        fields: [
          { name: 'a', type: 'float' },
          { name: 'again', type: 's' },
        ],
      },
    },
  ],
};

/** Fields by the key that they get in the tests. */
type Projection = Record<string, ProjectedField>;

const field = (
  name: string,
  type: ProjectedField['type'],
  rest: Partial<ProjectedField> = {},
): ProjectedField => ({ names: [name], type, ...rest });

const PROJECTION: Projection = {
  n: field('n', 'number'),
  renamed: field('other', 'bigint', { id: 1 }),
  absent: field('absent', 'string', { id: 99 }),
  flag: field('flag', 'boolean'),
  text: field('text', 'string'),
  bytes: field('bytes', 'bytes'),
  real: field('real', 'any'),
  fixed: field('fixed', 'bytes'),
  counts: field('counts', 'bigintsById'),
  skippedToo: field('skipped', { records: [field('x', 'string')] }),
  inner: field('inner', {
    record: [
      field('again', { record: [field('x', 'string')] }),
      field('a', 'any'),
    ],
  }),
};

const record = fc.record({
  n: fc.option(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
  id: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  flag: fc.boolean(),
  skipped: fc.array(fc.record({ x: fc.string() }), { maxLength: 3 }),
  text: fc.option(fc.string({ unit: 'grapheme' })),
  bytes: fc.uint8Array({ maxLength: 5 }).map(bytes => Buffer.from(bytes)),
  real: fc.double({ noNaN: true }),
  fixed: fc
    .uint8Array({ minLength: 4, maxLength: 4 })
    .map(bytes => Buffer.from(bytes)),
  counts: fc.uniqueArray(
    fc.record({ key: fc.nat(), value: fc.bigInt({ min: 0n, max: 2n ** 62n }) }),
    { selector: ({ key }) => key, maxLength: 3 },
  ),
  named: fc.dictionary(
    fc.string({ minLength: 1 }).filter(key => key !== '__proto__'),
    fc.bigInt({ min: 0n, max: 9n }),
    { maxKeys: 2, noNullPrototype: true },
  ),
  inner: fc.record({
    a: fc.constantFrom(0, 1.5),
    again: fc.record({ x: fc.string() }),
  }),
});

function read(
  bytes: Uint8Array,
  projection = PROJECTION,
): Array<Record<string, unknown>> {
  const keys = Object.keys(projection);
  return [
    ...readAvroRecords(openAvroFile(bytes), Object.values(projection)),
  ].map(values =>
    Object.fromEntries(keys.map((key, index) => [key, values[index]])),
  );
}

/** What must come out of what avsc wrote. */
function asRead(
  written: ReturnType<typeof sampleRecord>,
): Record<string, unknown> {
  return {
    n: written.n ?? undefined,
    renamed: written.id,
    absent: undefined,
    flag: written.flag,
    text: written.text ?? undefined,
    bytes: new Uint8Array(written.bytes),
    real: written.real,
    fixed: new Uint8Array(written.fixed),
    counts: new Map(written.counts.map(({ key, value }) => [key, value])),
    skippedToo: written.skipped.map(({ x }) => [x]),
    inner: [[written.inner.again.x], written.inner.a],
  };
}

function sampleRecord() {
  return fc.sample(record, 1)[0];
}

describe('reading Avro files', () => {
  it.each(['null', 'deflate', 'snappy', 'zstandard'])(
    'reads what avsc wrote with the codec %s, skipping what is not asked for',
    codec => {
      fc.assert(
        fc.property(
          fc.array(record, { maxLength: 12 }),
          fc.integer({ min: 1, max: 5 }),
          (records, recordsPerBlock) => {
            const decoded = read(
              writeAvro(SCHEMA, records, { codec, recordsPerBlock }),
            );
            expect(decoded).toEqual(records.map(asRead));
            expect(
              read(writeAvro(SCHEMA, records, { codec, recordsPerBlock }), {
                flag: PROJECTION.flag,
              }),
            ).toEqual(records.map(({ flag }) => ({ flag })));
          },
        ),
        { numRuns: 40 },
      );
    },
  );

  it.each(['null', 'deflate', 'snappy', 'zstandard'])(
    'gives a typed error for any truncation with the codec %s, never fewer records',
    codec => {
      const records = fc.sample(record, 6);
      const bytes = writeAvro(SCHEMA, records, { codec, recordsPerBlock: 2 });
      const whole = read(bytes).length;
      const blockEnds: number[] = [];
      for (let length = 0; length < bytes.length; length++) {
        try {
          const decoded = read(bytes.slice(0, length));
          // Only a cut between two blocks cannot be seen in the file itself; the length in the manifest list tells it.
          expect(decoded.length).toBeLessThan(whole);
          blockEnds.push(length);
        } catch (error) {
          expect(error).toBeInstanceOf(CorruptMetadataError);
        }
      }
      expect(blockEnds).toHaveLength(3);
    },
  );

  it.each(['null', 'deflate', 'snappy', 'zstandard'])(
    'never crashes or hangs on flipped bits with the codec %s',
    codec => {
      const bytes = writeAvro(SCHEMA, fc.sample(record, 8), {
        codec,
        recordsPerBlock: 3,
      });
      fc.assert(
        fc.property(
          fc.array(
            fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 7 })),
            { minLength: 1, maxLength: 3 },
          ),
          flips => {
            const damaged = bytes.slice();
            for (const [place, bit] of flips) damaged[place] ^= 1 << bit;
            try {
              read(damaged);
            } catch (error) {
              expect(error).toBeInstanceOf(CorruptMetadataError);
            }
          },
        ),
        { numRuns: 400 },
      );
    },
  );

  it('gives the truth or an error for every flipped bit of a snappy block, by its checksum', () => {
    const bytes = writeAvro(SCHEMA, fc.sample(record, 3), { codec: 'snappy' });
    const truth = read(bytes);
    const start = openAvroFile(bytes).firstBlock + 3;
    let errors = 0;
    for (let place = start; place < bytes.length - 16; place++) {
      const damaged = bytes.slice();
      damaged[place] ^= 4;
      try {
        expect(read(damaged)).toEqual(truth);
      } catch (error) {
        expect(error).toBeInstanceOf(CorruptMetadataError);
        errors++;
      }
    }
    expect(errors).toBeGreaterThan((bytes.length - 16 - start) / 2);
  });

  it('tells where the damage is', () => {
    const bytes = writeAvro(SCHEMA, fc.sample(record, 3));
    const start = openAvroFile(bytes).firstBlock;
    expect(() => read(bytes.slice(0, bytes.length - 1))).toThrow(
      expect.objectContaining({ name: 'CorruptMetadataError', offset: start }),
    );
    const badSync = bytes.slice();
    badSync[bytes.length - 1] ^= 1;
    expect(() => read(badSync)).toThrow(
      `the sync marker at byte ${bytes.length - 16} does not match`,
    );
    expect(() => read(new TextEncoder().encode('<html>'))).toThrow(
      'Not an Avro file',
    );
    expect(() => read(new Uint8Array())).toThrow('empty');
  });

  it('reads blocks of arrays with a negative count, whose size in bytes follows', () => {
    const schema = {
      type: 'record',
      name: 'r',
      fields: [
        { name: 'l', type: { type: 'array', items: 'int' } },
        { name: 'after', type: 'int' },
      ],
    };
    const whole = writeAvro(schema, [{ l: [], after: 7 }]);
    const { firstBlock, sync } = openAvroFile(whole);
    const list = Buffer.concat([
      long(-2),
      long(2),
      long(5),
      long(6),
      long(1),
      long(8),
      long(0),
    ]);
    const body = Buffer.concat([list, long(7)]);
    const bytes = new Uint8Array(
      Buffer.concat([
        whole.subarray(0, firstBlock),
        long(1),
        long(body.length),
        body,
        sync,
      ]),
    );
    expect(
      read(bytes, {
        l: field('l', 'numbers'),
        after: field('after', 'number'),
      }),
    ).toEqual([{ l: [5, 6, 8], after: 7 }]);
    expect(read(bytes, { after: field('after', 'number') })).toEqual([
      { after: 7 },
    ]);
  });
});
