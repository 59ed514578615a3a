// The end of .ci/run: what each step did, and the sum on a line of its own.
'use strict';

const fs = require('node:fs');
const path = require('node:path');

/** Sums up the steps. One that left no result counts as one failure. */
function summarize(steps) {
  const total = { passed: 0, failed: 0 };
  // The log of a run is long, and often only its end is shown: what failed is said there.
  const failures = steps.flatMap(({ step, result }) =>
    (result?.failures ?? []).map(failure => `${step}: ${failure}`),
  );
  const counts = steps.map(({ step, result }) => {
    const { passed, failed, leftOut = 0 } = result ?? { passed: 0, failed: 1 };
    total.passed += passed;
    total.failed += failed;
    return `${step}: ${passed} passed, ${failed} failed${
      leftOut > 0 ? `, ${leftOut} left out` : ''
    }${result ? '' : ' (no result)'}`;
  });
  const lines = [
    ...(failures.length > 0 ? ['Failed:', ...failures, ''] : []),
    ...counts,
    '',
    `${total.passed} passed, ${total.failed} failed`,
  ];
  return { lines, ok: total.failed === 0 && total.passed > 0 };
}

function readStep(directory, step) {
  const file = path.join(directory, `${step}.json`);
  return fs.existsSync(file)
    ? JSON.parse(fs.readFileSync(file, 'utf8'))
    : undefined;
}

if (require.main === module) {
  const [directory, ...names] = process.argv.slice(2);
  const { lines, ok } = summarize(
    names.map(step => ({ step, result: readStep(directory, step) })),
  );
  console.log(lines.join('\n'));
  process.exitCode = ok ? 0 : 1;
}

module.exports = { summarize };
