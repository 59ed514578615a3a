import type { FileIO } from '@lakehouse-portal/table-metadata';

/**
 * A FileIO that reads below its warehouses, and nothing else.
 * @public
 */
export interface StoreFileIO extends FileIO {
  /** Where it may read, as configured. */
  readonly warehouses: readonly string[];
  /**
   * Which of its warehouses a location is in: the location of the warehouse as configured, or undefined.
   * @throws LocationNotAllowedError for a location that could mean several places: with `..`, a backslash, a user name.
   */
  warehouseOf(location: string): string | undefined;
}
