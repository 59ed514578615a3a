import {
  documentFromForm,
  InvalidLakehouseError,
  type LakehouseDocument,
  type LakehouseProblem,
  lintManifests,
  type LintResult,
  renderLakehouse,
  type RenderedLakehouse,
} from '@lakehouse-portal/blueprint';

/** What the answers of the form come to. */
export type Draft =
  | { status: 'invalid'; problems: readonly LakehouseProblem[] }
  | { status: 'failed'; error: Error }
  | {
      status: 'rendered';
      document: LakehouseDocument;
      rendered: RenderedLakehouse;
      lint: LintResult;
    };

/** Renders and lints, all in the browser. */
export function draftOf(form: object): Draft {
  try {
    const document = documentFromForm(form);
    const rendered = renderLakehouse(document);
    const lint = lintManifests(
      rendered.files.filter(({ path }) => path !== 'README.md'),
    );
    return { status: 'rendered', document, rendered, lint };
  } catch (error) {
    return error instanceof InvalidLakehouseError
      ? { status: 'invalid', problems: error.problems }
      : { status: 'failed', error: error as Error };
  }
}
