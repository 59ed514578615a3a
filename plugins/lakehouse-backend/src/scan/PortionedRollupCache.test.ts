import type {
  ManifestRollup,
  RollupCache,
} from '@lakehouse-portal/table-metadata';
import { PortionedRollupCache } from './PortionedRollupCache';

const rollupOf = (dataFiles: number) =>
  ({ dataFiles, deletes: [] } as unknown as ManifestRollup);

describe('PortionedRollupCache', () => {
  it('keeps and finds all, a little at a time, and lets others have a turn in between', async () => {
    const kept = new Map<string, ManifestRollup>();
    const portions: number[] = [];
    const asked: number[] = [];
    let turns = 0;
    const inner: RollupCache = {
      async get(keys) {
        asked.push(keys.length);
        return new Map(
          keys.flatMap(key => {
            const rollup = kept.get(key);
            return rollup ? [[key, rollup] as const] : [];
          }),
        );
      },
      async set(rollups) {
        portions.push(rollups.size);
        for (const [key, rollup] of rollups) kept.set(key, rollup);
      },
    };
    const cache = new PortionedRollupCache(inner);
    let isRunning = true;
    const others = (async () => {
      while (isRunning) {
        await new Promise(resolve => setImmediate(resolve));
        turns += 1;
      }
    })();
    const rollups = new Map(
      Array.from({ length: 120 }, (_, index) => [
        `k${index}`,
        // Two large ones, then small ones.
        rollupOf(index < 2 ? 25_000 : 10),
      ]),
    );
    await cache.set(rollups);
    expect(portions).toEqual([1, 1, 50, 50, 18]);
    const keys = [...rollups.keys(), 'unknown'];
    expect(await cache.get(keys)).toEqual(rollups);
    expect(Math.max(...asked)).toBe(8);
    expect(asked).toHaveLength(16);
    isRunning = false;
    await others;
    expect(turns).toBeGreaterThan(15);
    expect(await cache.get([])).toEqual(new Map());
  });
});
