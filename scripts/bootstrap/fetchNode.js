'use strict';

const path = require('node:path');
const { captureProcess } = require('./captureProcess');
const { fetchPackage } = require('./fetchPackage');
const { FETCHED_MAJOR } = require('./nodeSupport');
const { ROOT, cacheDirectory } = require('./paths');
const { UserError } = require('./UserError');

/** The package that holds Node itself for a platform, headers included. */
function nodePackageName(platform = process.platform, arch = process.arch) {
  const os = platform === 'win32' ? 'win' : platform;
  const cpu = { arm: 'armv7l', ia32: 'x86' }[arch] ?? arch;
  return `node-${os}-${cpu}`;
}

function executableIn(nodeHome, platform = process.platform) {
  return platform === 'win32'
    ? path.join(nodeHome, 'bin', 'node.exe')
    : path.join(nodeHome, 'bin', 'node');
}

function fetchedNodeHome(packageName, cache = cacheDirectory()) {
  const folder = `${packageName}-${FETCHED_MAJOR}`;
  return path.join(cache, folder, 'node_modules', packageName);
}

/** Gives the folder of a supported Node, fetched if it isn't there yet. */
async function fetchNode() {
  const packageName = nodePackageName();
  const home = fetchedNodeHome(packageName);
  await fetchPackage({
    spec: `${packageName}@${FETCHED_MAJOR}`,
    target: path.resolve(home, '..', '..'),
    cwd: ROOT,
    verify: async partial => {
      const node = executableIn(
        path.join(partial, 'node_modules', packageName),
      );
      const result = await captureProcess(node, ['--version']).catch(error => ({
        code: 1,
        stderr: error.message,
      }));
      if (result.code !== 0) {
        throw new UserError(
          `Node ${FETCHED_MAJOR} from the npm registry does not run on this machine (${result.stderr.trim()}). Install Node ${FETCHED_MAJOR} yourself: https://nodejs.org`,
        );
      }
    },
  });
  return home;
}

module.exports = { executableIn, fetchNode, fetchedNodeHome, nodePackageName };
