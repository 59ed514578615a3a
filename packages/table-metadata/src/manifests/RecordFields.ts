import { AvroFormatError } from '../errors';

/**
 * Takes typed values out of a decoded Avro record. Unlike a damaged JSON field, a wrong type here means that the whole
 * file is not what it claims to be.
 */
export class RecordFields {
  readonly #record: Record<string, unknown>;
  readonly #what: string;

  constructor(record: Record<string, unknown>, what: string) {
    this.#record = record;
    this.#what = what;
  }

  string(key: string): string | undefined {
    const value = this.#record[key] ?? undefined;
    if (value === undefined || typeof value === 'string') return value;
    throw this.#wrong(key, 'a string');
  }

  /** An int or a long. */
  integer(key: string): bigint | undefined {
    const value = this.#record[key] ?? undefined;
    if (value === undefined || typeof value === 'bigint') return value;
    if (typeof value === 'number' && Number.isInteger(value))
      return BigInt(value);
    throw this.#wrong(key, 'a whole number');
  }

  int(key: string): number | undefined {
    const value = this.#record[key] ?? undefined;
    if (
      value === undefined ||
      (typeof value === 'number' && Number.isInteger(value))
    )
      return value as number | undefined;
    if (typeof value === 'bigint' && Number.isSafeInteger(Number(value)))
      return Number(value);
    throw this.#wrong(key, 'a whole number');
  }

  bytes(key: string): Uint8Array | undefined {
    const value = this.#record[key] ?? undefined;
    if (value === undefined || value instanceof Uint8Array) return value;
    throw this.#wrong(key, 'bytes');
  }

  boolean(key: string): boolean | undefined {
    const value = this.#record[key] ?? undefined;
    if (value === undefined || typeof value === 'boolean') return value;
    throw this.#wrong(key, 'true or false');
  }

  list(key: string): unknown[] | undefined {
    const value = this.#record[key] ?? undefined;
    if (value === undefined || Array.isArray(value)) return value;
    throw this.#wrong(key, 'a list');
  }

  record(key: string): Record<string, unknown> | undefined {
    const value = this.#record[key] ?? undefined;
    if (value === undefined) return undefined;
    if (
      typeof value === 'object' &&
      !Array.isArray(value) &&
      !(value instanceof Map) &&
      !(value instanceof Uint8Array)
    ) {
      return value as Record<string, unknown>;
    }
    throw this.#wrong(key, 'a record');
  }

  /** A map by field id: written as a list of key and value, or, by some, as an Avro map with the id as text. */
  byFieldId<T>(
    key: string,
    read: (value: unknown) => T | undefined,
  ): Map<number, T> | undefined {
    const value = this.#record[key] ?? undefined;
    if (value === undefined) return undefined;
    // An empty list has no key to tell its kind by.
    if (Array.isArray(value) && value.length === 0) return new Map();
    if (!(value instanceof Map)) throw this.#wrong(key, 'a map');
    const result = new Map<number, T>();
    for (const [id, item] of value as Map<unknown, unknown>) {
      const converted = read(item);
      if (converted !== undefined) result.set(Number(id), converted);
    }
    return result;
  }

  required<T>(key: string, value: T | undefined): T {
    if (value === undefined)
      throw new AvroFormatError(`${this.#what} lacks "${key}"`);
    return value;
  }

  #wrong(key: string, expected: string): AvroFormatError {
    return new AvroFormatError(
      `${this.#what} has a "${key}" that is not ${expected}`,
    );
  }
}
