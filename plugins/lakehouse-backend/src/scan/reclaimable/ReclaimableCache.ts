import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { deflateRaw, inflateRaw } from 'node:zlib';
import type { RollupStore } from '@lakehouse-portal/table-metadata';

/** Of what is stored. One of another version is read anew. */
const VERSION = 2;
/** Unpacked; more than the limits of what is stored come to. */
const MAX_BYTES = 64 * 1024 * 1024;

const compress = promisify(deflateRaw);
const decompress = promisify(inflateRaw);

/** Keeps what was found out about files of old snapshots. Without a store it knows nothing. */
export class ReclaimableCache {
  readonly #store: RollupStore | undefined;
  readonly #namespace: string;

  constructor(store: RollupStore | undefined, namespace: string) {
    this.#store = store;
    this.#namespace = namespace;
  }

  get isKept(): boolean {
    return this.#store !== undefined;
  }

  /** Values that are known, by name; one that is damaged is not. */
  async read<T>(kind: string, names: string[]): Promise<Map<string, T>> {
    const found = new Map<string, T>();
    if (!this.#store || names.length === 0) {
      return found;
    }
    const keys = new Map(names.map(name => [this.#keyOf(kind, name), name]));
    const stored = await this.#store.read([...keys.keys()]);
    for (const [key, bytes] of stored) {
      const value = await unpack<T>(bytes);
      if (value !== undefined) {
        found.set(keys.get(key)!, value);
      }
    }
    return found;
  }

  async write(kind: string, values: Map<string, unknown>): Promise<void> {
    if (!this.#store || values.size === 0) {
      return;
    }
    const packed = new Map<string, Uint8Array>();
    for (const [name, value] of values) {
      packed.set(this.#keyOf(kind, name), await pack(value));
    }
    await this.#store.write(packed);
  }

  #keyOf(kind: string, name: string): string {
    return createHash('sha256')
      .update(JSON.stringify([kind, VERSION, this.#namespace, name]))
      .digest('hex');
  }
}

async function pack(value: unknown): Promise<Uint8Array> {
  return compress(serialize({ version: VERSION, value }), { level: 1 });
}

async function unpack<T>(bytes: Uint8Array): Promise<T | undefined> {
  try {
    const unpacked = deserialize(
      await decompress(bytes, { maxOutputLength: MAX_BYTES }),
    );
    return unpacked?.version === VERSION ? (unpacked.value as T) : undefined;
  } catch {
    // It can be made anew from the files that it tells of: nothing is lost.
    return undefined;
  }
}
