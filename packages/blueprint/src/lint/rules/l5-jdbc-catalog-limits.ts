import type { LintRule } from '../model/LintRule';

/** L5. */
export const jdbcCatalogLimits: LintRule = {
  id: 'L5',
  name: 'jdbc-catalog-limits',
  severity: 'info',
  summary:
    'A catalog that is asked for what a JDBC (Nessie, REST) catalog can not do: materialized views',
  consequence:
    'CREATE MATERIALIZED VIEW is refused: JDBC, Nessie and REST catalogs keep none, whatever the properties of materialized views say.',
  fix: 'Remove the property, or use a Hive Metastore or Glue for materialized views; for everything else a REST catalog does more than JDBC.',
  source:
    'Trino documentation: metastores (JDBC, Nessie and REST catalogs do not support materialized views)',
  fixable: true,
  *check(context) {
    for (const node of context.trino)
      for (const catalog of node.catalogs) {
        const type = catalog
          .property('iceberg.catalog.type')
          ?.value.toLowerCase();
        if (type !== 'jdbc' && type !== 'nessie' && type !== 'rest') continue;
        for (const entry of catalog.properties)
          if (entry.key.startsWith('iceberg.materialized-views.'))
            yield {
              place: entry.place,
              object: catalog.object,
              message: `${entry.key} has no effect: a catalog of the type ${type} keeps no materialized views`,
              edits: entry.removal && [entry.removal],
            };
      }
  },
};
