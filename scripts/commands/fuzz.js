'use strict';

const path = require('node:path');
const { ROOT } = require('../bootstrap/paths');
const { runProcess } = require('../bootstrap/runProcess');
const { ensureInstalled } = require('../install/ensureInstalled');
const { TRANSFORM } = require('../install/runTool');
const { recordExitCode } = require('../results/recordResult');

const FUZZER = path.join(ROOT, 'packages/table-metadata/fuzz/run.ts');

/** Feeds the reader of table metadata with damaged tables, for a given time. */
async function main(args) {
  await ensureInstalled();
  const code = await runProcess(process.execPath, [
    '--require',
    TRANSFORM,
    FUZZER,
    ...args,
  ]);
  return recordExitCode('fuzz', code);
}

module.exports = { main };
