'use strict';

const { runProcess } = require('../bootstrap/runProcess');
const { ensureInstalled } = require('../install/ensureInstalled');
const { TRANSFORM } = require('../install/runTool');

/** A supported Node that reads TypeScript: `npm run node -- path/to/file.ts`. */
async function main(args) {
  await ensureInstalled();
  return runProcess(process.execPath, ['--require', TRANSFORM, ...args]);
}

module.exports = { main };
