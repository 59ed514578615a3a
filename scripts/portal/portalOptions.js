'use strict';

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

/** `npm start -- [--port N] [--data DIRECTORY] [--verbose]` */
function parsePortalOptions(args, env = process.env) {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        verbose: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    throw new UserError(
      `${error.message}\nUsage: npm start -- [--port N] [--data DIRECTORY] [--verbose]`,
    );
  }
  return {
    port: parsePort(values.port ?? (env.LAKEHOUSE_PORTAL_PORT || DEFAULT_PORT)),
    data: values.data ? path.resolve(values.data) : dataDirectory(env),
    verbose: values.verbose,
  };
}

module.exports = { parsePortalOptions };
