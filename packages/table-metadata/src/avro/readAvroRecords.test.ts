import fc from 'fast-check';
import { long, writeAvro } from '../__testUtils__/writeAvro';
import { AvroFormatError } from '../errors';
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
          expect(error).toBeInstanceOf(AvroFormatError);
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
              expect(error).toBeInstanceOf(AvroFormatError);
            }
          },
        ),
        { numRuns: 400 },
      );
    },
  );

  it('detects every flipped bit of a snappy block by its checksum', () => {
    const bytes = writeAvro(SCHEMA, fc.sample(record, 3), { codec: 'snappy' });
    const start = openAvroFile(bytes).firstBlock + 3;
    for (let place = start; place < bytes.length - 16; place++) {
      const damaged = bytes.slice();
      damaged[place] ^= 4;
      expect(() => read(damaged)).toThrow(AvroFormatError);
    }
  });

  it('tells where the damage is', () => {
    const bytes = writeAvro(SCHEMA, fc.sample(record, 3));
    const start = openAvroFile(bytes).firstBlock;
    expect(() => read(bytes.slice(0, bytes.length - 1))).toThrow(
      expect.objectContaining({ name: 'AvroFormatError', offset: start }),
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
        name: 'AvroFormatError',
        message: expect.stringContaining(message),
      }),
    );
    expect(() => read(bytes, {})).toThrow(AvroFormatError);
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
});
