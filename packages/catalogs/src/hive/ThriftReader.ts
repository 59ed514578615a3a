import { CatalogResponseError } from '../errors';
import { ThriftStruct, ThriftType, type ThriftValue } from './ThriftValue';

const MAX_DEPTH = 32;
const MAX_VALUES = 4_000_000;
/** An empty struct is one byte on the wire and 250 in memory, five times a short string. Lists of one and maps are alike. */
const CONTAINER_VALUES = 5;
const CONTAINERS: readonly number[] = [
  ThriftType.struct,
  ThriftType.map,
  ThriftType.set,
  ThriftType.list,
];

/** `type`: 2 an answer, 3 a failure of Thrift itself. */
export interface ThriftMessage {
  name: string;
  type: number;
  id: number;
  body: ThriftStruct;
}

/**
 * Reads a message of Thrift's binary protocol as it arrives, each byte once.
 *
 * Own code rather than the `thrift` package: that one gathers whatever length a server claims.
 *
 * @see https://github.com/apache/thrift/blob/master/doc/specs/thrift-binary-protocol.md
 */
export class ThriftReader {
  readonly #maxBytes: number;
  readonly #reading: Generator<void, ThriftMessage>;
  #head: Buffer = Buffer.alloc(0);
  #offset = 0;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #wanted = 0;
  #values = 0;
  #total = 0;

  /** @param maxBytes - Longest answer that is read, and with it the longest string. */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
    this.#reading = this.#message();
  }

  /**
   * @param bytes - What has arrived.
   * @returns The message when it is whole.
   * @throws CatalogResponseError for what is no Thrift or too long.
   */
  add(bytes: Buffer): ThriftMessage | undefined {
    this.#total += bytes.length;
    if (this.#total > this.#maxBytes)
      throw new CatalogResponseError(
        `The answer has more than ${this.#maxBytes} bytes`,
      );
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    const have = this.#head.length - this.#offset + this.#waitingBytes;
    if (have < this.#wanted) return undefined;
    const { done, value } = this.#reading.next();
    return done ? value : undefined;
  }

  *#message(): Generator<void, ThriftMessage> {
    const header = (yield* this.#take(4)).readUInt32BE();
    if (header >>> 16 !== 0x8001)
      throw new CatalogResponseError(
        'The answer is not Thrift’s binary protocol: is this the port of a Hive Metastore, and is transport right (buffered or framed)?',
      );
    return {
      type: header & 0xff,
      name: yield* this.#string(),
      id: yield* this.#i32(),
      body: yield* this.#struct(0),
    };
  }

  *#struct(depth: number): Generator<void, ThriftStruct> {
    if (depth > MAX_DEPTH)
      throw new CatalogResponseError(
        `The answer is nested more than ${MAX_DEPTH} deep`,
      );
    const fields = new Map<number, ThriftValue>();
    for (;;) {
      const type = (yield* this.#take(1))[0];
      if (type === ThriftType.stop) return new ThriftStruct(fields);
      const id = (yield* this.#take(2)).readInt16BE();
      fields.set(id, yield* this.#value(type, depth + 1));
    }
  }

  *#value(type: number, depth: number): Generator<void, ThriftValue> {
    this.#values += CONTAINERS.includes(type) ? CONTAINER_VALUES : 1;
    if (this.#values > MAX_VALUES)
      throw new CatalogResponseError(
        `The answer has more than ${MAX_VALUES} values`,
      );
    switch (type) {
      case ThriftType.bool:
        return (yield* this.#take(1))[0] !== 0;
      case ThriftType.byte:
        return (yield* this.#take(1)).readInt8();
      case ThriftType.double:
        return (yield* this.#take(8)).readDoubleBE();
      case ThriftType.i16:
        return (yield* this.#take(2)).readInt16BE();
      case ThriftType.i32:
        return yield* this.#i32();
      case ThriftType.i64:
        return (yield* this.#take(8)).readBigInt64BE();
      case ThriftType.string:
        return yield* this.#string();
      case ThriftType.struct:
        return yield* this.#struct(depth);
      case ThriftType.list:
      case ThriftType.set:
        return yield* this.#list(depth);
      case ThriftType.map:
        return yield* this.#map(depth);
      default:
        throw new CatalogResponseError(
          `The answer has a value of type ${type}, which Thrift does not know`,
        );
    }
  }

  *#list(depth: number): Generator<void, ThriftValue[]> {
    const type = (yield* this.#take(1))[0];
    const size = yield* this.#size();
    this.#refuseDeep(depth);
    const values: ThriftValue[] = [];
    for (let index = 0; index < size; index++)
      values.push(yield* this.#value(type, depth + 1));
    return values;
  }

  *#map(depth: number): Generator<void, Map<string, ThriftValue>> {
    const [keyType, valueType] = yield* this.#take(2);
    const size = yield* this.#size();
    this.#refuseDeep(depth);
    const values = new Map<string, ThriftValue>();
    for (let index = 0; index < size; index++) {
      const key = yield* this.#value(keyType, depth + 1);
      values.set(String(key), yield* this.#value(valueType, depth + 1));
    }
    return values;
  }

  #refuseDeep(depth: number): void {
    if (depth > MAX_DEPTH)
      throw new CatalogResponseError(
        `The answer is nested more than ${MAX_DEPTH} deep`,
      );
  }

  *#string(): Generator<void, string> {
    return (yield* this.#take(yield* this.#size())).toString('utf8');
  }

  /** Every element has a byte at least, so that a size is never more than what an answer may have. */
  *#size(): Generator<void, number> {
    const size = yield* this.#i32();
    if (size < 0 || size > this.#maxBytes)
      throw new CatalogResponseError(
        `The answer claims a length of ${size} bytes or elements; at most ${
          this.#maxBytes
        } are read`,
      );
    return size;
  }

  *#i32(): Generator<void, number> {
    return (yield* this.#take(4)).readInt32BE();
  }

  *#take(length: number): Generator<void, Buffer> {
    if (this.#head.length - this.#offset < length) {
      this.#wanted = length;
      while (this.#head.length - this.#offset + this.#waitingBytes < length)
        yield;
      this.#wanted = 0;
      this.#head = Buffer.concat([
        this.#head.subarray(this.#offset),
        ...this.#waiting,
      ]);
      this.#offset = 0;
      this.#waiting = [];
      this.#waitingBytes = 0;
    }
    const end = this.#offset + length;
    const taken = this.#head.subarray(this.#offset, end);
    this.#offset = end;
    return taken;
  }
}
