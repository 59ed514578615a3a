'use strict';

const { ensureInstalled } = require('../install/ensureInstalled');
const { runTool } = require('../install/runTool');
const { recordExitCode } = require('../results/recordResult');

/** ESLint over the packages and these scripts, Prettier over everything. */
async function main(args) {
  await ensureInstalled();
  const codes = [
    await runTool('backstage-cli', [
      'repo',
      'lint',
      '--max-warnings=0',
      ...args,
    ]),
    await runTool('eslint', [
      'scripts',
      'packages/cli/bin',
      '--max-warnings=0',
    ]),
    await runTool('prettier', ['--check', '--loglevel=warn', '.']),
  ];
  return recordExitCode('lint', Math.max(...codes));
}

module.exports = { main };
