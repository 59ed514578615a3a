import type { CatalogSpec, Lakehouse } from '../../document';
import type { CatalogParts, CatalogRenderer } from './CatalogParts';
import { glueCatalog } from './glueCatalog';
import { hiveCatalog } from './hiveCatalog';
import { jdbcCatalog } from './jdbcCatalog';
import { lakekeeperCatalog } from './lakekeeperCatalog';
import { nessieCatalog } from './nessieCatalog';
import { polarisCatalog } from './polarisCatalog';
import { restCatalog } from './restCatalog';
import { unityCatalog } from './unityCatalog';

const RENDERERS: Record<CatalogSpec['type'], CatalogRenderer> = {
  glue: glueCatalog,
  hive: hiveCatalog,
  jdbc: jdbcCatalog,
  lakekeeper: lakekeeperCatalog,
  nessie: nessieCatalog,
  polaris: polarisCatalog,
  rest: restCatalog,
  unity: unityCatalog,
};

/** What the catalog of a lakehouse brings along. */
export function catalogPartsOf(lakehouse: Lakehouse): CatalogParts {
  return RENDERERS[lakehouse.catalog.type](lakehouse);
}
