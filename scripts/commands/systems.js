'use strict';

const path = require('node:path');
const { ROOT } = require('../bootstrap/paths');
const { runProcess } = require('../bootstrap/runProcess');
const { ensureInstalled } = require('../install/ensureInstalled');
const { TRANSFORM } = require('../install/runTool');
const { toolEnvironment } = require('../install/toolEnvironment');

const MAIN = path.join(
  ROOT,
  'packages/testbed/src/systems/command/systemsMain.ts',
);

/** Real systems on this machine, for tests and to try things: `npm run systems -- up trino postgres`, `down`. */
async function main(args) {
  await ensureInstalled();
  return runProcess(process.execPath, ['--require', TRANSFORM, MAIN, ...args], {
    env: await toolEnvironment(),
  });
}

module.exports = { main };
