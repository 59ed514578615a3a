'use strict';

const fs = require('node:fs');
const path = require('node:path');

/**
 * Notes how many checks of a step passed and failed, which ones failed, and
 * how many were left out, where somebody asked for it: .ci/run sums up what it finds in
 * LAKEHOUSE_RESULTS_DIR.
 */
function recordResult(
  step,
  { passed, failed, failures = [], leftOut = 0 },
  env = process.env,
) {
  const directory = env.LAKEHOUSE_RESULTS_DIR;
  if (directory) {
    fs.mkdirSync(directory, { recursive: true });
    fs.writeFileSync(
      path.join(directory, `${step}.json`),
      `${JSON.stringify({ step, passed, failed, failures, leftOut })}\n`,
    );
  }
}

/** For steps that are one check: lint, types, build. */
function recordExitCode(step, code, env) {
  recordResult(
    step,
    code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 },
    env,
  );
  return code;
}

module.exports = { recordExitCode, recordResult };
