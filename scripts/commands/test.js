'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { ROOT } = require('../bootstrap/paths');
const { runProcess } = require('../bootstrap/runProcess');
const { ensureInstalled } = require('../install/ensureInstalled');
const { runTool } = require('../install/runTool');
const {
  judge,
  readJestResult,
  readNodeTestResult,
} = require('../results/readResults');
const { recordResult } = require('../results/recordResult');

function hasFlag(args, ...flags) {
  return args.some(arg => flags.includes(arg.split('=')[0]));
}

async function testScripts(directory) {
  const counts = path.join(directory, 'scripts.json');
  const code = await runProcess(
    process.execPath,
    [
      '--test',
      '--test-reporter=dot',
      '--test-reporter-destination=stdout',
      `--test-reporter=${path.join(
        ROOT,
        'scripts/results/nodeTestCounts.mjs',
      )}`,
      `--test-reporter-destination=${counts}`,
      'scripts/test/*.test.js',
    ],
    { cwd: ROOT },
  );
  return judge(readNodeTestResult(counts), code);
}

async function testPackages(directory, args) {
  const report = path.join(directory, 'packages.json');
  const workers = Math.max(2, os.availableParallelism() - 1);
  const code = await runTool(
    'backstage-cli',
    [
      'repo',
      'test',
      '--json',
      `--outputFile=${report}`,
      // On a busy machine Jest's 5 s are too short for what starts databases.
      '--testTimeout=30000',
      ...(hasFlag(args, '--maxWorkers', '-w', '--runInBand', '-i')
        ? []
        : [`--maxWorkers=${workers}`]),
      ...args,
    ],
    // Once through, without watching for changes. Jest's --json also writes the
    // report to stdout, where it would drown what a person wants to see.
    { env: { CI: '1' }, stdio: ['inherit', 'ignore', 'inherit'] },
  );
  return judge(readJestResult(report), code);
}

/** Everything that needs nothing but Node. Arguments go to Jest alone. */
async function main(args) {
  await ensureInstalled();
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'lakehouse-test-'));
  try {
    const results = [
      ...(args.length === 0 ? [await testScripts(directory)] : []),
      ...(hasFlag(args, '--watch', '--watchAll')
        ? [
            {
              passed: 0,
              failed: await runTool('backstage-cli', ['repo', 'test', ...args]),
            },
          ]
        : [await testPackages(directory, args)]),
    ];
    const total = {
      passed: results.reduce((sum, { passed }) => sum + passed, 0),
      failed: results.reduce((sum, { failed }) => sum + failed, 0),
      failures: results.flatMap(({ failures = [] }) => failures),
    };
    recordResult('test', total);
    console.log(`\n${total.passed} passed, ${total.failed} failed`);
    return total.failed === 0 ? 0 : 1;
  } finally {
    fs.rmSync(directory, { recursive: true, force: true });
  }
}

module.exports = { main };
