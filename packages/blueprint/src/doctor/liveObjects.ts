import type { LintError } from '../lint/errors';
import type { LintInput, LiveObject } from '../lint/model/LintFile';
import { parseYaml } from '../lint/source/parseYaml';
import { SourcePlaces } from '../lint/source/SourcePlaces';
import { fieldsOf, isFields, listOf, textOf } from '../lint/source/Fields';

/** Objects of a cluster. */
export interface LiveObjects {
  objects: LiveObject[];
  kinds: Set<string>;
  errors: LintError[];
}

/**
 * The objects that somebody made: what a controller made of them (pods, ReplicaSets, Jobs of a CronJob) says the same again,
 * and what is being removed says nothing.
 */
export function liveObjects(inputs: readonly LintInput[]): LiveObjects {
  const found: LiveObjects = { objects: [], kinds: new Set(), errors: [] };
  for (const input of inputs) {
    if ('object' in input) add(found, input.object, input.source);
    else {
      const { values, errors } = parseYaml(
        input.path,
        input.text,
        new SourcePlaces(),
      );
      found.errors.push(...errors);
      for (const value of values) add(found, value, undefined);
    }
  }
  return found;
}

function add(found: LiveObjects, value: unknown, source?: string): void {
  const kind = textOf(fieldsOf(value).kind);
  if (!isFields(value) || kind === undefined) return;
  if (
    kind === 'List' ||
    (kind.endsWith('List') && Array.isArray(value.items))
  ) {
    for (const item of listOf(value.items)) add(found, item, source);
    return;
  }
  found.kinds.add(kind);
  const metadata = fieldsOf(value.metadata);
  const isOwned = listOf(metadata.ownerReferences).some(
    owner => fieldsOf(owner).controller === true,
  );
  if (!isOwned && metadata.deletionTimestamp === undefined)
    found.objects.push({ object: value, source });
}
