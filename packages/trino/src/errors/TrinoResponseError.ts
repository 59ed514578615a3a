import { TrinoError } from './TrinoError';

/** The server answered with an HTTP status that ends the query; see the more special errors for 401 and 403. */
export class TrinoResponseError extends TrinoError {
  readonly name: string = 'TrinoResponseError';
  /** HTTP status. */
  readonly status: number;

  constructor(message: string, options: { status: number; queryId?: string }) {
    super(message, options);
    this.status = options.status;
  }
}
