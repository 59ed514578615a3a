'use strict';

/**
 * What a registry that does not answer for a moment leaves behind. The first is Yarn's own crash: when it asks again after
 * a failed request, its HTTP library can end the process.
 */
const PASSING =
  /`onCancel` handler was attached after the promise settled|ECONNRESET|ETIMEDOUT|EAI_AGAIN|ESOCKETTIMEDOUT|socket hang up|\b50[234]\b/;

/**
 * Runs an install again, twice at most, where the network or the registry failed for a moment: what was fetched is kept.
 *
 * @param run - Runs it once: `{code, stdout, stderr}`.
 * @param print - Says that it begins again.
 */
async function tryAgain(run, print) {
  for (let attempt = 1; ; attempt++) {
    const result = await run();
    const output = result.stdout + result.stderr;
    if (result.code === 0 || attempt === 3 || !PASSING.test(output))
      return result;
    print('  the registry did not answer: trying again');
  }
}

module.exports = { tryAgain };
