import { TableGroupCache } from './TableGroupCache';

describe('TableGroupCache', () => {
  it('adds up once for all who ask within a second, anew after it, after a change and after a failure', async () => {
    let nowMs = 0;
    let readings = 0;
    let failing = false;
    const cache = new TableGroupCache(
      async () => {
        readings += 1;
        if (failing) {
          throw new Error('The database is gone');
        }
        return [];
      },
      () => nowMs,
    );
    await Promise.all([cache.get(), cache.get()]);
    nowMs = 999;
    await cache.get();
    expect(readings).toBe(1);

    nowMs = 1_000;
    await cache.get();
    expect(readings).toBe(2);

    cache.forget();
    await cache.get();
    expect(readings).toBe(3);

    failing = true;
    cache.forget();
    await expect(cache.get()).rejects.toThrow('The database is gone');
    failing = false;
    await cache.get();
    expect(readings).toBe(5);
  });
});
