import { toError } from '@backstage/errors';

/** The scaffolder prints the stack of what fails a step below its message: it says nothing to who filled in the form. */
export async function withoutStack(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    const error = toError(thrown);
    error.stack = String(error);
    throw error;
  }
}
