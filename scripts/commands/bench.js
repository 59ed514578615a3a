'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { runProcess } = require('../bootstrap/runProcess');
const { ensureInstalled } = require('../install/ensureInstalled');
const { fetchYarn } = require('../install/fetchYarn');
const { manifestFiles } = require('../install/installStamp');
const { toolEnvironment } = require('../install/toolEnvironment');

/**
 * Runs the benchmarks of all packages, or those that are named first: a script `bench` is called as its package
 * (`metadata` and `table-metadata` both mean packages/table-metadata), `bench:portal` is called `portal`. What follows
 * goes to the benchmark.
 */
async function main(args) {
  await ensureInstalled();
  const benchmarks = findBenchmarks();
  if (benchmarks.length === 0) {
    console.log('No package has a benchmark (a script "bench") yet.');
    return 0;
  }
  const first = args.findIndex(arg => arg.startsWith('-'));
  const names = first < 0 ? args : args.slice(0, first);
  const unknown = names.find(
    name => !benchmarks.some(benchmark => isNamed(benchmark, name)),
  );
  if (unknown !== undefined) {
    const known = benchmarks.map(({ name }) => name).join(', ');
    console.error(`No benchmark is called "${unknown}". There are: ${known}`);
    return 2;
  }
  const yarn = await fetchYarn();
  const env = await toolEnvironment();
  let worst = 0;
  for (const benchmark of benchmarks) {
    if (names.length > 0 && !names.some(name => isNamed(benchmark, name)))
      continue;
    const code = await runProcess(
      process.execPath,
      [yarn, 'run', benchmark.script, ...args.slice(names.length)],
      { cwd: benchmark.cwd, env },
    );
    worst = Math.max(worst, code);
  }
  return worst;
}

function findBenchmarks() {
  const [, ...workspaces] = manifestFiles().sort((a, b) => a.length - b.length);
  return workspaces.flatMap(file => {
    const cwd = path.dirname(file);
    const { scripts = {} } = JSON.parse(fs.readFileSync(file, 'utf8'));
    return Object.keys(scripts)
      .filter(script => /^bench(:|$)/.test(script))
      .map(script => ({
        cwd,
        script,
        name: script.split(':')[1] ?? path.basename(cwd),
      }));
  });
}

function isNamed(benchmark, name) {
  return benchmark.name === name || benchmark.name.endsWith(`-${name}`);
}

module.exports = { main };
