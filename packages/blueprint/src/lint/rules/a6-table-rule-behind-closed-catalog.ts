import type { LintRule } from '../model/LintRule';
import { accessRulesOf } from '../access/accessRulesOf';
import { isLiteral, isUnrestricted, matchesWhole } from '../access/patterns';
import { type Fields, fieldsOf, listOf, textOf } from '../source/Fields';

const WRITES = ['INSERT', 'DELETE', 'UPDATE', 'OWNERSHIP'];

/** A6. */
export const tableRuleBehindClosedCatalog: LintRule = {
  id: 'A6',
  name: 'table-rule-behind-closed-catalog',
  severity: 'warning',
  summary:
    'A table rule whose catalog no catalog rule opens (or only for reading)',
  consequence:
    'The catalog is asked first: who may not enter it reads no table in it, and a read-only catalog refuses writes, whatever the table rule grants.',
  fix: 'Allow the catalog in the section catalogs ("all" to write, "read-only" to read).',
  source: 'Trino documentation: file-based access control, catalog rules',
  *check(context) {
    for (const { file, rules, root, name } of accessRulesOf(context)) {
      if (name !== 'tables' || !Array.isArray(root.catalogs)) continue;
      const catalogRules = listOf(root.catalogs).map(fieldsOf);
      for (const rule of rules) {
        const catalog = textOf(rule.catalog);
        const privileges = listOf(rule.privileges).map(String);
        if (
          catalog === undefined ||
          !isLiteral(catalog) ||
          privileges.length === 0
        )
          continue;
        const granted = relevantTo(rule, catalogRules)
          .filter(
            other =>
              isUnrestricted(other.catalog) ||
              matchesWhole(textOf(other.catalog) ?? '', catalog) !== false,
          )
          .map(other => String(other.allow));
        const open = granted.filter(
          allow => allow !== 'none' && allow !== 'false',
        );
        const writes = privileges.some(privilege => WRITES.includes(privilege));
        const readOnly = open.every(allow => allow === 'read-only');
        if (open.length > 0 && !(writes && readOnly)) continue;
        yield {
          place: context.places.of(rule, 'catalog'),
          object: file.object,
          message:
            open.length === 0
              ? `Tables of "${catalog}" are granted, but no catalog rule lets anybody into it`
              : `Writing tables of "${catalog}" is granted, but its catalog rules are read-only`,
        };
      }
    }
  },
};

/**
 * The catalog rules that decide for whom a table rule is for: those for the same user, role or group, and those for
 * everybody. Where none names the same, another kind of name may mean the same people: then all count.
 */
function relevantTo(rule: Fields, catalogRules: Fields[]): Fields[] {
  const subjects = ['user', 'role', 'group'];
  const same = (other: Fields) =>
    subjects.every(
      key =>
        isUnrestricted(other[key]) || textOf(other[key]) === textOf(rule[key]),
    );
  const named = catalogRules.some(
    other => same(other) && subjects.some(key => !isUnrestricted(other[key])),
  );
  return named ? catalogRules.filter(same) : catalogRules;
}
