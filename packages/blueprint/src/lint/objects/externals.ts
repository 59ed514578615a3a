import type { LintContext } from '../LintContext';
import { fieldsOf, textOf } from '../source/Fields';

/**
 * The annotation that names what is not in these files and exists all the same: `Secret/pg-credentials, Service/s3`. It may
 * stand on any object.
 */
export const EXTERNAL_ANNOTATION = 'lakehouse-portal.io/external';

const cache = new WeakMap<LintContext, Set<string>>();

/** Everything that is declared as external, as `Kind/name`. */
export function externalsOf(context: LintContext): ReadonlySet<string> {
  let found = cache.get(context);
  if (!found) {
    found = new Set();
    for (const object of context.objects) {
      const annotations = fieldsOf(fieldsOf(object.value.metadata).annotations);
      const text = textOf(annotations[EXTERNAL_ANNOTATION]);
      for (const item of text?.split(/[\s,]+/) ?? [])
        if (item !== '') found.add(item);
    }
    cache.set(context, found);
  }
  return found;
}
