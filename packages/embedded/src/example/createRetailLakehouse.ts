import { createRetailTables } from './createRetailTables';
import { retailRecipes } from './retailRecipes';

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

/**
 * Makes the tables of the example lakehouse in an empty folder. The same `nowMs` gives the same rows and histories.
 * The tables say who owns them in their own properties: `owner` (an entity ref), `lakehouse.layer`, `comment`,
 * `lakehouse.max-staleness` (ISO 8601, where freshness is promised).
 *
 * @throws AlreadyExistsError when a table is there already; what `signal` was aborted with.
 * @public
 */
export async function createRetailLakehouse(
  options: RetailOptions,
): Promise<void> {
  await createRetailTables(options, retailRecipes);
}
