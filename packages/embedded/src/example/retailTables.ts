import { retailRecipes } from './retailRecipes';
import type { RetailTable } from './RetailTable';

/**
 * The tables of the example lakehouse, by schema and name.
 * @public
 */
export const retailTables: readonly RetailTable[] = retailRecipes
  .map(({ schema, table, owner, layer, description, ailments }) => ({
    schema,
    table,
    owner,
    layer,
    description,
    ailments,
  }))
  .sort((a, b) =>
    `${a.schema}.${a.table}` < `${b.schema}.${b.table}` ? -1 : 1,
  );
