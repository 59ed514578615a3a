import type { LintRule } from '../model/LintRule';
import { findHiveMetastores } from '../hive/HiveMetastore';

/** H4. */
export const hiveNoJdbcDriver: LintRule = {
  id: 'H4',
  name: 'hive-no-jdbc-driver',
  severity: 'error',
  summary: 'Hive on PostgreSQL without its JDBC driver',
  consequence:
    'The image of Apache Hive has no PostgreSQL driver: schematool and metastore stop with "Failed to load driver".',
  fix: 'An image of your own with the driver in /opt/hive/lib, or an init container that copies it into a volume mounted there.',
  source:
    'Hive: packaging/src/docker/README.md and docker-compose.yml (they mount /opt/hive/lib/postgres.jar)',
  *check(context) {
    for (const hive of findHiveMetastores(context)) {
      const { container, workload, official, text } = hive;
      if (!official) continue;
      const postgres =
        /jdbc:postgresql:|org\.postgresql\.Driver|-dbType\s+postgres/.test(
          text,
        ) || container.env.get('DB_DRIVER')?.value === 'postgres';
      if (!postgres) continue;
      const mounted =
        container.mounts.some(({ path }) =>
          /\/lib(\/|$)|\.jar$|aux/.test(path),
        ) ||
        container.env.has('HIVE_AUX_JARS_PATH') ||
        /postgresql[\w.-]*\.jar/.test(text);
      if (mounted) continue;
      yield {
        place: context.places.of(container.value, 'image'),
        object: workload.object,
        message: `${
          container.image!.text
        } has no PostgreSQL driver, and nothing brings one into /opt/hive/lib of container ${
          container.name
        }`,
      };
    }
  },
};
