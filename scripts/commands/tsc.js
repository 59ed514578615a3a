'use strict';

const { ensureInstalled } = require('../install/ensureInstalled');
const { runTool } = require('../install/runTool');
const { recordExitCode } = require('../results/recordResult');

/** Checks the types of all packages at once and writes them to dist-types. */
async function main(args) {
  await ensureInstalled();
  return recordExitCode('tsc', await runTool('tsc', args));
}

module.exports = { main };
