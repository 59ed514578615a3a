import { parseAvroSchema } from '../avro/parseAvroSchema';
import { parseExactJson } from '../json';
import { long, writeAvro } from '../__testUtils__/writeAvro';
import { openAvroFile, readAvroRecords } from '../avro';
import type { ProjectedField } from '../avro';

/** A file of one record whose bytes are given. */
function file(schema: unknown, body: Uint8Array): Uint8Array {
  const header = writeAvro({ type: 'record', name: 'r', fields: [] }, [], {
    metadata: { 'avro.schema': JSON.stringify(schema) },
  });
  const sync = header.subarray(header.length - 16);
  return new Uint8Array(
    Buffer.concat([header, long(1), long(body.length), body, sync]),
  );
}

function read(schema: unknown, body: Uint8Array, type: ProjectedField['type']) {
  return [
    ...readAvroRecords(openAvroFile(file(schema, body)), [
      { names: ['f'], type },
    ]),
  ];
}

function recordOf(type: unknown, name: unknown = 'r') {
  return { type: 'record', name, fields: [{ name: 'f', type }] };
}

describe('Avro files that the fuzzer found', () => {
  it.each([2n ** 31n, 2n ** 32n, -(2n ** 31n) - 1n, 2n ** 33n])(
    'does not take an int of %p for another number',
    value => {
      for (const type of ['number', 'bigint', 'any'] as const)
        expect(() => read(recordOf('int'), long(value), type)).toThrow(
          expect.objectContaining({
            name: 'CorruptMetadataError',
            message: expect.stringContaining('32 bits'),
          }),
        );
    },
  );

  it.each([2n ** 31n - 1n, -(2n ** 31n), 0n, -1n])(
    'reads an int of %p, which fits',
    value => {
      expect(read(recordOf('int'), long(value), 'bigint')).toEqual([[value]]);
    },
  );

  it('takes a name that is no text for none', () => {
    for (const name of [{}, [{}], 5, null])
      expect(read(recordOf('int', name), long(1), 'number')).toEqual([[1]]);
  });

  it('refuses a symbol that the enum does not have', () => {
    const type = { type: 'enum', name: 'e', symbols: ['PARQUET', {}] };
    expect(read(recordOf(type), long(0), 'string')).toEqual([['PARQUET']]);
    for (const index of [2n, -1n])
      expect(() => read(recordOf(type), long(index), 'string')).toThrow(
        `there is no symbol ${index} in an enum`,
      );
  });

  it('does not go by the name of a field whose id no field can have', () => {
    const schema = {
      type: 'record',
      name: 'r',
      fields: [{ name: 'f', type: 'long', 'field-id': 1 }],
    };
    const text = JSON.stringify(schema).replace(
      '"field-id":1',
      '"field-id":-9223372036854775807',
    );
    const node = parseAvroSchema(parseExactJson(text));
    expect(node).toMatchObject({ fields: [{ fieldId: expect.any(Number) }] });
  });
});
