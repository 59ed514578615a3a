import type {
  ManifestRollup,
  RollupCache,
} from '@lakehouse-portal/table-metadata';

/** Keys that are looked up at once: unpacking so many takes some milliseconds. */
const KEYS = 8;
/** Data files whose rollups are packed at once, which takes some milliseconds too. */
const FILES = 20_000;
/** Rollups that are kept with one statement, however small they are. */
const ROLLUPS = 50;

/**
 * Asks a cache for little at a time. What it keeps in a store is packed and unpacked on the thread that also answers
 * requests: others get a turn in between.
 */
export class PortionedRollupCache implements RollupCache {
  readonly #cache: RollupCache;

  constructor(cache: RollupCache) {
    this.#cache = cache;
  }

  /** {@inheritDoc RollupCache.get} */
  async get(keys: string[]): Promise<Map<string, ManifestRollup>> {
    const found = new Map<string, ManifestRollup>();
    for (let start = 0; start < keys.length; start += KEYS) {
      const portion = await this.#cache.get(keys.slice(start, start + KEYS));
      for (const [key, rollup] of portion) {
        found.set(key, rollup);
      }
      await turn();
    }
    return found;
  }

  /** {@inheritDoc RollupCache.set} */
  async set(rollups: Map<string, ManifestRollup>): Promise<void> {
    let portion = new Map<string, ManifestRollup>();
    let files = 0;
    for (const [key, rollup] of rollups) {
      portion.set(key, rollup);
      files += rollup.dataFiles + rollup.deletes.length;
      if (files >= FILES || portion.size >= ROLLUPS) {
        await this.#cache.set(portion);
        portion = new Map();
        files = 0;
        await turn();
      }
    }
    if (portion.size > 0) {
      await this.#cache.set(portion);
    }
  }
}

function turn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
