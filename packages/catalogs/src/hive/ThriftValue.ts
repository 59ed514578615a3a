/** What Thrift sends: 64-bit integers stay whole, strings are UTF-8. */
export type ThriftValue =
  | boolean
  | number
  | bigint
  | string
  | ThriftValue[]
  | Map<string, ThriftValue>
  | ThriftStruct;

/** Fields by their id in the interface definition. */
export class ThriftStruct {
  constructor(readonly fields: ReadonlyMap<number, ThriftValue>) {}

  string(id: number): string | undefined {
    const value = this.fields.get(id);
    return typeof value === 'string' ? value : undefined;
  }

  struct(id: number): ThriftStruct | undefined {
    const value = this.fields.get(id);
    return value instanceof ThriftStruct ? value : undefined;
  }

  list(id: number): ThriftValue[] | undefined {
    const value = this.fields.get(id);
    return Array.isArray(value) ? value : undefined;
  }

  /** Entries whose value is no string are left out. */
  strings(id: number): Record<string, string> {
    const value = this.fields.get(id);
    if (!(value instanceof Map)) return {};
    return Object.fromEntries(
      [...value].filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      ),
    );
  }
}

/** Types of Thrift's binary protocol. */
export const ThriftType = {
  stop: 0,
  bool: 2,
  byte: 3,
  double: 4,
  i16: 6,
  i32: 8,
  i64: 10,
  string: 11,
  struct: 12,
  map: 13,
  set: 14,
  list: 15,
} as const;
