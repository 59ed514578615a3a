import type { Catalog, CatalogTable } from '@lakehouse-portal/catalogs';

/** All tables of a catalog. */
export async function listAll(
  catalog: Pick<Catalog, 'listTables'>,
): Promise<CatalogTable[]> {
  const tables: CatalogTable[] = [];
  for await (const page of catalog.listTables()) tables.push(...page);
  return tables;
}
