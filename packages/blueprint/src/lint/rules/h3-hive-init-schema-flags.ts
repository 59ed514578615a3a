import type { LintRule } from '../model/LintRule';
import type { LintContext } from '../LintContext';
import type { Place } from '../model/Place';
import type { TextEdit } from '../model/TextEdit';
import { listOf, textOf } from '../source/Fields';
import { containersOf } from './containersOf';

/** H3. */
export const hiveInitSchemaFlags: LintRule = {
  id: 'H3',
  name: 'hive-init-schema-flags',
  severity: 'error',
  summary: 'schematool -initSchema with -ifNotExists',
  consequence:
    'schematool aborts: "ifNotExists may be set only for createCatalog"; the schema is never created.',
  fix: '-initOrUpgradeSchema, which can run again.',
  source: 'Hive source: SchemaToolCommandLine.validate',
  fixable: true,
  *check(context) {
    for (const { workload, container } of containersOf(context)) {
      const { commandLine } = container;
      if (
        !/-initSchema\b/.test(commandLine) ||
        !/-ifNotExists\b/.test(commandLine)
      )
        continue;
      for (const key of ['command', 'args']) {
        const list = listOf(container.value[key]);
        const index = list.findIndex(word =>
          /-initSchema\b/.test(textOf(word) ?? ''),
        );
        if (index < 0) continue;
        const place = context.places.of(list, index);
        const last = list.findIndex(word =>
          /-ifNotExists\b/.test(textOf(word) ?? ''),
        );
        yield {
          place,
          object: workload.object,
          message: `Container ${container.name} runs schematool -initSchema with -ifNotExists: it aborts with "ifNotExists may be set only for createCatalog"`,
          // One text holds both: anything else is left to people.
          edits: last === index ? editsOf(context, place) : undefined,
        };
      }
    }
  },
};

function editsOf(context: LintContext, place: Place): TextEdit[] | undefined {
  const source = context.textOfFile(place.file);
  if (source === undefined || !place.range) return undefined;
  const [start, end] = place.range;
  const text = source.slice(start, end);
  const changed = text
    .replace(/-initSchema\b/, '-initOrUpgradeSchema')
    .replace(/[ \t]+-ifNotExists\b/, '');
  return changed.includes('ifNotExists')
    ? undefined
    : [{ file: place.file, start, end, text: changed }];
}
