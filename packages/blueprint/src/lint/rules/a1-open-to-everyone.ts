import type { LintRule } from '../model/LintRule';
import { accessRulesOf, type RuleSection } from '../access/accessRulesOf';
import { isUnrestricted } from '../access/patterns';
import { type Fields, listOf } from '../source/Fields';

/** A1. */
export const openToEveryone: LintRule = {
  id: 'A1',
  name: 'open-to-everyone',
  severity: 'warning',
  summary:
    'An access rule without user, role or group that gives away ownership',
  consequence:
    'Everybody who can connect may drop and change what the rule covers, and owners are masked nothing away from.',
  fix: 'Say whom the rule is for with "user", "role" or "group".',
  source:
    'Trino documentation: file-based access control (a rule without user, role and group is for everybody)',
  *check(context) {
    for (const section of accessRulesOf(context))
      for (const rule of section.rules) {
        const given = givenAway(section, rule);
        if (
          given === undefined ||
          !section.section.subjects.every(key => isUnrestricted(rule[key]))
        )
          continue;
        yield {
          place: context.places.of(rule),
          object: section.file.object,
          message: `A rule of ${section.name} for everybody gives ${given}`,
        };
      }
  },
};

function givenAway({ name }: RuleSection, rule: Fields): string | undefined {
  if (name === 'schemas')
    return rule.owner === true
      ? 'ownership of schemas: everybody may create, rename and drop them'
      : undefined;
  if (name === 'tables') {
    const owned = listOf(rule.privileges).filter(privilege =>
      ['OWNERSHIP', 'GRANT_SELECT'].includes(String(privilege)),
    );
    return owned.length > 0
      ? `${owned.join(' and ')}: everybody may drop the tables or pass them on`
      : undefined;
  }
  if (name === 'system_information')
    return listOf(rule.allow).includes('write')
      ? 'the right to write system information: everybody may shut nodes down'
      : undefined;
  if (name === 'queries')
    return listOf(rule.allow).includes('kill') &&
      isUnrestricted(rule.queryOwner)
      ? "the right to kill everybody's queries"
      : undefined;
  if (name === 'impersonation')
    return rule.allow !== false && isUnrestricted(rule.new_user)
      ? 'the right to act as anybody'
      : undefined;
  return undefined;
}
