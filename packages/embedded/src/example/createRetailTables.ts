import type { RetailOptions } from './createRetailLakehouse';
import { RetailLane } from './RetailLane';
import type { RetailRecipe } from './RetailRecipe';

const parallelTables = 3;

const namespaces = {
  bronze: {
    comment: 'Events as they came',
    owner: 'group:default/data-platform',
    'lakehouse.layer': 'bronze',
  },
  silver: {
    comment: 'Cleaned and deduplicated',
    owner: 'group:default/data-platform',
    'lakehouse.layer': 'silver',
  },
  gold: {
    comment: 'Aggregates for reports',
    owner: 'group:default/data-platform',
    'lakehouse.layer': 'gold',
  },
};

/** Makes tables of the example, and the schemas that they are in. */
export async function createRetailTables(
  options: RetailOptions,
  recipes: readonly RetailRecipe[],
): Promise<void> {
  const nowMs = options.nowMs ?? Date.now();
  const waiting = [...recipes];
  let done = 0;
  // A commit waits for engine and disk most of its time, so several tables are made side by side.
  const first = await RetailLane.open(options, nowMs);
  await first.createNamespaces(namespaces);
  const lanes = Array.from({ length: parallelTables }, async (_, index) => {
    const lane = index === 0 ? first : await RetailLane.open(options, nowMs);
    try {
      for (let recipe = waiting.shift(); recipe; recipe = waiting.shift()) {
        options.signal?.throwIfAborted();
        await lane.create(recipe);
        done += 1;
        const table = `${recipe.schema}.${recipe.table}`;
        options.onProgress?.({ done, total: recipes.length, table });
      }
    } catch (error) {
      waiting.length = 0;
      throw error;
    } finally {
      await lane.close();
    }
  });
  for (const outcome of await Promise.allSettled(lanes)) {
    if (outcome.status === 'rejected') {
      throw outcome.reason;
    }
  }
}
