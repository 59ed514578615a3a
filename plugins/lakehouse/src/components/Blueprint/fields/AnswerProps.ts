import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';

/** Props of a field of the form; `question` in `ui:options` is its name in `LakehouseForm`. */
export type AnswerProps<T> = FieldExtensionComponentProps<
  T,
  { question?: string }
>;

/** Answers of all steps so far. */
export function answersOf(
  props: AnswerProps<never> | AnswerProps<any>,
): object {
  return (
    (props.formContext as { formData?: object } | undefined)?.formData ?? {}
  );
}
