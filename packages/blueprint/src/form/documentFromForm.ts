import {
  InvalidLakehouseError,
  type LakehouseDocument,
  type LakehouseProblem,
  LAKEHOUSE_API_VERSION,
  readLakehouse,
} from '../document';
import { accessFromForm } from './accessFromForm';
import { Answers, orNothing, withoutEmpty } from './Answers';
import { catalogFromForm, databaseFromForm } from './catalogFromForm';
import { FORM_FIELDS } from './formFields';
import { storageFromForm } from './storageFromForm';
import { trinoFromForm } from './trinoFromForm';

/**
 * Answers of the template that say what to do with the lakehouse, not what it is; and the document that its preview has made.
 */
const NOT_OF_THE_DOCUMENT = new Set([
  ...['delivery', 'lab', 'preview', 'prove', 'trinoUrl'],
]);

/**
 * From the answers of the template's form (`LakehouseForm`) to the checked document.
 *
 * @param form - A `LakehouseForm`; anything else is refused by name.
 * @param what - What the error calls it; default: `form`.
 * @throws InvalidLakehouseError with all that is wrong: `path` is that of the document, or the name of a field that the form
 * doesn't have. `formFieldOf` finds the question.
 * @public
 */
export function documentFromForm(
  form: unknown,
  what = 'form',
): LakehouseDocument {
  if (typeof form !== 'object' || form === null || Array.isArray(form))
    throw new InvalidLakehouseError(what, [
      { path: '', message: 'must be an object with the answers of the form' },
    ]);
  const problems: LakehouseProblem[] = Object.keys(form)
    .filter(
      key => !Object.hasOwn(FORM_FIELDS, key) && !NOT_OF_THE_DOCUMENT.has(key),
    )
    .map(path => ({ path, message: 'is no question of the form' }));
  try {
    const document = readLakehouse(draft(new Answers(form)), what);
    if (problems.length === 0) return document;
  } catch (error) {
    if (!(error instanceof InvalidLakehouseError)) throw error;
    problems.push(...error.problems);
  }
  throw new InvalidLakehouseError(what, problems);
}

function draft(answers: Answers): unknown {
  return {
    apiVersion: LAKEHOUSE_API_VERSION,
    kind: 'Lakehouse',
    metadata: withoutEmpty({ name: answers.get('name') }),
    spec: withoutEmpty({
      owner: answers.get('owner'),
      cluster: answers.get('cluster'),
      namespace: answers.get('namespace'),
      createNamespace: answers.get('createNamespace'),
      size: answers.get('size'),
      storage: storageFromForm(answers),
      database: databaseFromForm(answers),
      catalog: catalogFromForm(answers),
      catalogName: answers.get('catalogName'),
      trino: trinoFromForm(answers),
      layers: layers(answers),
      access: accessFromForm(answers),
      maintenance: orNothing({ policy: answers.get('maintenancePolicy') }),
      addons: addons(answers),
      network: orNothing({
        isolate: answers.get('isolate'),
        from: answers.list('fromNamespaces'),
      }),
      quota: answers.get('quota'),
      storageClass: answers.get('storageClass'),
      registry: answers.get('registry'),
      imagePullSecrets: answers.list('imagePullSecrets'),
    }),
  };
}

function layers(answers: Answers): unknown {
  const rows = answers.get('layers');
  if (!Array.isArray(rows)) return rows;
  return rows.map(row => {
    if (typeof row !== 'object' || row === null) return row;
    const { retention, ...rest } = row as Record<string, unknown>;
    return withoutEmpty({
      ...rest,
      retention: retention === '' ? undefined : retention,
    });
  });
}

/** The form has a list of names; in the document each has room for its own settings. */
function addons(answers: Answers): unknown {
  const names = answers.list('addons');
  if (names === undefined) return undefined;
  if (!Array.isArray(names)) return names;
  return withoutEmpty({
    deliver: answers.get('deliver'),
    ...Object.fromEntries(names.map(name => [String(name), {}])),
  });
}
