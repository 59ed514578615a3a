'use strict';

const os = require('node:os');
const path = require('node:path');

const ROOT = path.resolve(__dirname, '..', '..');

/** Downloads live outside the checkout, so that a fresh clone finds them again. */
function cacheDirectory(env = process.env, home = os.homedir()) {
  const base = env.XDG_CACHE_HOME || path.join(home, '.cache');
  return path.join(base, 'lakehouse-portal');
}

/** What the portal keeps between two starts: databases, lakehouses, logs. */
function dataDirectory(env = process.env) {
  return path.resolve(ROOT, env.LAKEHOUSE_PORTAL_DATA || '.data');
}

module.exports = { ROOT, cacheDirectory, dataDirectory };
