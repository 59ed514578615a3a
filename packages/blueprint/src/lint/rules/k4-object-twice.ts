import type { LintRule } from '../model/LintRule';
import { fieldsOf } from '../source/Fields';

/** K4. */
export const objectTwice: LintRule = {
  id: 'K4',
  name: 'object-twice',
  severity: 'warning',
  summary: 'Two objects of one kind, name and namespace',
  consequence: 'Whichever is applied last wins, field by field.',
  fix: 'Rename or remove one; overlays of kustomize are linted best as "kubectl kustomize" prints them.',
  source: 'Kubernetes documentation: object names',
  *check(context) {
    const seen = new Map<string, string>();
    for (const object of context.objects) {
      if (
        object.kind === 'TrinoChartValues' ||
        object.name === '' ||
        object.live
      )
        continue;
      const [group] = object.apiVersion.includes('/')
        ? object.apiVersion.split('/')
        : [''];
      const id = `${group}/${object.kind}/${object.namespace}/${object.name}`;
      const place = context.places.of(fieldsOf(object.value.metadata), 'name');
      const first = seen.get(id);
      if (first === undefined) {
        seen.set(
          id,
          `${place.file}${place.line === undefined ? '' : `:${place.line}`}`,
        );
        continue;
      }
      yield { place, object, message: `${object.label} is also in ${first}` };
    }
  },
};
