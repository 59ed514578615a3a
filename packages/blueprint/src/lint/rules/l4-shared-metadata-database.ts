import type { LintRule } from '../model/LintRule';
import { connectionUrlOf, findHiveMetastores } from '../hive/HiveMetastore';
import { parseJdbcUrl } from '../objects/parseJdbcUrl';
import { jdbcCatalogsOf } from './jdbcCatalogsOf';

/** L4. */
export const sharedMetadataDatabase: LintRule = {
  id: 'L4',
  name: 'shared-metadata-database',
  severity: 'warning',
  summary: 'A JDBC catalog in the database of a Hive Metastore',
  consequence:
    "Two catalogs in one database: the tables of one are invisible in the other, and an upgrade of the metastore's schema meets foreign tables.",
  fix: 'Give the JDBC catalog a database of its own.',
  source:
    'a manifest of this kind was read; Hive: schematool upgrades its database as a whole',
  *check(context) {
    const used = new Set<string>();
    for (const hive of findHiveMetastores(context)) {
      const url = parseJdbcUrl(connectionUrlOf(hive) ?? '');
      if (url) used.add(`${url.service}/${url.database}`);
      // The tutorial's variables, which nothing reads, still say what was meant.
      for (const { value } of hive.container.env.values()) {
        const meant = parseJdbcUrl(value ?? '');
        if (meant) used.add(`${meant.service}/${meant.database}`);
      }
    }
    for (const { catalog } of jdbcCatalogsOf(context)) {
      const entry = catalog.property('iceberg.jdbc-catalog.connection-url');
      const url = entry && parseJdbcUrl(entry.value);
      if (!entry || !url) continue;
      if (used.has(`${url.service}/${url.database}`))
        yield {
          place: entry.place,
          object: catalog.object,
          message: `The JDBC catalog keeps its tables in "${url.database}" of ${url.service}, which is the Hive Metastore's database`,
        };
    }
  },
};
