'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { captureProcess } = require('./captureProcess');
const { npmCommand } = require('./npmCommand');
const { UserError } = require('./UserError');

const ABANDONED_AFTER_MS = 60 * 60 * 1000;

/** Removes what interrupted runs left behind. */
function removeAbandoned(directory, now = Date.now()) {
  for (const name of fs.readdirSync(directory)) {
    const file = path.join(directory, name);
    if (name.startsWith('.partial-')) {
      const { mtimeMs } = fs.statSync(file, { throwIfNoEntry: false }) ?? {};
      if (mtimeMs !== undefined && now - mtimeMs > ABANDONED_AFTER_MS) {
        fs.rmSync(file, { recursive: true, force: true });
      }
    }
  }
}

/** Moves a finished folder into place; whoever comes first wins. */
function publish(partial, target) {
  try {
    fs.renameSync(partial, target);
  } catch (error) {
    if (!fs.existsSync(target)) {
      throw error;
    }
    fs.rmSync(partial, { recursive: true, force: true });
  }
}

/**
 * Makes sure that `target` holds the package, installed by npm from the
 * registry that npm is configured with. The folder appears complete or not at
 * all, so runs that are parallel or interrupted do no harm.
 */
async function fetchPackage({ spec, target, cwd, verify, env = process.env }) {
  if (fs.existsSync(target)) {
    return target;
  }
  const directory = path.dirname(target);
  fs.mkdirSync(directory, { recursive: true });
  removeAbandoned(directory);
  const partial = fs.mkdtempSync(path.join(directory, '.partial-'));
  try {
    fs.writeFileSync(path.join(partial, 'package.json'), '{"private":true}\n');
    await npmInstall({ spec, partial, cwd, env });
    await verify?.(partial);
    publish(partial, target);
  } catch (error) {
    fs.rmSync(partial, { recursive: true, force: true });
    throw error;
  }
  return target;
}

async function npmInstall({ spec, partial, cwd, env }) {
  const npm = npmCommand(env);
  const registry = await npmRegistry(npm, cwd, env);
  const args = [
    ...npm.args,
    'install',
    spec,
    `--registry=${registry}`,
    `--prefix=${partial}`,
    '--no-save',
    '--no-package-lock',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const result = await run(npm, args, { cwd: partial, env });
  if (result.code !== 0) {
    throw new UserError(
      `Could not fetch ${spec} from the npm registry ${registry}:\n${(
        result.stderr || result.stdout
      ).trim()}`,
    );
  }
}

/** Asked in the checkout, so that an .npmrc there counts. */
async function npmRegistry(npm, cwd, env) {
  const args = [...npm.args, 'config', 'get', 'registry'];
  const { code, stdout, stderr } = await run(npm, args, { cwd, env });
  if (code !== 0) {
    throw new UserError(`npm does not tell its registry: ${stderr.trim()}`);
  }
  return stdout.trim();
}

async function run(npm, args, options) {
  try {
    return await captureProcess(npm.command, args, {
      ...options,
      shell: npm.shell,
    });
  } catch (error) {
    throw new UserError(
      `Could not run npm (${error.message}). It comes with Node: https://nodejs.org`,
    );
  }
}

module.exports = { fetchPackage, publish, removeAbandoned };
