import { join } from 'node:path';
import { requireTableName } from '../catalog/namespaceName';
import type { TableIdentifier } from '../catalog/TableIdentifier';
import { writeMetadataFile } from '../commit/commitTable';
import type { LakehouseContext } from '../commit/LakehouseContext';
import { nextMetadataLocation } from '../commit/tablePaths';
import { TableState } from '../commit/TableState';
import { AlreadyExistsError } from '../errors';
import { newTableMetadata } from '../metadata/newTableMetadata';
import { deleteFiles } from '../storage/deleteFiles';
import {
  requireUsableDirectory,
  toFileLocation,
  toFilePath,
} from '../storage/fileLocation';
import { requireInside } from '../storage/requireInside';
import type { CreateTableOptions } from './CreateTableOptions';

/**
 * Creates a table without rows.
 *
 * @throws ValidationError, NoSuchNamespaceError, AlreadyExistsError
 */
export async function createTable(
  context: LakehouseContext,
  table: TableIdentifier,
  options: CreateTableOptions,
): Promise<TableState> {
  requireTableName(table.name);
  context.catalog.requireNamespace(table.namespace);
  if (context.catalog.findTable(table))
    throw new AlreadyExistsError(
      `Table '${table.namespace}.${table.name}' exists already.`,
    );
  const uuid = context.newUuid();
  // The UUID keeps apart what was dropped or renamed and what took the name afterwards.
  const folder = join(
    context.warehouse,
    ...table.namespace.split('.'),
    `${table.name}-${uuid.replaceAll('-', '')}`,
  );
  const location = (options.location ?? toFileLocation(folder)).replace(
    /(?<=[^/])\/+$/,
    '',
  );
  requireUsableDirectory(requireInside(context.roots, toFilePath(location)));
  const json = newTableMetadata(options, {
    uuid,
    location,
    nowMs: Math.trunc(context.now()),
  });
  const state = new TableState(
    nextMetadataLocation(json, undefined, context.newUuid()),
    json,
  );
  await writeMetadataFile(context, state.location, json);
  try {
    context.catalog.insertTable(table, state.location);
  } catch (error) {
    if (context.catalog.findTable(table)?.metadataLocation !== state.location) {
      await deleteFiles(context.roots, [state.location]);
      throw error;
    }
  }
  context.caches.states.set(state.location, state);
  return state;
}
