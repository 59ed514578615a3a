import type { ManifestRollup } from './ManifestRollup';
import { RecentlyUsed } from './RecentlyUsed';
import type { RollupCache } from './RollupCache';
import type { RollupStore } from './RollupStore';
import { deserializeRollup, serializeRollup } from './serializeRollup';
import { rollupBytes } from './rollupBytes';
import type { KeptTotals, TotalsCache } from './TotalsCache';

/**
 * How much {@link MemoryRollupCache} keeps.
 * @public
 */
export interface MemoryRollupCacheOptions {
  /**
   * Memory for rollups, and up to a quarter of it for what they add up to, in bytes; the ones that were used longest ago
   * give way. Default 64 MB.
   */
  maxBytes?: number;
  /** Keeps what memory forgets. */
  store?: RollupStore;
  /** Told when the store fails, which costs time but nothing else. */
  onStoreError?(error: unknown): void;
}

const DEFAULT_MAX_BYTES = 64 * 1024 * 1024;
const SHARE_OF_TOTALS = 0.25;

/**
 * Rollups in memory, bounded by bytes, in front of a store.
 * @public
 */
export class MemoryRollupCache implements RollupCache {
  readonly #store: RollupStore | undefined;
  readonly #onStoreError: (error: unknown) => void;
  readonly #rollups: RecentlyUsed<ManifestRollup>;
  readonly #totals: RecentlyUsed<KeptTotals>;

  /** {@inheritDoc RollupCache.totals} */
  readonly totals: TotalsCache = {
    take: name => {
      const totals = this.#totals.take(name);
      // They are in use, though nobody asks for them while their totals do: some day a rewritten table asks again.
      for (const key of totals?.rollupKeys ?? []) this.#rollups.get(key);
      return totals;
    },
    keep: (name, totals) => this.#totals.set(name, totals, totals.sizeBytes),
  };

  constructor(options: MemoryRollupCacheOptions = {}) {
    const maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
    this.#rollups = new RecentlyUsed(maxBytes * (1 - SHARE_OF_TOTALS));
    this.#totals = new RecentlyUsed(maxBytes * SHARE_OF_TOTALS);
    this.#store = options.store;
    this.#onStoreError = options.onStoreError ?? (() => undefined);
  }

  /** Estimated memory that the rollups and their totals take. */
  get sizeBytes(): number {
    return this.#rollups.sizeBytes + this.#totals.sizeBytes;
  }

  /** {@inheritDoc RollupCache.get} */
  async get(keys: string[]): Promise<Map<string, ManifestRollup>> {
    const found = new Map<string, ManifestRollup>();
    const missing: string[] = [];
    for (const key of keys) {
      const known = this.#rollups.get(key);
      if (known) found.set(key, known);
      else missing.push(key);
    }
    if (this.#store && missing.length > 0) {
      for (const [key, bytes] of await this.#read(this.#store, missing)) {
        const rollup = deserializeRollup(bytes);
        if (!rollup) continue;
        found.set(key, rollup);
        this.#remember(key, rollup);
      }
    }
    return found;
  }

  /** {@inheritDoc RollupCache.set} */
  async set(rollups: Map<string, ManifestRollup>): Promise<void> {
    for (const [key, rollup] of rollups) this.#remember(key, rollup);
    if (!this.#store) return;
    try {
      await this.#store.write(
        new Map(
          [...rollups].map(([key, rollup]) => [key, serializeRollup(rollup)]),
        ),
      );
    } catch (error) {
      this.#onStoreError(error);
    }
  }

  async #read(
    store: RollupStore,
    keys: string[],
  ): Promise<Map<string, Uint8Array>> {
    try {
      return await store.read(keys);
    } catch (error) {
      this.#onStoreError(error);
      return new Map();
    }
  }

  #remember(key: string, rollup: ManifestRollup): void {
    this.#rollups.set(key, rollup, rollupBytes(rollup));
  }
}
