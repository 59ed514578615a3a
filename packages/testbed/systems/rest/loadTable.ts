import type {
  Catalog,
  CatalogTable,
  LoadedTable,
} from '@lakehouse-portal/catalogs';

/** Loads a table that is there, from a catalog that hands metadata over. */
export async function loadTable(
  catalog: Pick<Catalog, 'loadTable'>,
  table: CatalogTable,
): Promise<LoadedTable> {
  const loaded = await catalog.loadTable?.(table);
  if (loaded === undefined || loaded === 'unchanged')
    throw new Error(`Not loaded, but ${loaded}`);
  return loaded;
}
