import { TrinoResponseError } from './TrinoResponseError';

/** HTTP 403: the server knows who asks and refuses, for example to act for another user (impersonation). */
export class TrinoForbiddenError extends TrinoResponseError {
  readonly name = 'TrinoForbiddenError';
}
