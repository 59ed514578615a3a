'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { runProcess } = require('../bootstrap/runProcess');
const { ensureInstalled } = require('../install/ensureInstalled');
const { fetchYarn } = require('../install/fetchYarn');
const { manifestFiles } = require('../install/installStamp');
const { toolEnvironment } = require('../install/toolEnvironment');

/**
 * Runs the script "bench" of every package that has one, or of those that are named first: `metadata` and
 * `table-metadata` both mean packages/table-metadata. What follows goes to the benchmark.
 */
async function main(args) {
  await ensureInstalled();
  const [, ...workspaces] = manifestFiles().sort((a, b) => a.length - b.length);
  const measurable = workspaces
    .filter(file => JSON.parse(fs.readFileSync(file, 'utf8')).scripts?.bench)
    .map(file => path.dirname(file));
  if (measurable.length === 0) {
    console.log('No package has a benchmark (a script "bench") yet.');
    return 0;
  }
  const first = args.findIndex(arg => arg.startsWith('-'));
  const names = first < 0 ? args : args.slice(0, first);
  const unknown = names.find(
    name => !measurable.some(cwd => isNamed(cwd, name)),
  );
  if (unknown !== undefined) {
    const known = measurable.map(cwd => path.basename(cwd)).join(', ');
    console.error(`No benchmark is called "${unknown}". There are: ${known}`);
    return 2;
  }
  const yarn = await fetchYarn();
  const env = await toolEnvironment();
  let worst = 0;
  for (const cwd of measurable) {
    if (names.length > 0 && !names.some(name => isNamed(cwd, name))) continue;
    const code = await runProcess(
      process.execPath,
      [yarn, 'run', 'bench', ...args.slice(names.length)],
      { cwd, env },
    );
    worst = Math.max(worst, code);
  }
  return worst;
}

function isNamed(directory, name) {
  const folder = path.basename(directory);
  return folder === name || folder.endsWith(`-${name}`);
}

module.exports = { main };
