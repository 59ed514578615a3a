import type { Catalog, CatalogTable } from '../catalog';

/** All tables that a catalog lists, to the last page. */
export async function tablesOf(
  catalog: Pick<Catalog, 'listTables'>,
): Promise<CatalogTable[]> {
  const tables: CatalogTable[] = [];
  for await (const page of catalog.listTables()) tables.push(...page);
  return tables;
}
