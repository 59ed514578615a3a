import type { LintRule, RuleHit } from '../model/LintRule';
import type { LintContext } from '../LintContext';
import { ACCESS_SECTIONS, COLUMN_KEYS } from '../access/AccessSection';
import { accessRulesOf } from '../access/accessRulesOf';
import { fieldsOf, listOf } from '../source/Fields';
import type { ManifestObject } from '../objects/ManifestObject';

/** T5. */
export const unknownRuleKey: LintRule = {
  id: 'T5',
  name: 'unknown-rule-key',
  severity: 'error',
  summary:
    'Access rules with a key that Trino does not know, or that are no JSON',
  consequence:
    'Trino refuses the whole file and does not start (its parser fails on unknown properties).',
  fix: 'Whom a rule is for is said by "user", "role" or "group"; there is no "grantee".',
  source:
    'Trino source: JsonUtils (FAIL_ON_UNKNOWN_PROPERTIES); documentation: file-based access control',
  *check(context) {
    for (const node of context.trino)
      for (const file of node.rules) {
        if (file.json.error !== undefined) {
          yield {
            place: file.source.placeOf(0),
            object: file.object,
            message: `${file.name} is not valid JSON: ${file.json.error}`,
            fix: 'Correct the JSON.',
          };
          continue;
        }
        yield* unknownKeys(
          context,
          fieldsOf(file.json.value),
          Object.keys(ACCESS_SECTIONS),
          'the file',
          file.object,
        );
      }
    for (const { name, section, rules, file } of accessRulesOf(context))
      for (const rule of rules) {
        yield* unknownKeys(context, rule, section.keys, name, file.object);
        for (const column of listOf(rule.columns))
          yield* unknownKeys(
            context,
            fieldsOf(column),
            COLUMN_KEYS,
            'columns',
            file.object,
          );
      }
  },
};

function* unknownKeys(
  context: LintContext,
  fields: Record<string, unknown>,
  known: readonly string[],
  where: string,
  object: ManifestObject | undefined,
): Generator<RuleHit> {
  for (const key of Object.keys(fields))
    if (!known.includes(key))
      yield {
        place: context.places.of(fields, key),
        object,
        message: `"${key}" is no key of ${where}: Trino refuses the file and does not start. It knows ${known.join(
          ', ',
        )}`,
      };
}
