import type { LintRule } from '../model/LintRule';
import { connectionUrlOf, findHiveMetastores } from '../hive/HiveMetastore';
import {
  inSameNamespace,
  type ManifestObject,
} from '../objects/ManifestObject';
import { type JdbcUrl, parseJdbcUrl } from '../objects/parseJdbcUrl';
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
    const used: DatabaseUse[] = [];
    for (const hive of findHiveMetastores(context)) {
      const { object } = hive.workload;
      const url = parseJdbcUrl(connectionUrlOf(hive) ?? '');
      if (url) used.push(useOf(url, object));
      // The tutorial's variables, which nothing reads, still say what was meant.
      for (const { value } of hive.container.env.values()) {
        const meant = parseJdbcUrl(value ?? '');
        if (meant) used.push(useOf(meant, object));
      }
    }
    for (const { catalog } of jdbcCatalogsOf(context)) {
      const entry = catalog.property('iceberg.jdbc-catalog.connection-url');
      const url = entry && parseJdbcUrl(entry.value);
      if (!entry || !url) continue;
      const own = useOf(url, catalog.object);
      if (
        used.some(
          other => other.name === own.name && inSameNamespace(other, own),
        )
      )
        yield {
          place: entry.place,
          object: catalog.object,
          message: `The JDBC catalog keeps its tables in "${url.database}" of ${url.service}, which is the Hive Metastore's database`,
        };
    }
  },
};

/** A database as somebody addresses it; the same words mean another one in another namespace. */
interface DatabaseUse {
  name: string;
  namespace?: string;
}

function useOf(
  { service, database, namespace }: JdbcUrl,
  from: ManifestObject | undefined,
): DatabaseUse {
  return {
    name: `${service}/${database}`,
    namespace: namespace ?? from?.namespace,
  };
}
