'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { UserError } = require('../bootstrap/UserError');

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

/** A Chromium on this machine: what CHROMIUM_PATH names, else one on PATH. */
function findChromium(env = process.env) {
  const candidates = env.CHROMIUM_PATH
    ? [env.CHROMIUM_PATH]
    : (env.PATH ?? '')
        .split(path.delimiter)
        .flatMap(directory => NAMES.map(name => path.join(directory, name)));
  const found = candidates.find(file => fs.existsSync(file));
  if (!found) {
    throw new UserError(
      'The browser tests need Chromium: install it (Debian: apt-get install chromium), or name one in CHROMIUM_PATH.',
    );
  }
  return found;
}

module.exports = { findChromium };
