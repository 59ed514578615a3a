import { ServiceUnavailableError } from '@backstage/errors';
import { TableReadError } from '@lakehouse-portal/table-metadata';

/**
 * Reads files of a table for a request. That one is damaged, missing or out of bounds is no fault of
 * the request, and must not look like one of the back end either.
 *
 * @throws ServiceUnavailableError in place of a TableReadError; other errors as they are.
 */
export async function orUnavailable<T>(
  what: string,
  read: () => Promise<T>,
): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof TableReadError) {
      throw new ServiceUnavailableError(
        `${what} can't be read. ${error.name}: ${error.message}`,
      );
    }
    throw error;
  }
}
