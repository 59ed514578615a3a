'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { ROOT } = require('../bootstrap/paths');
const { runProcess } = require('../bootstrap/runProcess');
const { ensureInstalled } = require('../install/ensureInstalled');
const { fetchYarn } = require('../install/fetchYarn');
const { toolEnvironment } = require('../install/toolEnvironment');
const {
  judge,
  readJestResult,
  readLeftOut,
} = require('../results/readResults');
const { recordResult } = require('../results/recordResult');

const TESTBED = path.join(ROOT, 'packages', 'testbed');

/** What a file of tests and its servers take at most: two Trinos, Spark, a store and a catalog. */
const MEMORY_OF_A_WORKER = 6 * 2 ** 30;

/**
 * Files of tests that run at the same time: most of them wait for servers. Those that write documentation and fixtures
 * anew share files.
 *
 * @param env - Of this process.
 */
function workers(env) {
  if (Object.keys(env).some(name => /^UPDATE_ENGINE/.test(name))) return 1;
  return Math.max(
    1,
    Math.min(2, Math.floor(os.totalmem() / MEMORY_OF_A_WORKER)),
  );
}

/**
 * Runs the tests of a folder of packages/testbed, by Jest with these arguments.
 *
 * @param folder - `systems` or `lakehouses`: each has a script of its own there.
 */
async function runTestbed(folder, args) {
  await ensureInstalled();
  const report = path.join(
    ROOT,
    'node_modules',
    '.lakehouse-portal',
    `test-${folder}.json`,
  );
  fs.mkdirSync(path.dirname(report), { recursive: true });
  fs.rmSync(report, { force: true });
  const logs = path.join(path.dirname(report), `${folder}-logs`);
  fs.rmSync(logs, { recursive: true, force: true });
  const code = await runProcess(
    process.execPath,
    [
      await fetchYarn(),
      'run',
      `test:${folder}`,
      '--json',
      `--outputFile=${report}`,
      ...(args.some(arg => /^(--maxWorkers|-w|--runInBand|-i)\b/.test(arg))
        ? []
        : [`--maxWorkers=${workers(process.env)}`]),
      ...args,
    ],
    {
      cwd: TESTBED,
      env: {
        ...(await toolEnvironment()),
        CI: '1',
        LAKEHOUSE_TESTBED_LOGS: logs,
      },
    },
  );
  const result = judge(readJestResult(report), code);
  // Those that somebody chose not to run need not be named.
  const isChoice = args.some(arg => /^(-t|--testNamePattern)\b/.test(arg));
  const leftOut = isChoice ? [] : readLeftOut(report);
  recordResult(`test-${folder}`, { ...result, leftOut: leftOut.length });
  if (result.failed === 0) fs.rmSync(logs, { recursive: true, force: true });
  else if (fs.existsSync(logs))
    console.log(`\nLogs of the systems: ${path.relative(ROOT, logs)}`);
  if (leftOut.length > 0) console.log(['\nLeft out:', ...leftOut].join('\n  '));
  console.log(`\n${result.passed} passed, ${result.failed} failed`);
  return result.failed === 0 ? 0 : 1;
}

module.exports = { runTestbed };
