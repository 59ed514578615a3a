'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { ROOT } = require('../bootstrap/paths');
const { ensureInstalled } = require('../install/ensureInstalled');
const { runTool } = require('../install/runTool');
const { parsePortalOptions } = require('../portal/portalOptions');
const {
  prepareExampleLakehouse,
} = require('../portal/prepareExampleLakehouse');

function configArguments() {
  return [
    'app-config.yaml',
    'app-config.development.yaml',
    'app-config.local.yaml',
  ]
    .map(name => path.join(ROOT, name))
    .filter(file => fs.existsSync(file))
    .flatMap(file => ['--config', file]);
}

/** The portal for those who work on it: both sides reload what is edited. */
async function main(args) {
  const { port, data } = parsePortalOptions(args);
  await ensureInstalled();
  fs.mkdirSync(path.join(data, 'databases'), { recursive: true });
  await prepareExampleLakehouse(data, line => console.log(line));
  return runTool('backstage-cli', ['repo', 'start', ...configArguments()], {
    env: { LAKEHOUSE_PORTAL_PORT: String(port), LAKEHOUSE_PORTAL_DATA: data },
  });
}

module.exports = { main };
