import type { LintContext } from '../LintContext';
import { type Fields, fieldsOf, listOf, textOf } from '../source/Fields';
import { podReferences, type Reference } from './references';

/** A reference to one key of a ConfigMap or Secret. */
export type KeyReference = Reference & { dataKey: string };

/** The keys that pods ask for: for environment variables, and as files of a volume; optional ones left out. */
export function* keyReferences(context: LintContext): Generator<KeyReference> {
  for (const reference of podReferences(context)) {
    if (reference.kind !== 'ConfigMap' && reference.kind !== 'Secret') continue;
    if (reference.dataKey !== undefined)
      yield { ...reference, dataKey: reference.dataKey };
    for (const item of itemsOf(reference.container)) {
      const dataKey = textOf(item.key);
      if (dataKey !== undefined)
        yield { ...reference, container: item, dataKey };
    }
  }
}

function itemsOf(volume: Fields): Fields[] {
  return listOf(volume.items).map(fieldsOf);
}
