import { ThriftType } from './ThriftValue';

/** Writes what requests need of Thrift's binary protocol; each call gives bytes to be joined. */
export const ThriftWriter = {
  call(method: string, id: number, args: Buffer[] = []): Buffer {
    return message(1, method, id, args);
  },

  /** For servers of tests. `type`: 2 an answer, 3 a failure of Thrift itself. */
  message,

  stringField(id: number, value: string): Buffer {
    return Buffer.concat([field(ThriftType.string, id), string(value)]);
  },

  stringListField(id: number, values: readonly string[]): Buffer {
    return Buffer.concat([
      field(ThriftType.list, id),
      Buffer.from([ThriftType.string]),
      i32(values.length),
      ...values.map(string),
    ]);
  },

  i32ListField(id: number, values: readonly number[]): Buffer {
    return Buffer.concat([
      field(ThriftType.list, id),
      Buffer.from([ThriftType.i32]),
      i32(values.length),
      ...values.map(i32),
    ]);
  },

  i32Field(id: number, value: number): Buffer {
    return Buffer.concat([field(ThriftType.i32, id), i32(value)]);
  },

  structField(id: number, fields: Buffer[]): Buffer {
    return Buffer.concat([field(ThriftType.struct, id), struct(fields)]);
  },

  structListField(id: number, structs: Buffer[][]): Buffer {
    return Buffer.concat([
      field(ThriftType.list, id),
      Buffer.from([ThriftType.struct]),
      i32(structs.length),
      ...structs.map(struct),
    ]);
  },

  stringMapField(id: number, values: Record<string, string>): Buffer {
    const entries = Object.entries(values);
    return Buffer.concat([
      field(ThriftType.map, id),
      Buffer.from([ThriftType.string, ThriftType.string]),
      i32(entries.length),
      ...entries.flat().map(string),
    ]);
  },
};

function message(
  type: number,
  method: string,
  id: number,
  fields: Buffer[],
): Buffer {
  const header = Buffer.from([0x80, 0x01, 0x00, type]);
  return Buffer.concat([header, string(method), i32(id), struct(fields)]);
}

function struct(fields: Buffer[]): Buffer {
  return Buffer.concat([...fields, Buffer.from([ThriftType.stop])]);
}

function field(type: number, id: number): Buffer {
  const bytes = Buffer.alloc(3);
  bytes[0] = type;
  bytes.writeInt16BE(id, 1);
  return bytes;
}

function string(value: string): Buffer {
  const bytes = Buffer.from(value, 'utf8');
  return Buffer.concat([i32(bytes.length), bytes]);
}

function i32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}
