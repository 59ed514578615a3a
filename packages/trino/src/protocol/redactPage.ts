import type { Redactor } from '@lakehouse-portal/redaction';
import type { TrinoFailure } from '../errors';
import type { StatementPage } from './StatementPage';

/** Real ids have 27 characters. */
const MAX_ID_CHARACTERS = 100;
/** Names and classes of errors, states. */
const MAX_NAME_CHARACTERS = 300;
const MAX_MESSAGE_CHARACTERS = 10_000;
const MAX_CAUSE_CHARACTERS = 500;
const MAX_WARNING_CHARACTERS = 1_000;
/** Of one query; Trino repeats with each page those that it has. */
export const MAX_WARNINGS = 100;

/** A page whose texts, apart from columns and rows, hold no secrets and are of a length that people read. */
export function redactPage(
  page: StatementPage,
  redactor: Redactor,
): StatementPage {
  const name = (text: string) => redactor.redact(text, MAX_NAME_CHARACTERS);
  const queryId = redactor.redact(page.queryId, MAX_ID_CHARACTERS);
  return {
    ...page,
    queryId,
    failure: page.failure && redactFailure(page.failure, redactor),
    progress: { ...page.progress, queryId, state: name(page.progress.state) },
    warnings: page.warnings
      .slice(0, MAX_WARNINGS)
      .map(warning => redactor.redact(warning, MAX_WARNING_CHARACTERS)),
    updateType:
      page.updateType === undefined ? undefined : name(page.updateType),
  };
}

function redactFailure(
  failure: TrinoFailure,
  redactor: Redactor,
): TrinoFailure {
  const name = (text: string) => redactor.redact(text, MAX_NAME_CHARACTERS);
  return {
    ...failure,
    message: redactor.redact(failure.message, MAX_MESSAGE_CHARACTERS),
    errorName: name(failure.errorName),
    errorType: name(failure.errorType),
    failureType:
      failure.failureType === undefined ? undefined : name(failure.failureType),
    causes: failure.causes?.map(({ type, message }) => ({
      type: name(type),
      message: redactor.redact(message, MAX_CAUSE_CHARACTERS),
    })),
  };
}
