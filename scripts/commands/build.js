'use strict';

const { ensureInstalled } = require('../install/ensureInstalled');
const { runTool } = require('../install/runTool');
const { markAppBuilt } = require('../portal/appBuild');
const { recordExitCode } = require('../results/recordResult');

/** Builds all packages as they would be published, and the portal. */
async function main(args) {
  await ensureInstalled();
  // The packages' type declarations are made from what this writes.
  const types = await runTool('tsc', []);
  const code =
    types === 0
      ? await runTool('backstage-cli', ['repo', 'build', '--all', ...args])
      : types;
  if (code === 0) {
    markAppBuilt();
  }
  return recordExitCode('build', code);
}

module.exports = { main };
