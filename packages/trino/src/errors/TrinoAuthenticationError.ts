import { TrinoResponseError } from './TrinoResponseError';

/** HTTP 401: the server does not accept who asks. */
export class TrinoAuthenticationError extends TrinoResponseError {
  readonly name = 'TrinoAuthenticationError';
}
