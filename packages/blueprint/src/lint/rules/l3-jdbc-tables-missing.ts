import type { LintRule } from '../model/LintRule';
import { findDatabases } from '../objects/findDatabases';
import { parseJdbcUrl } from '../objects/parseJdbcUrl';
import { textOf } from '../source/Fields';
import type { LintContext } from '../LintContext';
import { jdbcCatalogsOf } from './jdbcCatalogsOf';

/** L3. */
export const jdbcTablesMissing: LintRule = {
  id: 'L3',
  name: 'jdbc-tables-missing',
  severity: 'error',
  summary: 'A JDBC catalog whose tables nobody creates',
  consequence:
    'Trino does not create iceberg_tables and iceberg_namespace_properties: the first query fails, relation "iceberg_tables" does not exist.',
  fix: 'A Job (or an init script of the database) with CREATE TABLE IF NOT EXISTS for both tables.',
  source:
    'Trino source: TrinoJdbcCatalogFactory (no initialisation); documentation: JDBC catalog',
  *check(context) {
    for (const { catalog } of jdbcCatalogsOf(context)) {
      const entry = catalog.property('iceberg.jdbc-catalog.connection-url');
      const url = entry && parseJdbcUrl(entry.value);
      if (!entry || !url) continue;
      // Of a database that isn't in the manifests nobody can say what it has.
      if (
        !findDatabases(context).some(({ services }) =>
          services.has(url.service),
        )
      )
        continue;
      if (mentionsTables(context)) continue;
      yield {
        place: entry.place,
        object: catalog.object,
        message: `Nothing in these files creates iceberg_tables and iceberg_namespace_properties in "${url.database}", and Trino does not either: the first query fails`,
      };
    }
  },
};

function mentionsTables(context: LintContext): boolean {
  const pattern = /iceberg_tables/i;
  return (
    context.configFiles.some(({ source }) => pattern.test(source.text)) ||
    context.workloads.some(({ containers, initContainers }) =>
      [...containers, ...initContainers].some(
        ({ commandLine, env }) =>
          pattern.test(commandLine) ||
          [...env.values()].some(({ value }) =>
            pattern.test(textOf(value) ?? ''),
          ),
      ),
    )
  );
}
