'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { ROOT, cacheDirectory } = require('../bootstrap/paths');
const { fetchYarn } = require('./fetchYarn');

/** Lets Node run the TypeScript of this repository as it is. */
const TRANSFORM = path.join(__dirname, 'cachedTransform.js');

/** Backstage's tools call "yarn"; this gives them the pinned one. */
function writeYarnShim(yarn, directory) {
  fs.mkdirSync(directory, { recursive: true });
  const files = {
    yarn: `#!/bin/sh\nexec node "${yarn}" "$@"\n`,
    'yarn.cmd': `@node "${yarn}" %*\r\n`,
  };
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(directory, name);
    if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== content) {
      const partial = `${file}.${process.pid}`;
      fs.writeFileSync(partial, content, { mode: 0o755 });
      fs.renameSync(partial, file);
    }
  }
  return directory;
}

/** The environment that tools run in: this Node, Yarn and node_modules/.bin first. */
async function toolEnvironment(env = process.env) {
  const yarn = await fetchYarn();
  const shims = writeYarnShim(
    yarn,
    path.join(
      cacheDirectory(),
      'bin',
      path.basename(path.resolve(yarn, '../../../../..')),
    ),
  );
  const pathKey = Object.keys(env).find(key => /^path$/i.test(key)) ?? 'PATH';
  return {
    ...env,
    YARN_IGNORE_PATH: '1',
    // For the processes and threads that the sources start.
    LAKEHOUSE_TRANSFORM: TRANSFORM,
    [pathKey]: [
      path.join(ROOT, 'node_modules', '.bin'),
      path.dirname(process.execPath),
      shims,
      env[pathKey],
    ]
      .filter(Boolean)
      .join(path.delimiter),
  };
}

module.exports = { toolEnvironment, TRANSFORM, writeYarnShim };
