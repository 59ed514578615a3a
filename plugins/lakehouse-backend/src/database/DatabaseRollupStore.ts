import type { RollupStore } from '@lakehouse-portal/table-metadata';
import type { Knex } from 'knex';
import type { RollupRow } from './rows';

/** Keys per statement: both databases limit the number of parameters. */
const MAX_KEYS = 200;
/** Of one statement that writes. */
const MAX_ROWS = 100;
const MAX_STATEMENT_BYTES = 8 * 1024 * 1024;
/** A use is noted once in this time: reading must not become writing. */
const TOUCH_AFTER_MS = 24 * 60 * 60 * 1000;
/** Pruning goes a little below the limit, so that it isn't due again at once. */
const PRUNE_TO = 0.9;
/** A value may take so much of the limit: one must not push out all others. */
const MAX_SHARE = 0.125;

/**
 * Keeps rollups of manifests in the plugin's database, bounded by bytes. Replicas share it: values are never changed, so
 * that two that write the same one agree, and what one of them prunes, another reads anew.
 */
export class DatabaseRollupStore implements RollupStore {
  readonly #knex: Knex;
  readonly #maxBytes: number;
  readonly #now: () => number;
  #writtenBytes = 0;

  /** @param options - `maxBytes`: of all values; `now`: milliseconds since the epoch. */
  static create(options: {
    knex: Knex;
    maxBytes: number;
    now: () => number;
  }): DatabaseRollupStore {
    return new DatabaseRollupStore(options);
  }

  private constructor(options: {
    knex: Knex;
    maxBytes: number;
    now: () => number;
  }) {
    this.#knex = options.knex;
    this.#maxBytes = options.maxBytes;
    this.#now = options.now;
  }

  async read(keys: string[]): Promise<Map<string, Uint8Array>> {
    const found = new Map<string, Uint8Array>();
    const usedAt = this.#now();
    for (const chunk of chunksOf(keys, MAX_KEYS)) {
      const rows = await this.#rows()
        .select('key', 'bytes', 'used_at')
        .whereIn('key', chunk);
      const untouched: string[] = [];
      for (const row of rows) {
        found.set(row.key, row.bytes);
        if (Number(row.used_at) < usedAt - TOUCH_AFTER_MS) {
          untouched.push(row.key);
        }
      }
      if (untouched.length > 0) {
        await this.#rows()
          .whereIn('key', untouched)
          .update({ used_at: usedAt });
      }
    }
    return found;
  }

  async write(values: Map<string, Uint8Array>): Promise<void> {
    const now = this.#now();
    let rows: RollupRow[] = [];
    let sizeBytes = 0;
    // In one order on all replicas: of two that write the same keys, none waits for the other in turn.
    for (const key of [...values.keys()].sort()) {
      const bytes = values.get(key)!;
      if (bytes.length > this.#maxBytes * MAX_SHARE) {
        continue;
      }
      if (
        rows.length === MAX_ROWS ||
        sizeBytes + bytes.length > MAX_STATEMENT_BYTES
      ) {
        await this.#upsert(rows, sizeBytes);
        rows = [];
        sizeBytes = 0;
      }
      rows.push({
        key,
        bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
        size_bytes: bytes.length,
        created_at: now,
        used_at: now,
      });
      sizeBytes += bytes.length;
    }
    await this.#upsert(rows, sizeBytes);
  }

  /** Removes what was used longest ago, until the rest is within the limit. */
  async prune(): Promise<void> {
    this.#writtenBytes = 0;
    let excess = await this.#sizeBytes();
    if (excess <= this.#maxBytes) {
      return;
    }
    excess -= this.#maxBytes * PRUNE_TO;
    while (excess > 0) {
      const oldest = await this.#rows()
        .select('key', 'size_bytes')
        .orderBy(['used_at', 'size_bytes', 'key'])
        .limit(MAX_KEYS);
      const removed: string[] = [];
      for (const row of oldest) {
        if (excess <= 0) {
          break;
        }
        removed.push(row.key);
        excess -= row.size_bytes;
      }
      if (removed.length === 0) {
        return;
      }
      await this.#rows().whereIn('key', removed).delete();
    }
  }

  async #upsert(rows: RollupRow[], sizeBytes: number): Promise<void> {
    if (rows.length === 0) {
      return;
    }
    // One that is there already is replaced: it may be damaged, which is why it was made anew.
    await this.#rows()
      .insert(rows)
      .onConflict('key')
      .merge(['bytes', 'size_bytes', 'used_at']);
    this.#writtenBytes += sizeBytes;
    // The schedule prunes too, but the first scan of a large lakehouse would have filled the disk by then.
    if (this.#writtenBytes > this.#maxBytes / 10) {
      await this.prune();
    }
  }

  async #sizeBytes(): Promise<number> {
    const [{ total }] = await this.#knex('lakehouse_manifest_rollups').sum({
      total: 'size_bytes',
    });
    return Number(total ?? 0);
  }

  #rows() {
    return this.#knex<RollupRow>('lakehouse_manifest_rollups');
  }
}

function* chunksOf<T>(items: T[], length: number): Generator<T[]> {
  for (let start = 0; start < items.length; start += length) {
    yield items.slice(start, start + length);
  }
}
