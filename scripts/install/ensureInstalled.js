'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { captureProcess } = require('../bootstrap/captureProcess');
const { ROOT } = require('../bootstrap/paths');
const { UserError } = require('../bootstrap/UserError');
const { explainInstallFailure } = require('./explainInstallFailure');
const { fetchYarn } = require('./fetchYarn');
const { installProgress } = require('./installProgress');
const { isInstalled, markInstalled } = require('./installStamp');
const { readNpmSettings } = require('./npmSettings');
const { tryAgain } = require('./tryAgain');
const { withLock } = require('./withLock');
const { yarnEnvironment } = require('./yarnEnvironment');

const WORK_DIRECTORY = path.join(ROOT, 'node_modules', '.lakehouse-portal');
const SHOWN_LINES = 40;

function installArguments(env = process.env) {
  return env.CI ? ['install', '--immutable'] : ['install'];
}

async function install(print) {
  const started = Date.now();
  print('Installing what is missing (the first time takes a minute or two)');
  const yarn = await fetchYarn();
  const env = yarnEnvironment(await readNpmSettings());
  const { code, stdout, stderr } = await tryAgain(
    () =>
      captureProcess(process.execPath, [yarn, ...installArguments()], {
        cwd: ROOT,
        env,
        onLine: installProgress(print),
      }),
    print,
  );
  const output = stdout + stderr;
  const log = path.join(WORK_DIRECTORY, 'install.log');
  fs.mkdirSync(WORK_DIRECTORY, { recursive: true });
  fs.writeFileSync(log, output);
  if (code !== 0) {
    const tail = output.trimEnd().split('\n').slice(-SHOWN_LINES).join('\n');
    const hint = explainInstallFailure(output);
    throw new UserError(
      [tail, '', `The install failed (all of its output: ${log}).`, hint]
        .filter(line => line !== undefined)
        .join('\n'),
    );
  }
  await verifyNativePackages();
  markInstalled();
  print(`  installed in ${Math.round((Date.now() - started) / 1000)} s`);
}

/** These bring a compiled part for each platform; see that ours is among them. */
async function verifyNativePackages() {
  const script = `
    new (require('better-sqlite3'))(':memory:').close();
    require('@duckdb/node-api').version();
  `;
  const { code, stderr } = await captureProcess(
    process.execPath,
    ['-e', script],
    {
      cwd: path.join(ROOT, 'packages', 'embedded'),
    },
  );
  if (code !== 0) {
    throw new UserError(
      `${stderr.trim()}\n\nbetter-sqlite3 or DuckDB does not load on ${
        process.platform
      }-${process.arch}. ` +
        'They come compiled for Linux (glibc), macOS and Windows on x64 and arm64.',
    );
  }
}

/** Installs the dependencies unless they are there already. */
async function ensureInstalled(print = line => console.error(line)) {
  if (isInstalled()) {
    return;
  }
  await withLock(
    path.join(WORK_DIRECTORY, 'install.lock'),
    () => print('Waiting for another install of this checkout to end …'),
    async () => {
      if (!isInstalled()) {
        await install(print);
      }
    },
  );
}

module.exports = { ensureInstalled, installArguments };
