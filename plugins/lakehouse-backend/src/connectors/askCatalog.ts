import { ServiceUnavailableError, toError } from '@backstage/errors';

/**
 * Asks the catalog of a lakehouse something for a request. That it fails is no fault of the
 * request, and none of the back end either.
 *
 * @throws ServiceUnavailableError in place of what the catalog throws; the reason of the signal as it is.
 */
export async function askCatalog<T>(
  lakehouse: string,
  ask: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  try {
    return await ask();
  } catch (thrown) {
    if (signal?.aborted) {
      throw thrown;
    }
    const error = toError(thrown);
    throw new ServiceUnavailableError(
      `The catalog of lakehouse "${lakehouse}" can't be asked. ${error.message}`,
      error,
    );
  }
}
