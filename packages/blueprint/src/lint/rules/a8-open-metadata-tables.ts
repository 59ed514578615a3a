import type { LintRule } from '../model/LintRule';
import { accessRulesOf } from '../access/accessRulesOf';
import { isLiteral, isUnrestricted, matchesWhole } from '../access/patterns';
import { type Fields, fieldsOf, listOf, textOf } from '../source/Fields';

const SUBJECTS = ['user', 'role', 'group'];

/** A8. */
export const openMetadataTables: LintRule = {
  id: 'A8',
  name: 'open-metadata-tables',
  severity: 'warning',
  summary:
    'A column or rows that are kept from somebody who may read the metadata tables of the table',
  consequence:
    '"t$files" and "t$partitions" have the lowest and highest value of every column of each file, and no mask or filter of "t" is for them.',
  fix: 'Before the rule, one for the same users with "table": "t\\\\$.*" and "privileges": [].',
  source:
    'Trino documentation: Iceberg metadata tables; file-based access control (a pattern must match the whole name)',
  *check(context) {
    for (const { name, rules, file } of accessRulesOf(context)) {
      if (name !== 'tables') continue;
      for (const rule of rules) {
        const table = textOf(rule.table);
        if (table === undefined || !isLiteral(table) || !hides(rule)) continue;
        const deciding = rules.find(other => decides(other, rule, table));
        if (!deciding || listOf(deciding.privileges).length === 0) continue;
        yield {
          place: context.places.of(rule, 'table'),
          object: file.object,
          message: `"${table}$files" is open to whom this rule keeps a part of "${table}" from: it has the lowest and highest values of all columns`,
        };
      }
    }
  },
};

function hides(rule: Fields): boolean {
  return (
    rule.filter !== undefined ||
    listOf(rule.columns)
      .map(fieldsOf)
      .some(({ allow, mask }) => allow === false || mask !== undefined)
  );
}

/** Whether a rule is the first that counts for the same users and the metadata tables of a table. */
function decides(other: Fields, rule: Fields, table: string): boolean {
  for (const key of [...SUBJECTS, 'catalog', 'schema'])
    if (!isUnrestricted(other[key]) && textOf(other[key]) !== textOf(rule[key]))
      return false;
  return (
    isUnrestricted(other.table) ||
    matchesWhole(textOf(other.table)!, `${table}$files`) === true
  );
}
