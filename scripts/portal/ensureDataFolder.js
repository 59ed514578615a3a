'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { UserError } = require('../bootstrap/UserError');

/** Makes the folder for the data of the portal, and finds out whether it can be written to. */
function ensureDataFolder(data) {
  const databases = path.join(data, 'databases');
  try {
    fs.mkdirSync(databases, { recursive: true });
    fs.accessSync(databases, fs.constants.W_OK);
  } catch (error) {
    throw new UserError(
      `The folder for the data, ${data}, can't be used: ${error.message}. Take another one: npm start -- --data DIRECTORY`,
    );
  }
}

module.exports = { ensureDataFolder };
