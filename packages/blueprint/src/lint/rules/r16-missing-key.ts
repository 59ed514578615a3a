import type { LintRule } from '../model/LintRule';
import { keyReferences } from '../objects/keyReferences';
import { keysOf } from '../objects/keysOf';

/** R16. */
export const missingKey: LintRule = {
  id: 'R16',
  name: 'missing-key',
  severity: 'error',
  summary: 'A key that the ConfigMap or Secret does not have',
  consequence:
    'The pod does not start: CreateContainerConfigError for a variable, FailedMount ("references non-existent config key") for a volume.',
  fix: 'Correct the key, add it to the ConfigMap or Secret, or say optional: true.',
  source: 'Kubernetes documentation: ConfigMaps and Secrets in pods',
  *check(context) {
    for (const { from, kind, name, dataKey, container } of keyReferences(
      context,
    )) {
      const object = context.find(kind, name, from);
      const keys = object && keysOf(object);
      if (!keys || keys.has(dataKey)) continue;
      yield {
        place: context.places.of(container, 'key'),
        object: from,
        message: `${kind} ${name} has no key "${dataKey}"; it has ${
          [...keys].join(', ') || 'none'
        }`,
      };
    }
  },
};
