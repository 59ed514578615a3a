import { DamagedTableError } from '../errors';
import { parseMetadataJson } from '../metadata/parseMetadataJson';
import type { LakehouseContext } from './LakehouseContext';
import { TableState } from './TableState';

/**
 * Reads a metadata file, or takes it from the cache.
 *
 * @throws DamagedTableError when it is not there or not metadata.
 */
export async function loadTableState(
  context: LakehouseContext,
  location: string,
): Promise<TableState> {
  const known = context.caches.states.get(location);
  if (known) return known;
  let bytes: Uint8Array;
  try {
    bytes = await context.io.read(location);
  } catch (error) {
    throw new DamagedTableError(
      `The catalog points to ${location}, which cannot be read: ${
        (error as Error).message
      }`,
      { cause: error },
    );
  }
  const state = new TableState(location, parseMetadataJson(bytes, location));
  context.caches.states.set(location, state);
  return state;
}
