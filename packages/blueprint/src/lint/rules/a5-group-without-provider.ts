import type { LintRule } from '../model/LintRule';
import { accessRulesOf } from '../access/accessRulesOf';
import { isUnrestricted } from '../access/patterns';
import { valueAt } from '../source/Fields';

/** A5. */
export const groupWithoutProvider: LintRule = {
  id: 'A5',
  name: 'group-without-provider',
  severity: 'warning',
  summary: 'An access rule for a group where nothing tells Trino who is in it',
  consequence: 'Nobody is in any group: the rule never applies.',
  fix: 'Add group-provider.properties (file or LDAP), or groups from the token (http-server.authentication.oauth2.groups-field).',
  source: 'Trino documentation: group providers',
  *check(context) {
    const said = new Set<object>(); // Once for each file is enough.
    for (const { node, file, rules, name } of accessRulesOf(context)) {
      if (!node.config || node.groupProvider || said.has(file)) continue;
      if (node.config.properties.some(({ key }) => /groups-field$/.test(key)))
        continue;
      if (
        node.chart &&
        ['groups', 'groupsAuthSecret'].some(key =>
          Boolean(valueAt(node.object?.value, 'auth', key)),
        )
      )
        continue;
      const rule = rules.find(candidate => !isUnrestricted(candidate.group));
      if (!rule) continue;
      said.add(file);
      yield {
        place: context.places.of(rule, 'group'),
        object: file.object,
        message: `${name} has rules for groups, but no group provider is configured: nobody is in "${String(
          rule.group,
        )}"`,
      };
    }
  },
};
