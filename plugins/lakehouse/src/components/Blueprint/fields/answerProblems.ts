import {
  documentFromForm,
  formFieldOf,
  InvalidLakehouseError,
  type LakehouseForm,
  type LakehouseProblem,
} from '@lakehouse-portal/blueprint';

const known = new WeakMap<object, readonly LakehouseProblem[]>();

/**
 * All that is wrong with the answers of the form. Remembered by the object, since each field of a step asks for the same.
 */
export function answerProblems(form: object): readonly LakehouseProblem[] {
  let problems = known.get(form);
  if (!problems) {
    problems = find(form);
    known.set(form, problems);
  }
  return problems;
}

/** What is wrong with the answer to one question, as sentences. */
export function problemsOfQuestion(form: object, question: string): string[] {
  return answerProblems(form)
    .filter(({ path }) => formFieldOf(path) === question)
    .map(({ path, message }) => sentence(`${partOf(path, form)}${message}`));
}

/** Which part of the answer it is, where that is a list of several: `Row 2, host: `. */
function partOf(path: string, form: object): string {
  const [, index, part] = /\[(\d+)\](?:\.(\w+))?/.exec(path) ?? [];
  if (index === undefined) return '';
  // In the document, the catalog with sample data comes before those of the form.
  const before =
    path.startsWith('spec.trino.catalogs') &&
    (form as LakehouseForm).tpch !== false
      ? 1
      : 0;
  const row = `row ${Number(index) + 1 - before}`;
  // A reference to a Secret is asked for by its name.
  const name = part === 'credentials' ? 'secret' : part;
  return name === undefined ? `${row}: ` : `${row}, ${name}: `;
}

/** Messages go on after the name of what they are about. */
export function sentence(message: string): string {
  return message.charAt(0).toLocaleUpperCase('en') + message.slice(1);
}

function find(form: object): readonly LakehouseProblem[] {
  try {
    documentFromForm(form);
    return [];
  } catch (error) {
    if (error instanceof InvalidLakehouseError) return error.problems;
    throw error;
  }
}
