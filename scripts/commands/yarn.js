'use strict';

const { runProcess } = require('../bootstrap/runProcess');
const { fetchYarn } = require('../install/fetchYarn');
const { readNpmSettings } = require('../install/npmSettings');
const { yarnEnvironment } = require('../install/yarnEnvironment');

/** The pinned Yarn on a supported Node: `npm run yarn -- workspace app add …`. */
async function main(args) {
  const yarn = await fetchYarn();
  const env = yarnEnvironment(await readNpmSettings());
  return runProcess(process.execPath, [yarn, ...args], { env });
}

module.exports = { main };
