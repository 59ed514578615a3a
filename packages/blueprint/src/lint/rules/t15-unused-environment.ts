import type { LintRule } from '../model/LintRule';
import { listItemRemoval } from '../source/listItemRemoval';
import { listOf } from '../source/Fields';

/** T15. */
export const unusedEnvironment: LintRule = {
  id: 'T15',
  name: 'unused-environment',
  severity: 'info',
  summary: 'TRINO_ENVIRONMENT and the like: variables that nothing reads',
  consequence: 'Nothing: the variable has no effect, whatever it says.',
  fix: 'Remove it; node.environment in node.properties says what it was meant to say.',
  source: 'Trino source: core/docker/bin/run-trino',
  fixable: true,
  *check(context) {
    for (const { container, workload, files } of context.trino) {
      if (!container || !workload) continue;
      for (const [name, { entry }] of container.env) {
        if (
          !/^TRINO_(ENVIRONMENT|NODE_ENVIRONMENT|COORDINATOR|MEMORY|MAX_MEMORY|HEAP_SIZE)$/.test(
            name,
          )
        )
          continue;
        if (
          files.some(({ source }) => source.text.includes(`\${ENV:${name}}`)) ||
          container.commandLine.includes(name)
        )
          continue;
        const list = listOf(container.value.env);
        const edit = listItemRemoval(context, list, list.indexOf(entry), {
          container: container.value,
          key: 'env',
        });
        yield {
          place: context.places.of(entry, 'name'),
          object: workload.object,
          message: `${name} is read by nothing: neither Trino nor its image knows it, and no properties file names it`,
          edits: edit && [edit],
        };
      }
    }
  },
};
