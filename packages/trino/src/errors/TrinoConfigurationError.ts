import { TrinoError } from './TrinoError';

/** An option is wrong, whatever the server would say: a URL that is none, a password over plain HTTP, a user name that no header can carry. */
export class TrinoConfigurationError extends TrinoError {
  readonly name = 'TrinoConfigurationError';
}
