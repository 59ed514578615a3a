import { StorageConfigError } from '../errors';

/** Reads values of a section of the configuration, and knows where they are. */
export class ConfigSection {
  readonly path: string;
  readonly #values: Record<string, unknown>;

  /** @throws StorageConfigError unless the value is an object with no keys but these. */
  constructor(value: unknown, path: string, keys?: readonly string[]) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new StorageConfigError(`${path} has to be an object`, { path });
    this.path = path;
    this.#values = { ...value };
    for (const key of Object.keys(value)) {
      const at = `${path}.${key}`;
      if (keys && !keys.includes(key))
        throw new StorageConfigError(
          `${at} is not a key of this section; known are ${keys.join(', ')}`,
          { path: at },
        );
      // What a text with ${NAME} becomes when there is no such variable.
      if (this.#values[key] === undefined)
        throw new StorageConfigError(
          `${at} has no value: the environment variable that it names is not set`,
          { path: at },
        );
    }
  }

  keys(): string[] {
    return Object.keys(this.#values);
  }

  section(key: string, keys?: readonly string[]): ConfigSection | undefined {
    const value = this.#values[key];
    return value === undefined || value === null
      ? undefined
      : new ConfigSection(value, `${this.path}.${key}`, keys);
  }

  text(key: string): string | undefined {
    const value = this.#values[key];
    if (value === undefined) return undefined;
    if (typeof value === 'string' && value !== '') return value;
    throw this.#wrong(key, 'a text that is not empty');
  }

  flag(key: string): boolean | undefined {
    const value = this.#values[key];
    if (value === undefined || typeof value === 'boolean') return value;
    // From the environment everything is a text.
    if (value === 'true' || value === 'false') return value === 'true';
    throw this.#wrong(key, 'true or false');
  }

  number(key: string, min: number, max: number): number | undefined {
    const value = this.#values[key];
    if (value === undefined) return undefined;
    const number =
      typeof value === 'string' && /^\d{1,15}$/.test(value)
        ? Number(value)
        : value;
    if (typeof number === 'number' && number >= min && number <= max)
      return number;
    throw this.#wrong(key, `a number from ${min} to ${max}`);
  }

  texts(key: string): string[] {
    const value = this.#values[key];
    const list = typeof value === 'string' ? [value] : value;
    if (
      Array.isArray(list) &&
      list.length > 0 &&
      list.every(item => typeof item === 'string' && item !== '')
    )
      return list;
    throw this.#wrong(key, 'a text or a list of texts');
  }

  /** The value is not in the message: it may be a secret. */
  #wrong(key: string, expected: string): StorageConfigError {
    const path = `${this.path}.${key}`;
    return new StorageConfigError(`${path} has to be ${expected}`, { path });
  }
}
