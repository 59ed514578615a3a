'use strict';

const { ensureInstalled } = require('../install/ensureInstalled');
const { runTool } = require('../install/runTool');

/** Repairs what ESLint and Prettier can repair; arguments: files for Prettier. */
async function main(args) {
  await ensureInstalled();
  const codes = [
    await runTool('backstage-cli', ['repo', 'lint', '--fix']),
    await runTool('eslint', ['scripts', 'packages/cli/bin', '--fix']),
    await runTool('prettier', [
      '--write',
      '--loglevel=warn',
      ...(args.length ? args : ['.']),
    ]),
  ];
  return Math.max(...codes);
}

module.exports = { main };
