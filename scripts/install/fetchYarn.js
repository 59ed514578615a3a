'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { fetchPackage } = require('../bootstrap/fetchPackage');
const { ROOT, cacheDirectory } = require('../bootstrap/paths');

const PACKAGE = '@yarnpkg/cli-dist';

/** The version that package.json pins: "yarn@4.13.0". */
function pinnedYarnVersion(packageManager) {
  const [, version] = packageManager.match(/^yarn@(\d+\.\d+\.\d+)$/) ?? [];
  if (!version) {
    throw new Error(
      `packageManager "${packageManager}" names no exact Yarn version`,
    );
  }
  return version;
}

/** Where Yarn's program is, fetched from the npm registry if need be. */
async function fetchYarn() {
  const { packageManager } = JSON.parse(
    fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'),
  );
  const version = pinnedYarnVersion(packageManager);
  const target = path.join(cacheDirectory(), `yarn-${version}`);
  await fetchPackage({ spec: `${PACKAGE}@${version}`, target, cwd: ROOT });
  return path.join(target, 'node_modules', PACKAGE, 'bin', 'yarn.js');
}

module.exports = { fetchYarn, pinnedYarnVersion };
