import type { LintContext } from '../LintContext';
import type { LintRule, RuleHit } from '../model/LintRule';
import { ACCESS_SECTIONS } from '../access/AccessSection';
import { accessRulesOf, type RuleSection } from '../access/accessRulesOf';
import { syntaxErrorOf } from '../access/patterns';
import {
  type Fields,
  fieldsOf,
  isFields,
  listOf,
  textOf,
} from '../source/Fields';

const PRIVILEGES: Record<string, readonly string[]> = {
  tables: ['SELECT', 'INSERT', 'DELETE', 'UPDATE', 'OWNERSHIP', 'GRANT_SELECT'],
  functions: ['EXECUTE', 'GRANT_EXECUTE', 'OWNERSHIP'],
  procedures: ['EXECUTE', 'GRANT_EXECUTE'],
};

/** A3. */
export const invalidRuleValue: LintRule = {
  id: 'A3',
  name: 'invalid-rule-value',
  severity: 'error',
  summary:
    'An access rule with a pattern, privilege or permission that Trino refuses',
  consequence: 'Trino refuses the whole file and does not start.',
  fix: 'Patterns are Java regular expressions on the whole name; allow is all, read-only or none for catalogs; privileges are listed in the documentation.',
  source: 'Trino documentation: file-based access control',
  *check(context) {
    for (const section of accessRulesOf(context))
      for (const rule of section.rules)
        for (const { key, message } of troubles(section, rule))
          yield {
            place: context.places.of(rule, key),
            object: section.file.object,
            message,
          };
    yield* noRules(context);
  },
};

function* troubles(
  { name, section }: RuleSection,
  rule: Fields,
): Generator<{ key: string; message: string }> {
  for (const key of [...section.subjects, ...section.resources]) {
    const pattern = textOf(rule[key]);
    const error = pattern === undefined ? undefined : syntaxErrorOf(pattern);
    if (error !== undefined)
      yield {
        key,
        message: `"${key}": "${pattern}" is no regular expression: ${error}`,
      };
  }
  const known = PRIVILEGES[name];
  for (const privilege of listOf(rule.privileges))
    if (known && !known.includes(String(privilege).toUpperCase()))
      yield {
        key: 'privileges',
        message: `"${String(
          privilege,
        )}" is no privilege of ${name}; there are ${known.join(', ')}`,
      };
  if (
    name === 'catalogs' &&
    !['all', 'read-only', 'none', 'true', 'false'].includes(String(rule.allow))
  )
    yield {
      key: 'allow',
      message: `"allow" of a catalog is "all", "read-only" or "none", not ${
        rule.allow === undefined ? 'absent' : `"${String(rule.allow)}"`
      }`,
    };
  if (name === 'schemas' && typeof rule.owner !== 'boolean')
    yield {
      key: 'owner',
      message: '"owner" of a schema rule is true or false',
    };
}

/** Sections and rules of another shape than Trino reads; it would not start, and looks at nothing else of them. */
function* noRules(context: LintContext): Generator<RuleHit> {
  for (const node of context.trino)
    for (const file of node.rules) {
      const root = fieldsOf(file.json.value);
      for (const name of Object.keys(ACCESS_SECTIONS)) {
        if (!Object.hasOwn(root, name)) continue;
        const { object } = file;
        const section = root[name];
        if (!Array.isArray(section))
          yield {
            place: context.places.of(root, name),
            object,
            message: `"${name}" is a list of rules, not ${
              isFields(section) ? 'a mapping' : `"${String(section)}"`
            }`,
          };
        else
          for (const [index, rule] of section.entries())
            if (!isFields(rule))
              yield {
                place: context.places.of(section, index),
                object,
                message: `Rule ${index + 1} of ${name} is no mapping`,
              };
      }
    }
}
