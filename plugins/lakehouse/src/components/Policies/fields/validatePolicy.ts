import { policyIssuesOf } from './policyAnswers';

interface FieldErrors {
  addError(message: string): void;
}

/** Says beside a question what is wrong with its answer, by the checks of documents. */
export function validatePolicyAnswer(
  _value: unknown,
  field: FieldErrors,
  context: { formData: object; uiSchema?: object },
): void {
  const options = (context.uiSchema as Record<string, unknown> | undefined)?.[
    'ui:options'
  ];
  const { question } = (options ?? {}) as { question?: string };
  for (const issue of policyIssuesOf(context.formData)) {
    if (question !== undefined && issue.question === question) {
      field.addError(
        issue.message.charAt(0).toLocaleUpperCase('en') +
          issue.message.slice(1),
      );
    }
  }
}

/** Nothing goes on to Create that the back end would refuse, wherever it was asked. */
export function validatePolicyPreview(
  _value: unknown,
  field: FieldErrors,
  context: { formData: object },
): void {
  for (const { path, message } of policyIssuesOf(context.formData)) {
    field.addError(`${path}: ${message}`);
  }
}
