import { CatalogError } from './CatalogError';

/** The catalog answered what it should not: not JSON, an unknown shape, too long, an endless paging, an error of its own. */
export class CatalogResponseError extends CatalogError {
  readonly name = 'CatalogResponseError';
  /** Of HTTP, where the answer is an error. */
  readonly status?: number;

  constructor(
    message: string,
    options: ErrorOptions & { status?: number } = {},
  ) {
    super(message, options);
    this.status = options.status;
  }
}
