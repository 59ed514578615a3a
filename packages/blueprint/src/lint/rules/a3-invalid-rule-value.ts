import type { LintRule } from '../model/LintRule';
import { accessRulesOf, type RuleSection } from '../access/accessRulesOf';
import { syntaxErrorOf } from '../access/patterns';
import { type Fields, listOf, textOf } from '../source/Fields';

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
