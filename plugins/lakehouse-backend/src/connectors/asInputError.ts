import { InputError } from '@backstage/errors';

/** What Backstage's reader of configuration says, by plain errors; a key is in it, and no value. */
const OF_CONFIG =
  /^(?:Missing required config value at|Invalid type in config for key|Unable to convert config value for key|Invalid config key) '/;

/**
 * An error of reading configuration as what it is: an input that is wrong, and no defect. Any other error as it is.
 */
export function asInputError(error: unknown): unknown {
  return error instanceof Error && OF_CONFIG.test(error.message)
    ? new InputError(error.message, error)
    : error;
}
