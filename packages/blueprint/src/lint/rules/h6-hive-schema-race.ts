import type { LintRule } from '../model/LintRule';
import { findHiveMetastores } from '../hive/HiveMetastore';
import { SERVING_KINDS } from '../objects/Workload';
import { containersOf } from './containersOf';

/** H6. */
export const hiveSchemaRace: LintRule = {
  id: 'H6',
  name: 'hive-schema-race',
  severity: 'warning',
  summary: 'Several metastore pods that each initialise the same schema',
  consequence:
    'They race for the schema: the loser fails and restarts in a loop, and every later restart runs it against a schema that is already there.',
  fix: 'One Job that initialises the schema, and IS_RESUME=true on the Deployment.',
  source: 'Hive: entrypoint.sh (IS_RESUME skips the schema)',
  *check(context) {
    const found = new Set<object>();
    for (const { workload, container } of containersOf(context)) {
      if (!SERVING_KINDS.has(workload.kind) || workload.replicas < 2) continue;
      if (!container.init || !/schematool/.test(container.commandLine))
        continue;
      if (!/-init(OrUpgrade)?Schema/.test(container.commandLine)) continue;
      found.add(workload);
      yield {
        place: context.places.of(container.value),
        object: workload.object,
        message: `Each of ${workload.replicas} pods initialises the schema in its init container ${container.name}`,
      };
    }
    for (const { workload, container, serving, official } of findHiveMetastores(
      context,
    )) {
      if (!serving || !official || found.has(workload) || workload.replicas < 2)
        continue;
      if (container.value.command !== undefined) continue;
      if (container.env.get('IS_RESUME')?.value === 'true') continue;
      yield {
        place: context.places.of(container.value),
        object: workload.object,
        message: `Each of ${workload.replicas} pods initialises the schema at its start: IS_RESUME is not "true"`,
      };
    }
  },
};
