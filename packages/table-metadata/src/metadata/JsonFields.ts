import type { JsonObject, JsonValue } from '../json';
import type { ReadWarning } from '../model';

/** An object in a list. */
export interface JsonEntry {
  fields: JsonFields;
  json: JsonObject;
  path: string;
}

/**
 * Takes typed values out of a JSON object. What is missing or null is `undefined`; what has the wrong type is
 * `undefined` too, with a warning, so that one damaged field does not hide the others.
 */
export class JsonFields {
  readonly #json: JsonObject;
  readonly #path: string;
  readonly #warnings: ReadWarning[];

  constructor(json: JsonObject, path: string, warnings: ReadWarning[]) {
    this.#json = json;
    this.#path = path;
    this.#warnings = warnings;
  }

  static isObject(value: JsonValue | undefined): value is JsonObject {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  }

  static malformed(path: string, expected: string): ReadWarning {
    return {
      code: 'metadata-field-malformed',
      message: `${path} is not ${expected}; it is left out`,
    };
  }

  raw(key: string): JsonValue | undefined {
    return this.#json[key] ?? undefined;
  }

  string(key: string): string | undefined {
    return this.#typed(key, 'a string', value =>
      typeof value === 'string' ? value : undefined,
    );
  }

  /** A whole number that a `number` holds exactly. */
  integer(key: string): number | undefined {
    return this.#typed(key, 'a whole number', value =>
      Number.isSafeInteger(value) ? (value as number) : undefined,
    );
  }

  /** A span of time. Writers mean "for ever" by the largest 64-bit integer: beyond 2^53 ms (285,000 years) it is rounded. */
  milliseconds(key: string): number | undefined {
    return this.#typed(key, 'a 64-bit integer', value =>
      Number.isSafeInteger(value) ||
      (typeof value === 'bigint' && BigInt.asIntN(64, value) === value)
        ? Number(value)
        : undefined,
    );
  }

  /** A 64-bit integer as a decimal string. Some writers quote ids: they are accepted as they are meant. */
  id(key: string): string | undefined {
    return this.#typed(key, 'a 64-bit integer', value => {
      if (typeof value === 'bigint') return decimal(value);
      // 1e18 or 3055729675574597004.0 have been rounded already; whole numbers beyond 2^53 are bigint.
      if (typeof value === 'number')
        return Number.isSafeInteger(value) ? String(BigInt(value)) : undefined;
      return typeof value === 'string' && /^-?\d{1,19}$/.test(value)
        ? decimal(BigInt(value))
        : undefined;
    });
  }

  list(key: string): JsonValue[] | undefined {
    return this.#typed(key, 'a list', value =>
      Array.isArray(value) ? value : undefined,
    );
  }

  object(key: string): JsonObject | undefined {
    return this.#typed(key, 'an object', value =>
      JsonFields.isObject(value) ? value : undefined,
    );
  }

  /** The objects of a list, each with its own path; members that are no objects are warned about. */
  objects(key: string): JsonEntry[] {
    return [...this.eachObject(key)];
  }

  /** {@link JsonFields.objects} one by one: the warnings of one come before those of the next. */
  *eachObject(key: string): Generator<JsonEntry> {
    for (const [index, json] of (this.list(key) ?? []).entries()) {
      const path = `${this.pathOf(key)}[${index}]`;
      if (JsonFields.isObject(json))
        yield {
          fields: new JsonFields(json, path, this.#warnings),
          json,
          path,
        };
      else this.#warn(path, 'an object');
    }
  }

  integers(key: string): number[] {
    return (this.list(key) ?? []).filter((value): value is number =>
      Number.isSafeInteger(value),
    );
  }

  /** String to string; numbers and booleans are turned into strings, as engines read them. */
  strings(key: string): Record<string, string> {
    const result: Record<string, string> = {};
    for (const [name, value] of Object.entries(this.object(key) ?? {})) {
      if (typeof value === 'object') {
        if (value !== null)
          this.#warn(`${this.pathOf(key)}.${name}`, 'a string');
      } else {
        // Not by assignment: a property may be called `__proto__`.
        Object.defineProperty(result, name, {
          value: String(value),
          enumerable: true,
          configurable: true,
          writable: true,
        });
      }
    }
    return result;
  }

  pathOf(key: string): string {
    return this.#path === '' ? key : `${this.#path}.${key}`;
  }

  #typed<T>(
    key: string,
    expected: string,
    read: (value: JsonValue) => T | undefined,
  ): T | undefined {
    const value = this.#json[key];
    if (value === undefined || value === null) return undefined;
    const result = read(value);
    if (result === undefined) this.#warn(this.pathOf(key), expected);
    return result;
  }

  #warn(path: string, expected: string): void {
    this.#warnings.push(JsonFields.malformed(path, expected));
  }
}

function decimal(value: bigint): string | undefined {
  return BigInt.asIntN(64, value) === value ? value.toString() : undefined;
}
