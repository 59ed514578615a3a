import type { LintRule } from '../model/LintRule';
import { connectionUrlOf, findHiveMetastores } from '../hive/HiveMetastore';

/** H2. */
export const hiveEntrypointReplaced: LintRule = {
  id: 'H2',
  name: 'hive-entrypoint-replaced',
  severity: 'error',
  summary:
    'A command that replaces the entrypoint of the Hive image, with nothing that configures the database',
  consequence:
    'Without the entrypoint even the right variables are ignored: schematool and metastore use an embedded Derby database, one private copy in each pod.',
  fix: 'Leave command out (SERVICE_NAME=metastore says what to run), or mount a hive-site.xml with the connection into /opt/hive/conf.',
  source: 'Hive: Dockerfile (ENTRYPOINT /entrypoint.sh)',
  *check(context) {
    for (const hive of findHiveMetastores(context)) {
      const { container, workload, official } = hive;
      if (
        !official ||
        container.value.command === undefined ||
        !/metastore|schematool/.test(container.commandLine) ||
        /entrypoint\.sh/.test(container.commandLine) ||
        connectionUrlOf(hive) !== undefined ||
        hive.opaque
      )
        continue;
      yield {
        place: context.places.of(container.value, 'command'),
        object: workload.object,
        message: `Container ${container.name} replaces the image's entrypoint and has no connection to a database in its configuration: it uses an embedded Derby database`,
      };
    }
  },
};
