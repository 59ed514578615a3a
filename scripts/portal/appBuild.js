'use strict';

const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { ROOT } = require('../bootstrap/paths');
const { UserError } = require('../bootstrap/UserError');
const { captureProcess } = require('../bootstrap/captureProcess');
const { manifestFiles } = require('../install/installStamp');
const { toolEnvironment } = require('../install/toolEnvironment');

const APP = path.join(ROOT, 'packages', 'app');
const INDEX = path.join(APP, 'dist', 'index.html');
const STAMP = path.join(ROOT, 'node_modules', '.lakehouse-portal', 'app-built');
const SHOWN_LINES = 40;
const IGNORED =
  /(^|[/\\])(node_modules|dist|e2e-tests)([/\\]|$)|\.test\.[jt]sx?$/;

/** The app's folder and those of the workspaces that end up in its bundle. */
function bundledPackages(root = ROOT) {
  const byName = new Map(
    manifestFiles(root).map(file => {
      const manifest = JSON.parse(fs.readFileSync(file, 'utf8'));
      return [manifest.name, { directory: path.dirname(file), manifest }];
    }),
  );
  const found = new Set();
  const visit = name => {
    if (byName.has(name) && !found.has(name)) {
      found.add(name);
      Object.keys(byName.get(name).manifest.dependencies ?? {}).forEach(visit);
    }
  };
  visit('app');
  return [...found].map(name => byName.get(name).directory).sort();
}

function sourceFiles(directory) {
  return ['src', 'public', 'package.json', 'config.d.ts']
    .map(name => path.join(directory, name))
    .filter(file => fs.existsSync(file))
    .flatMap(file =>
      fs.statSync(file).isDirectory()
        ? fs
            .readdirSync(file, { recursive: true })
            .map(name => path.join(file, name))
            .filter(name => fs.statSync(name).isFile())
        : [file],
    )
    .filter(file => !IGNORED.test(path.relative(directory, file)))
    .sort();
}

/** Changes whenever the frontend would come out differently. */
function appFingerprint(root = ROOT) {
  const hash = createHash('sha256');
  const files = [
    path.join(root, 'yarn.lock'),
    path.join(root, 'app-config.yaml'),
    ...bundledPackages(root).flatMap(sourceFiles),
  ];
  for (const file of files) {
    hash.update(`${path.relative(root, file)}\0`);
    hash.update(fs.existsSync(file) ? fs.readFileSync(file) : '');
    hash.update('\0');
  }
  return hash.digest('hex');
}

function isAppBuilt() {
  return (
    fs.existsSync(INDEX) &&
    fs.existsSync(STAMP) &&
    fs.readFileSync(STAMP, 'utf8') === appFingerprint()
  );
}

function markAppBuilt(fingerprint = appFingerprint()) {
  fs.mkdirSync(path.dirname(STAMP), { recursive: true });
  fs.writeFileSync(STAMP, fingerprint);
}

/** Builds the frontend, unless it has been built from the same sources. */
async function ensureAppBuilt(print) {
  if (isAppBuilt()) {
    return;
  }
  const started = Date.now();
  print('Building the frontend (only when its sources have changed)');
  const fingerprint = appFingerprint();
  const { code, stdout, stderr } = await captureProcess(
    process.execPath,
    [
      path.join(ROOT, 'node_modules/@backstage/cli/bin/backstage-cli'),
      'package',
      'build',
    ],
    { cwd: APP, env: await toolEnvironment() },
  );
  if (code !== 0) {
    const output = (stdout + stderr).trimEnd().split('\n').slice(-SHOWN_LINES);
    throw new UserError(
      `${output.join('\n')}\n\nThe frontend could not be built.`,
    );
  }
  markAppBuilt(fingerprint);
  print(`  built in ${Math.round((Date.now() - started) / 1000)} s`);
}

module.exports = {
  appFingerprint,
  bundledPackages,
  ensureAppBuilt,
  markAppBuilt,
};
