import type { LintRule } from '../model/LintRule';
import { accessRulesOf, type RuleSection } from '../access/accessRulesOf';
import { isUnrestricted, matchesWhole } from '../access/patterns';
import { type Fields, listOf, textOf } from '../source/Fields';

/** T6. */
export const noCatchAll: LintRule = {
  id: 'T6',
  name: 'no-catch-all',
  severity: 'warning',
  summary:
    'A section of access rules that ends without a rule for everything else',
  consequence:
    'As soon as a section is there, whatever no rule matches is denied, for administrators too: other schemas, tables and catalogs are locked.',
  fix: 'End the section with an explicit rule for the administrators (user, role or group) that names no catalog, schema or table.',
  source:
    'Trino documentation: file-based access control ("if no rule matches, access is denied")',
  *check(context) {
    for (const section of accessRulesOf(context)) {
      if (
        !section.section.closed ||
        section.rules.some(rule => opens(section, rule))
      )
        continue;
      yield {
        place: context.places.of(section.root, section.name),
        object: section.file.object,
        message: `Section ${
          section.name
        } has no rule for everything else: whatever its ${
          section.rules.length
        } rules do not match is denied to everybody${lockedCatalogs(section)}`,
      };
    }
  },
};

/** Whether a rule grants something on every resource, to anybody. */
function opens({ section, name }: RuleSection, rule: Fields): boolean {
  if (!section.resources.every(key => isUnrestricted(rule[key]))) return false;
  if (name === 'schemas') return rule.owner === true;
  if ('privileges' in rule) return listOf(rule.privileges).length > 0;
  if (Array.isArray(rule.allow)) return rule.allow.length > 0;
  return (
    rule.allow === true || rule.allow === 'all' || rule.allow === 'read-only'
  );
}

function lockedCatalogs({ name, rules, node }: RuleSection): string {
  if (name !== 'catalogs') return '';
  const locked = node.catalogs
    .map(file => file.name.replace(/\.properties$/, ''))
    .filter(
      catalog =>
        !rules.some(
          rule =>
            isUnrestricted(rule.catalog) ||
            matchesWhole(textOf(rule.catalog) ?? '', catalog) !== false,
        ),
    );
  return locked.length > 0 ? `, here the catalogs ${locked.join(', ')}` : '';
}
