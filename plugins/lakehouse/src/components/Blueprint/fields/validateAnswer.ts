import { problemsOfQuestion } from './answerProblems';

/** Says beside a question what the blueprint finds wrong with its answer. */
export function validateAnswer(
  _value: unknown,
  field: { addError(message: string): void },
  context: { formData: object; uiSchema?: object },
): void {
  const { uiSchema } = context;
  const options = (uiSchema as Record<string, unknown> | undefined)?.[
    'ui:options'
  ];
  const question = (options as { question?: string } | undefined)?.question;
  if (question === undefined) return;
  for (const message of problemsOfQuestion(context.formData, question)) {
    field.addError(message);
  }
}
