'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { captureProcess } = require('../bootstrap/captureProcess');
const { npmCommand } = require('../bootstrap/npmCommand');
const { ROOT } = require('../bootstrap/paths');
const { UserError } = require('../bootstrap/UserError');

/** Reads an .npmrc: `key=value` lines, `${NAME}` replaced from the environment. */
function parseNpmrc(text, env = process.env) {
  const settings = {};
  for (const line of text.split(/\r?\n/)) {
    const [, key, value] =
      line.match(/^\s*([^#;=\s][^=]*?)\s*=\s*(.*?)\s*$/) ?? [];
    if (key) {
      settings[key] = value
        .replace(/^"(.*)"$/, '$1')
        .replace(/\$\{([^}]+)\}/g, (whole, name) => env[name] ?? whole);
    }
  }
  return settings;
}

/**
 * The settings of a registry are kept under its address, or that of a folder
 * above it: `//host/path/:_authToken`.
 */
function registrySetting(settings, registry, name) {
  const { host, pathname } = new URL(registry);
  const segments = pathname.split('/').filter(Boolean);
  for (let length = segments.length; length >= 0; length--) {
    const prefix = ['', ...segments.slice(0, length)].join('/');
    const value =
      settings[`//${host}${prefix}/:${name}`] ??
      settings[`//${host}${prefix}:${name}`];
    if (value !== undefined) {
      return value;
    }
  }
  return undefined;
}

/** How to authenticate with the registry, as Yarn's two settings name it. */
function registryCredentials(settings, registry) {
  const of = name => registrySetting(settings, registry, name);
  const username = of('username');
  const password = of('_password');
  const ident =
    of('_auth') ??
    (username && password
      ? `${username}:${Buffer.from(password, 'base64').toString('utf8')}`
      : undefined);
  return { token: of('_authToken'), ident };
}

function readNpmrc(file, env) {
  return file && fs.existsSync(file)
    ? parseNpmrc(fs.readFileSync(file, 'utf8'), env)
    : {};
}

/** What npm is configured with: registry, credentials, proxy, certificates. */
async function readNpmSettings(env = process.env) {
  const npm = npmCommand(env);
  const { code, stdout, stderr } = await captureProcess(
    npm.command,
    [...npm.args, 'config', 'list', '--json'],
    { cwd: ROOT, env, shell: npm.shell },
  ).catch(error => ({ code: 1, stdout: '', stderr: error.message }));
  if (code !== 0) {
    throw new UserError(
      `npm does not tell its configuration: ${stderr.trim()}`,
    );
  }
  const config = JSON.parse(stdout);
  const files = {
    ...readNpmrc(config.globalconfig, env),
    ...readNpmrc(config.userconfig, env),
    ...readNpmrc(path.join(ROOT, '.npmrc'), env),
  };
  return {
    registry: config.registry,
    ...registryCredentials(files, config.registry),
    httpProxy: config.proxy ?? undefined,
    httpsProxy: config['https-proxy'] ?? undefined,
    caFile: config.cafile ?? env.NODE_EXTRA_CA_CERTS,
    strictSsl: config['strict-ssl'] !== false,
  };
}

module.exports = { parseNpmrc, readNpmSettings, registryCredentials };
