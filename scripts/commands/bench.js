'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { runProcess } = require('../bootstrap/runProcess');
const { ensureInstalled } = require('../install/ensureInstalled');
const { fetchYarn } = require('../install/fetchYarn');
const { manifestFiles } = require('../install/installStamp');
const { toolEnvironment } = require('../install/toolEnvironment');

/** Runs the script "bench" of every package that has one. */
async function main(args) {
  await ensureInstalled();
  const [, ...workspaces] = manifestFiles().sort((a, b) => a.length - b.length);
  const measured = workspaces.filter(
    file => JSON.parse(fs.readFileSync(file, 'utf8')).scripts?.bench,
  );
  if (measured.length === 0) {
    console.log('No package has a benchmark (a script "bench") yet.');
    return 0;
  }
  const yarn = await fetchYarn();
  const env = await toolEnvironment();
  let worst = 0;
  for (const file of measured) {
    const cwd = path.dirname(file);
    const code = await runProcess(
      process.execPath,
      [yarn, 'run', 'bench', ...args],
      { cwd, env },
    );
    worst = Math.max(worst, code);
  }
  return worst;
}

module.exports = { main };
