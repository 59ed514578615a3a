'use strict';

const path = require('node:path');

/** How to run the npm at hand: the one that called us, else the one on PATH. */
function npmCommand(env = process.env, platform = process.platform) {
  const caller = env.npm_execpath;
  if (caller && /^npm-cli\.c?js$/.test(path.basename(caller))) {
    return { command: process.execPath, args: [caller], shell: false };
  }
  return platform === 'win32'
    ? { command: 'npm.cmd', args: [], shell: true }
    : { command: 'npm', args: [], shell: false };
}

module.exports = { npmCommand };
