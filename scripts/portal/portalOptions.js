'use strict';

const fs = require('node:fs');
const { parseArgs } = require('node:util');
const path = require('node:path');
const { dataDirectory } = require('../bootstrap/paths');
const { UserError } = require('../bootstrap/UserError');

const DEFAULT_PORT = 7007;

function parsePort(text) {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new UserError(
      `"${text}" is not a port: a number from 1 to 65535 is needed`,
    );
  }
  return port;
}

const USAGE =
  'Usage: npm start -- [--port N] [--data DIRECTORY] [--config FILE]… [--verbose]';

/** Files of configuration that come after the portal's own: what they say goes. */
function parseConfigs(files) {
  return files.map(file => {
    const found = path.resolve(file);
    if (!fs.statSync(found, { throwIfNoEntry: false })?.isFile()) {
      throw new UserError(`There is no configuration file ${found}\n${USAGE}`);
    }
    return found;
  });
}

/** `npm start -- [--port N] [--data DIRECTORY] [--config FILE]… [--verbose]` */
function parsePortalOptions(args, env = process.env) {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        config: { type: 'string', multiple: true, default: [] },
        verbose: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    throw new UserError(`${error.message}\n${USAGE}`);
  }
  return {
    port: parsePort(values.port ?? (env.LAKEHOUSE_PORTAL_PORT || DEFAULT_PORT)),
    data: values.data ? path.resolve(values.data) : dataDirectory(env),
    configs: parseConfigs(values.config),
    verbose: values.verbose,
  };
}

module.exports = { parsePortalOptions };
