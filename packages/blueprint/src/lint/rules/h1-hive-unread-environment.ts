import type { LintRule } from '../model/LintRule';
import { findHiveMetastores } from '../hive/HiveMetastore';

/** H1. */
export const hiveUnreadEnvironment: LintRule = {
  id: 'H1',
  name: 'hive-unread-environment',
  severity: 'error',
  summary:
    'HIVE_METASTORE_DB_* and the like: variables that the Hive image does not read',
  consequence:
    'The metastore starts on its embedded Derby database instead of the one that was meant.',
  fix: 'DB_DRIVER=postgres and SERVICE_OPTS="-Djavax.jdo.option.Connection…", or better a hive-site.xml from a Secret (HIVE_CUSTOM_CONF_DIR).',
  source: 'Hive: packaging/src/docker/entrypoint.sh and its README',
  *check(context) {
    for (const { container, workload, official, text } of findHiveMetastores(
      context,
    )) {
      if (!official) continue;
      const unread = [...container.env].filter(
        ([name]) =>
          /^(HIVE_METASTORE_|METASTORE_DB|HIVE_DB_|DATABASE_|DB_(URL|HOST|USER|USERNAME|PASS|PASSWORD|NAME|PORT)$)/.test(
            name,
          ) &&
          !container.commandLine.includes(name) &&
          // Hadoop's configuration reads the environment.
          !text.includes(`${'${'}env.${name}}`),
      );
      if (unread.length === 0) continue;
      yield {
        place: context.places.of(unread[0][1].entry, 'name'),
        object: workload.object,
        message: `The Hive image reads none of ${unread
          .map(([name]) => name)
          .join(', ')}: it would use its embedded Derby database`,
      };
    }
  },
};
