'use strict';

const fs = require('node:fs');
const path = require('node:path');
const {
  executableIn,
  fetchNode,
  fetchedNodeHome,
  nodePackageName,
} = require('./fetchNode');
const { FETCHED_MAJOR } = require('./nodeSupport');
const { runProcess } = require('./runProcess');

/** The one line that says what happens. On stderr: stdout is the command's. */
function announcement(version, home, isCached) {
  const reason = `Node ${version} is not supported by Backstage`;
  return isCached
    ? `${reason}: going on with Node ${FETCHED_MAJOR} from ${home}`
    : `${reason}: fetching Node ${FETCHED_MAJOR} from the npm registry, once, and going on with it`;
}

/** The environment in which a program finds that Node first. */
function environmentOf(nodeHome, env = process.env) {
  const pathKey = Object.keys(env).find(key => /^path$/i.test(key)) ?? 'PATH';
  return {
    ...env,
    [pathKey]: [path.dirname(executableIn(nodeHome)), env[pathKey]]
      .filter(Boolean)
      .join(path.delimiter),
    // Native code, where some has to be built, finds the right headers there.
    npm_config_nodedir: nodeHome,
  };
}

/** Runs a script again on a supported Node and gives its exit code. */
async function continueOnSupportedNode([script, ...args]) {
  const home = fetchedNodeHome(nodePackageName());
  console.error(announcement(process.version, home, fs.existsSync(home)));
  await fetchNode();
  return runProcess(executableIn(home), [script, ...args], {
    env: environmentOf(home),
  });
}

module.exports = { announcement, continueOnSupportedNode, environmentOf };
