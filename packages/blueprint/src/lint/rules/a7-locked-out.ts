import type { LintRule } from '../model/LintRule';
import { accessRulesOf, type RuleSection } from '../access/accessRulesOf';
import { isUnrestricted, matchesWhole } from '../access/patterns';
import { type Fields, isFields, listOf, textOf } from '../source/Fields';

/** A7. */
export const lockedOut: LintRule = {
  id: 'A7',
  name: 'locked-out',
  severity: 'warning',
  summary:
    'Access rules that let in a few users by name, and nobody else of those whom other rules are for',
  consequence:
    'Everybody else is refused: every query (queries), or every catalog, whatever their rules for tables say (catalogs).',
  fix: 'Add a rule for the others: in queries { "allow": ["execute"] } at the end, in catalogs one for their users or groups.',
  source:
    'Trino documentation: file-based access control ("if no rule matches, access is denied")',
  *check(context) {
    for (const section of accessRulesOf(context)) {
      if (section.name !== 'queries' && section.name !== 'catalogs') continue;
      const users = onlyUsers(section);
      if (!users) continue;
      const others = othersOf(section, users);
      if (others === undefined) continue;
      yield {
        place: context.places.of(section.root, section.name),
        object: section.file.object,
        message:
          section.name === 'queries'
            ? `Only ${users.join(
                ', ',
              )} may run queries: everybody else is refused each of them`
            : `Only ${users.join(
                ', ',
              )} may see a catalog: ${others} is refused every one`,
      };
    }
  },
};

/** The users by whom alone a section gives something; `undefined` where it gives to groups, roles or everybody. */
function onlyUsers({ rules, name }: RuleSection): string[] | undefined {
  const users: string[] = [];
  for (const rule of rules) {
    const gives =
      name === 'queries'
        ? listOf(rule.allow).includes('execute')
        : !['none', 'false', 'undefined'].includes(String(rule.allow));
    if (!gives) continue;
    if (isUnrestricted(rule.user)) return undefined;
    users.push(textOf(rule.user)!);
  }
  return users.length > 0 ? users : undefined;
}

/** Who is meant to be let in by other sections, and is not; `undefined`: nobody. */
function othersOf(
  { name, root }: RuleSection,
  users: string[],
): string | undefined {
  // Without a section for tables, all tables are everybody's.
  if (name === 'queries' || !Array.isArray(root.tables))
    return 'everybody else';
  for (const rule of listOf(root.tables)) {
    if (!isFields(rule) || listOf(rule.privileges).length === 0) continue;
    // Everybody sees this one: Trino adds a rule of its own for it, after all others.
    if (rule.catalog === 'system') continue;
    const others = subjectOf(rule);
    if (others !== undefined && !isLetIn(rule, users)) return others;
  }
  return undefined;
}

function subjectOf(rule: Fields): string | undefined {
  for (const kind of ['group', 'role', 'user'])
    if (!isUnrestricted(rule[kind])) return `${kind} "${textOf(rule[kind])}"`;
  return 'everybody else';
}

function isLetIn({ user }: Fields, users: string[]): boolean {
  if (isUnrestricted(user)) return false;
  const wanted = textOf(user)!;
  return users.some(
    pattern => pattern === wanted || matchesWhole(pattern, wanted) !== false,
  );
}
