'use strict';

const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { ROOT } = require('../bootstrap/paths');

const STAMP_FILE = path.join('node_modules', '.lakehouse-portal', 'installed');

/** The package.json of the root and of every workspace. */
function manifestFiles(root = ROOT) {
  const workspaces = ['packages', 'plugins'].flatMap(folder => {
    const directory = path.join(root, folder);
    return fs.existsSync(directory)
      ? fs.readdirSync(directory).map(name => path.join(directory, name))
      : [];
  });
  return [root, ...workspaces]
    .map(directory => path.join(directory, 'package.json'))
    .filter(file => fs.existsSync(file))
    .sort();
}

/** Changes whenever an install is due: other dependencies, or another Node. */
function installFingerprint(root = ROOT, nodeVersion = process.version) {
  const hash = createHash('sha256');
  hash.update(
    `${nodeVersion.split('.')[0]} ${process.platform} ${process.arch}\0`,
  );
  for (const file of [
    path.join(root, 'yarn.lock'),
    path.join(root, '.yarnrc.yml'),
    ...manifestFiles(root),
  ]) {
    hash.update(`${path.relative(root, file)}\0`);
    hash.update(fs.existsSync(file) ? fs.readFileSync(file) : '');
    hash.update('\0');
  }
  return hash.digest('hex');
}

function isInstalled(root = ROOT) {
  const file = path.join(root, STAMP_FILE);
  return (
    fs.existsSync(file) &&
    fs.readFileSync(file, 'utf8') === installFingerprint(root)
  );
}

/** Taken after an install: Yarn may have written to the lock file. */
function markInstalled(root = ROOT) {
  const file = path.join(root, STAMP_FILE);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, installFingerprint(root));
}

module.exports = {
  installFingerprint,
  isInstalled,
  manifestFiles,
  markInstalled,
};
