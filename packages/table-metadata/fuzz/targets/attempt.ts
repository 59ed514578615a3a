import { TableReadError } from '../../src';
import { must } from '../engine/OracleViolation';

/**
 * Runs a part of the reader, which may refuse its input, but only with an error that says what is wrong.
 *
 * @returns `undefined` when it refused.
 */
export function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    refuse(error);
    return undefined;
  }
}

/** {@link attempt} for what takes its time. */
export async function attemptAsync<T>(
  run: () => Promise<T>,
  onRefusal?: (error: unknown) => void,
): Promise<T | undefined> {
  try {
    return await run();
  } catch (error) {
    refuse(error);
    onRefusal?.(error);
    return undefined;
  }
}

function refuse(error: unknown): void {
  if (!(error instanceof TableReadError)) throw error;
  must(
    error.name !== 'TableReadError' && error.name === error.constructor.name,
    'error-name',
    () =>
      `an error of the class ${error.constructor.name} is named ${error.name}`,
  );
  must(
    error.message.length > 0 && error.message.length < 4000,
    'error-message',
    () => `the message of an error has ${error.message.length} characters`,
  );
}
