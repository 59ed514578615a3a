import type { LintRule } from '../model/LintRule';
import { accessRulesOf } from '../access/accessRulesOf';
import { matchesWhole } from '../access/patterns';
import { textOf } from '../source/Fields';

/** A4. */
export const patternMatchesNoCatalog: LintRule = {
  id: 'A4',
  name: 'pattern-matches-no-catalog',
  severity: 'warning',
  summary: 'An access rule for a catalog that this Trino does not have',
  consequence:
    'Patterns must match the whole name: "ice" does not match "iceberg", so the rule never applies and what it was to grant or mask is not.',
  fix: 'Name the catalog in full, or write a pattern that matches all of the name ("ice.*").',
  source:
    'Trino documentation: file-based access control (regular expressions match the whole name)',
  *check(context) {
    for (const { node, file, rules, name } of accessRulesOf(context)) {
      if (node.catalogs.length === 0) continue;
      const catalogs = [
        ...node.catalogs.map(catalog =>
          catalog.name.replace(/\.properties$/, ''),
        ),
        'system',
        'jmx',
      ];
      for (const rule of rules) {
        const pattern = textOf(rule.catalog);
        if (
          pattern === undefined ||
          catalogs.some(catalog => matchesWhole(pattern, catalog) !== false)
        )
          continue;
        yield {
          place: context.places.of(rule, 'catalog'),
          object: file.object,
          message: `"${pattern}" in ${name} matches none of the catalogs ${catalogs
            .slice(0, -2)
            .join(', ')}: the rule never applies`,
        };
      }
    }
  },
};
