'use strict';

const assert = require('node:assert/strict');
const { createHash } = require('node:crypto');
const { execFileSync, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { after, beforeEach, test } = require('node:test');
const { ROOT } = require('../bootstrap/paths');

const TRANSFORM = path.join(ROOT, 'scripts/install/cachedTransform.js');
const CACHE = path.join(ROOT, 'node_modules/.cache/lakehouse-transform');
// Elsewhere `pirates` looks for TypeScript as well, but in no folder of node_modules.
// By its real name, as Node knows it.
const DIRECTORY = fs.realpathSync(
  fs.mkdtempSync(path.join(os.tmpdir(), 'transform-')),
);
const SOURCE = path.join(DIRECTORY, `transform-${process.pid}.ts`);

const run = (file = SOURCE) =>
  execFileSync(process.execPath, ['--require', TRANSFORM, file], {
    encoding: 'utf8',
  }).trim();

const write = text =>
  fs.writeFileSync(
    SOURCE,
    `const said: string = '${text}';\nconsole.log(said);`,
  );

/** Where what was made of it is kept. */
const entry = path.join(
  CACHE,
  `${createHash('sha256').update(SOURCE).digest('hex').slice(0, 32)}.js`,
);

beforeEach(() => write('first'));

after(() => {
  fs.rmSync(entry, { force: true });
  fs.rmSync(DIRECTORY, { recursive: true, force: true });
});

test('a source that has changed is run as it is now, and only its newest is kept', () => {
  assert.equal(run(), 'first');
  assert.equal(run(), 'first');
  write('second');
  assert.equal(run(), 'second');
  const kept = fs.readdirSync(CACHE);
  assert.equal(
    kept.filter(name => name.startsWith(path.basename(entry, '.js'))).length,
    1,
  );
});

test('what was kept of a source is not made again', () => {
  run();
  const kept = fs.readFileSync(entry, 'utf8');
  fs.writeFileSync(entry, kept.replace("'first'", "'kept'"));
  assert.equal(run(), 'kept');
});

test('an entry that is of another version, or empty, is made again', () => {
  run();
  fs.writeFileSync(entry, '// of an older version\nconsole.log("wrong")');
  assert.equal(run(), 'first');
  fs.writeFileSync(entry, '');
  assert.equal(run(), 'first');
});

test('an error still names the line of the TypeScript', () => {
  fs.writeFileSync(
    SOURCE,
    `interface Gone {\n  a: string;\n}\n\nthrow new Error('here');`,
  );
  for (let n = 0; n < 2; n++) {
    const { stderr } = spawnSync(
      process.execPath,
      ['--enable-source-maps', '--require', TRANSFORM, SOURCE],
      { encoding: 'utf8' },
    );
    assert.match(stderr, new RegExp(`${path.basename(SOURCE)}:5`));
  }
});
