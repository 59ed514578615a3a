'use strict';

const path = require('node:path');
const {
  continueOnSupportedNode,
} = require('./bootstrap/continueOnSupportedNode');
const { UserError } = require('./bootstrap/UserError');

/** Every command has a file of its own in scripts/commands. */
const COMMANDS = {
  start: 'start',
  dev: 'dev',
  test: 'test',
  lint: 'lint',
  tsc: 'tsc',
  build: 'build',
  bench: 'bench',
  fuzz: 'fuzz',
  fix: 'fix',
  install: 'install',
  yarn: 'yarn',
  node: 'node',
  systems: 'systems',
  'test:delayed': 'testDelayed',
  'test:browser': 'testBrowser',
  'test:systems': 'testSystems',
  'test:lakehouses': 'testLakehouses',
};

async function run([command, ...args]) {
  if (!Object.hasOwn(COMMANDS, command ?? '')) {
    throw new UserError(
      `Unknown command "${command ?? ''}". There are: ${Object.keys(
        COMMANDS,
      ).join(', ')}`,
    );
  }
  const { main: runCommand } = require(`./commands/${COMMANDS[command]}`);
  return (await runCommand(args)) ?? 0;
}

async function main(argv, support) {
  try {
    process.exitCode =
      support === 'supported'
        ? await run(argv)
        : await continueOnSupportedNode([
            path.join(__dirname, 'run.js'),
            ...argv,
          ]);
  } catch (error) {
    if (!(error instanceof UserError)) {
      throw error;
    }
    console.error(error.message);
    process.exitCode = 1;
  }
}

module.exports = { main, COMMANDS };
