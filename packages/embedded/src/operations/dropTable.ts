import { realpath, rm } from 'node:fs/promises';
import { sep } from 'node:path';
import { isGarbageCollectionEnabled } from '@lakehouse-portal/table-metadata';
import {
  formatTableName,
  type TableIdentifier,
} from '../catalog/TableIdentifier';
import type { LakehouseContext } from '../commit/LakehouseContext';
import { loadTableState } from '../commit/loadTableState';
import { UnsafeRemovalError, ValidationError } from '../errors';
import { OtherTables } from '../maintenance/OtherTables';
import { toFilePath } from '../storage/fileLocation';
import { RealPaths } from '../storage/RealPaths';

/**
 * Takes a table out of the catalog; with `purge` its folder goes too, if it is the table's alone and in the warehouse.
 *
 * @throws NoSuchTableError, ValidationError when purging is not safe (then nothing was dropped).
 */
export async function dropTable(
  context: LakehouseContext,
  table: TableIdentifier,
  options: { purge?: boolean },
): Promise<void> {
  if (!options.purge) {
    context.catalog.dropTable(table);
    return;
  }
  const state = await loadTableState(
    context,
    context.catalog.requireTable(table).metadataLocation,
  );
  const folder = toFilePath(state.json.location);
  const refuse = (reason: string) =>
    new ValidationError(
      `Table ${formatTableName(
        table,
      )} cannot be purged: ${reason}. Drop it without purge.`,
    );
  if (!isGarbageCollectionEnabled(state.json.properties))
    throw refuse(
      `its property gc.enabled is ${JSON.stringify(
        state.json.properties['gc.enabled'],
      )}`,
    );
  const paths = new RealPaths();
  const [real] = await paths.ofFolder(folder);
  if (
    !folder.startsWith(context.warehouse + sep) ||
    !real.startsWith((await realpath(context.warehouse)) + sep)
  )
    throw refuse(`its folder ${folder} is outside the warehouse`);
  try {
    await new OtherTables(context, table, paths).requireNoneIn(real);
  } catch (error) {
    throw error instanceof UnsafeRemovalError
      ? refuse(error.message.replace(/\.$/, ''))
      : error;
  }
  context.catalog.dropTable(table);
  await rm(folder, { recursive: true, force: true });
}
