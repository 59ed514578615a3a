import { FORM_FIELDS } from './formFields';
import type { LakehouseForm } from './LakehouseForm';

const FIELDS = Object.entries(FORM_FIELDS).flatMap(([field, paths]) =>
  paths.map(path => ({ field: field as keyof LakehouseForm, path })),
);

/**
 * The question of the form whose answer a problem is about, so that it can be said beside it.
 *
 * @param path - Of a `LakehouseProblem`: `spec.storage.bucket`, or the name of a field of the form.
 * @returns `undefined` where it is about the document as a whole.
 * @public
 */
export function formFieldOf(path: string): keyof LakehouseForm | undefined {
  if (Object.hasOwn(FORM_FIELDS, path)) return path as keyof LakehouseForm;
  if (/\.storeKind$/.test(path)) return 'secretStoreKind';
  if (/\.(credentials?|token|passwordFile)\.store$/.test(path))
    return 'secretStore';
  // Places in lists don't matter: `spec.layers[2].name` is about the layers.
  const plain = path.replace(/\[\d+\]/g, '[]');
  let best: (typeof FIELDS)[number] | undefined;
  for (const candidate of FIELDS)
    if (
      isWithin(plain, candidate.path) &&
      (!best || candidate.path.length > best.path.length)
    )
      best = candidate;
  return best?.field;
}

function isWithin(path: string, outer: string): boolean {
  return (
    path.startsWith(outer) &&
    (path.length === outer.length || /^[.[]/.test(path.slice(outer.length)))
  );
}
