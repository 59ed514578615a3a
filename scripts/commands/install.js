'use strict';

const { ensureInstalled } = require('../install/ensureInstalled');

/** `npm run start` and all others install by themselves; this does only that. */
async function main() {
  await ensureInstalled();
}

module.exports = { main };
