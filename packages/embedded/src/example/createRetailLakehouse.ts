import { EmbeddedLakehouse } from '../EmbeddedLakehouse';
import { retailRecipes } from './retailRecipes';
import type { RetailRecipe } from './RetailRecipe';
import { RetailWriter } from './RetailWriter';
import { SettableClock } from './SettableClock';
import { seededUuids } from './seededUuids';

/** @public */
export interface RetailOptions {
  /** Folder of the lakehouse; see `LakehouseOptions`. */
  directory: string;
  /** Name of the lakehouse; `retail` when left out. */
  name?: string;
  /** "Now" in milliseconds since the epoch: the example's history ends there. The clock's now when left out. */
  nowMs?: number;
  /** Called after each table. */
  onProgress?: (progress: RetailProgress) => void;
  signal?: AbortSignal;
}

/** @public */
export interface RetailProgress {
  /** Tables that are written. */
  done: number;
  total: number;
  /** The table that was written last, `silver.orders`. */
  table: string;
}

const namespaces = {
  bronze: { comment: 'Events as they came', owner: 'group:default/data-platform', 'lakehouse.layer': 'bronze' },
  silver: { comment: 'Cleaned and deduplicated', owner: 'group:default/data-platform', 'lakehouse.layer': 'silver' },
  gold: { comment: 'Aggregates for reports', owner: 'group:default/data-platform', 'lakehouse.layer': 'gold' },
};

/**
 * Makes the tables of the example lakehouse in an empty folder. The same `nowMs` gives the same rows and histories.
 * The tables say who owns them in their own properties: `owner` (an entity ref), `lakehouse.layer`, `comment`,
 * `lakehouse.max-staleness` (ISO 8601, where freshness is promised).
 *
 * @throws AlreadyExistsError when a table is there already; what `signal` was aborted with.
 * @public
 */
export async function createRetailLakehouse(options: RetailOptions): Promise<void> {
  const nowMs = options.nowMs ?? Date.now();
  const clock = new SettableClock(nowMs);
  const lakehouse = await EmbeddedLakehouse.open({
    directory: options.directory,
    name: options.name ?? 'retail',
    now: clock.now,
    newUuid: seededUuids(nowMs),
    // A crash makes the example anew, so nothing has to be safe before the end.
    durable: false,
  });
  try {
    for (const [namespace, properties] of Object.entries(namespaces)) {
      await lakehouse.createNamespace(namespace, properties);
    }
    for (const [index, recipe] of retailRecipes.entries()) {
      options.signal?.throwIfAborted();
      await createTable(lakehouse, clock, recipe, nowMs);
      const table = `${recipe.schema}.${recipe.table}`;
      options.onProgress?.({ done: index + 1, total: retailRecipes.length, table });
    }
  } finally {
    await lakehouse.close();
  }
}

async function createTable(
  lakehouse: EmbeddedLakehouse,
  clock: SettableClock,
  recipe: RetailRecipe,
  nowMs: number,
): Promise<void> {
  const table = `${recipe.schema}.${recipe.table}`;
  const properties = {
    ...recipe.create.properties,
    owner: recipe.owner,
    'lakehouse.layer': recipe.layer,
    comment: recipe.description,
  };
  clock.nowMs = nowMs - recipe.ageMs;
  await lakehouse.createTable(table, { ...recipe.create, properties });
  await recipe.fill(new RetailWriter(lakehouse, clock, table, nowMs));
}
