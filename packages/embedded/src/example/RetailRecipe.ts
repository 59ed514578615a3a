import type { CreateTableOptions } from '../operations/CreateTableOptions';
import type { RetailTable } from './RetailTable';
import type { RetailWriter } from './RetailWriter';

/** How a table of the example is made. */
export interface RetailRecipe extends RetailTable {
  create: CreateTableOptions;
  /** Age of the table when the example is made, in milliseconds. */
  ageMs: number;
  /** Writes its history, oldest commit first. */
  fill(writer: RetailWriter): Promise<void>;
}
