import { TrinoError } from './TrinoError';

/** The answer is none that Trino's statement protocol allows: not JSON, a page elsewhere, a redirect, values that don't fit their type, rows without an end. */
export class TrinoProtocolError extends TrinoError {
  readonly name = 'TrinoProtocolError';
}
