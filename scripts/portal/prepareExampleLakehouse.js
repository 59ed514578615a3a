'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { ROOT } = require('../bootstrap/paths');
const { captureProcess } = require('../bootstrap/captureProcess');
const { UserError } = require('../bootstrap/UserError');
const { TRANSFORM } = require('../install/runTool');

const SCRIPT = path.join(ROOT, 'packages/embedded/src/example/prepare.ts');

/** The example writes this file when it is whole; without it, it is made or finished. */
const COMPLETE = 'retail-complete.json';

/** Makes the embedded lakehouse with its example tables, before the first start. */
async function prepareExampleLakehouse(dataDirectory, print) {
  const directory = path.join(dataDirectory, 'example', 'retail');
  if (fs.existsSync(path.join(directory, COMPLETE))) {
    return;
  }
  print('Making the example lakehouse');
  const { code, stdout, stderr } = await captureProcess(
    process.execPath,
    ['--require', TRANSFORM, SCRIPT, directory],
    { cwd: ROOT, onLine: line => print(line) },
  );
  if (code !== 0) {
    throw new UserError(
      `${(
        stderr || stdout
      ).trim()}\n\nThe example lakehouse could not be prepared.`,
    );
  }
}

module.exports = { prepareExampleLakehouse };
