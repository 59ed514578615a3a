import { StoreReadError, type StoreReadErrorOptions } from './StoreReadError';

/**
 * The store refused: no credentials, wrong ones, or ones that may not read this. Trying again would not help.
 * @public
 */
export class AccessDeniedError extends StoreReadError {
  constructor(message: string, options: StoreReadErrorOptions) {
    super(message, options);
    this.name = 'AccessDeniedError';
  }
}
