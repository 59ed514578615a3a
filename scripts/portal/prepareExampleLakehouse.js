'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { ROOT } = require('../bootstrap/paths');
const { captureProcess } = require('../bootstrap/captureProcess');
const { UserError } = require('../bootstrap/UserError');
const { TRANSFORM } = require('../install/runTool');

/** Makes the example lakehouse in the folder that it is given, if it isn't there. */
const SCRIPT = path.join(ROOT, 'packages/embedded/src/example/prepare.ts');

/** Prepares the embedded lakehouse with its example tables, before the first start. */
async function prepareExampleLakehouse(dataDirectory, print) {
  if (!fs.existsSync(SCRIPT)) {
    // The backend makes it when it first opens the connection (example: retail).
    return;
  }
  const { code, stdout, stderr } = await captureProcess(
    process.execPath,
    [
      '--require',
      TRANSFORM,
      SCRIPT,
      path.join(dataDirectory, 'example', 'retail'),
    ],
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
