import { answerProblems } from '../fields/answerProblems';

/** Nothing goes on to Create that the back end would refuse: says all that is wrong, wherever it was asked. */
export function validatePreview(
  _value: unknown,
  field: { addError(message: string): void },
  context: { formData: object },
): void {
  for (const { path, message } of answerProblems(context.formData)) {
    field.addError(`${path} ${message}`.trim());
  }
}
