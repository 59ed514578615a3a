import type { LintContext } from '../LintContext';
import type { LintRule } from '../model/LintRule';
import type { Place } from '../model/Place';
import type { ManifestObject } from '../objects/ManifestObject';
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
    const seen = new Map<string, ManifestObject>();
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
      const first = seen.get(id);
      if (!first) {
        seen.set(id, object);
        continue;
      }
      const { file, line } = placeOf(context, first);
      yield {
        place: placeOf(context, object),
        object,
        message: `${object.label} is also in ${file}${
          line === undefined ? '' : `:${line}`
        }`,
      };
    }
  },
};

function placeOf({ places }: LintContext, { value }: ManifestObject): Place {
  return places.of(fieldsOf(value.metadata), 'name');
}
