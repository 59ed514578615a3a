'use strict';

const path = require('node:path');
const { runProcess } = require('../bootstrap/runProcess');
const { ROOT } = require('../bootstrap/paths');
const { toolEnvironment, TRANSFORM } = require('./toolEnvironment');

const TOOLS = {
  'backstage-cli': '@backstage/cli/bin/backstage-cli',
  eslint: 'eslint/bin/eslint.js',
  playwright: '@playwright/test/cli.js',
  prettier: 'prettier/bin-prettier.js',
  tsc: 'typescript/bin/tsc',
};

/** Runs a development tool of node_modules and gives its exit code. */
async function runTool(tool, args, { cwd = ROOT, env = {}, ...options } = {}) {
  const script = path.join(ROOT, 'node_modules', TOOLS[tool]);
  return runProcess(process.execPath, [script, ...args], {
    ...options,
    cwd,
    env: { ...(await toolEnvironment()), ...env },
  });
}

module.exports = { runTool, TRANSFORM };
