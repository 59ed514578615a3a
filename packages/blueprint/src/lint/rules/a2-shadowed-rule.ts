import type { LintRule } from '../model/LintRule';
import { accessRulesOf, type RuleSection } from '../access/accessRulesOf';
import { isLiteral, isUnrestricted, matchesWhole } from '../access/patterns';
import { type Fields, listOf, textOf } from '../source/Fields';

/** A2. */
export const shadowedRule: LintRule = {
  id: 'A2',
  name: 'shadowed-rule',
  severity: 'warning',
  summary:
    'An access rule behind one that already matches everything it is for',
  consequence:
    'The first rule that matches decides: the later one never applies, nor do its masks and filters.',
  fix: 'Move the narrower rule before the wider one.',
  source:
    'Trino documentation: file-based access control (rules are read from top to bottom, the first match counts)',
  *check(context) {
    for (const section of accessRulesOf(context))
      for (const [index, rule] of section.rules.entries()) {
        const earlier = section.rules
          .slice(0, index)
          .findIndex(other => covers(section, other, rule));
        if (earlier < 0) continue;
        const masks =
          rule.filter !== undefined || listOf(rule.columns).length > 0;
        yield {
          place: context.places.of(rule),
          object: section.file.object,
          severity: masks ? 'error' : undefined,
          message: `Rule ${index + 1} of ${section.name} never applies: rule ${
            earlier + 1
          } matches everything before it${
            masks ? ', so its masks and filters protect nothing' : ''
          }`,
        };
      }
  },
};

function covers(
  { section }: RuleSection,
  wide: Fields,
  narrow: Fields,
): boolean {
  return [...section.subjects, ...section.resources].every(key => {
    if (isUnrestricted(wide[key])) return true;
    const pattern = textOf(wide[key]) ?? '';
    const other = textOf(narrow[key]);
    if (other === undefined) return false;
    if (pattern === other) return true;
    return isLiteral(other) && matchesWhole(pattern, other) === true;
  });
}
