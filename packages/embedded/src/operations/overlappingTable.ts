import {
  formatTableName,
  type TableIdentifier,
} from '../catalog/TableIdentifier';
import type { LakehouseContext } from '../commit/LakehouseContext';
import { loadTableState } from '../commit/loadTableState';
import { toFilePath } from '../storage/fileLocation';
import { isInside } from '../storage/isInside';

/**
 * Another table whose folder is the same, inside or around the given one: removing files by folder would hit it.
 * A table that cannot be read counts by where its metadata file lies.
 *
 * @returns its full name, or undefined.
 */
export async function overlappingTable(
  context: LakehouseContext,
  table: TableIdentifier,
  folder: string,
): Promise<string | undefined> {
  for (const pointer of context.catalog.listTables()) {
    if (pointer.namespace === table.namespace && pointer.name === table.name)
      continue;
    const paths = [toFilePathOrEmpty(pointer.metadataLocation)];
    const state = await loadTableState(context, pointer.metadataLocation).catch(
      () => undefined,
    );
    if (state) {
      const { location, properties } = state.json;
      for (const used of [
        location,
        properties['write.data.path'],
        properties['write.metadata.path'],
      ]) {
        if (used !== undefined) paths.push(toFilePathOrEmpty(used));
      }
    }
    if (
      paths.some(
        path =>
          path !== '' && (isInside(path, folder) || isInside(folder, path)),
      )
    )
      return formatTableName(pointer);
  }
  return undefined;
}

function toFilePathOrEmpty(location: string): string {
  try {
    return toFilePath(location);
  } catch {
    // Tables elsewhere (S3, …) share nothing with a local folder.
    return '';
  }
}
