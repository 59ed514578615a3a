'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { afterEach, beforeEach, test } = require('node:test');
const { fetchPackage, removeAbandoned } = require('../bootstrap/fetchPackage');

const REGISTRY = 'https://registry.example.com/npm/';

let directory;

beforeEach(() => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'fetch-package-'));
});

afterEach(() => {
  fs.rmSync(directory, { recursive: true, force: true });
});

/** An npm that knows its registry, counts its installs, and does as told. */
function fakeNpm(install) {
  const file = path.join(directory, 'npm-cli.js');
  const calls = path.join(directory, 'calls');
  fs.writeFileSync(calls, '');
  fs.writeFileSync(
    file,
    `const fs = require('fs');
     const args = process.argv.slice(2);
     if (args[0] === 'config') {
       console.log(${JSON.stringify(REGISTRY)});
     } else {
       fs.appendFileSync(${JSON.stringify(calls)}, args.join(' ') + '\\n');
       ${install}
     }`,
  );
  return {
    env: { ...process.env, npm_execpath: file },
    calls: () => fs.readFileSync(calls, 'utf8').split('\n').filter(Boolean),
  };
}

const SUCCEED = `
  fs.mkdirSync('node_modules/thing', { recursive: true });
  fs.writeFileSync('node_modules/thing/index.js', '');`;

function fetchThing(env, options = {}) {
  return fetchPackage({
    spec: 'thing@1',
    target: path.join(directory, 'cache', 'thing-1'),
    cwd: directory,
    env,
    ...options,
  });
}

function cached() {
  return fs.readdirSync(path.join(directory, 'cache'));
}

test('a package is fetched once, from the registry that npm is configured with', async () => {
  const npm = fakeNpm(SUCCEED);
  const target = await fetchThing(npm.env);
  await fetchThing(npm.env);
  assert.ok(fs.existsSync(path.join(target, 'node_modules/thing/index.js')));
  assert.equal(npm.calls().length, 1);
  assert.match(
    npm.calls()[0],
    /--registry=https:\/\/registry\.example\.com\/npm\//,
  );
  assert.match(npm.calls()[0], /--ignore-scripts/);
});

test('runs in parallel end with one whole folder and no remains', async () => {
  const npm = fakeNpm(SUCCEED);
  const targets = await Promise.all([1, 2, 3].map(() => fetchThing(npm.env)));
  assert.equal(new Set(targets).size, 1);
  assert.deepEqual(cached(), ['thing-1']);
});

test('a failed fetch says why and leaves nothing that looks finished', async () => {
  const npm = fakeNpm(
    `${SUCCEED} console.error('E404 no such thing'); process.exit(1);`,
  );
  await assert.rejects(fetchThing(npm.env), error => {
    assert.equal(error.name, 'UserError');
    assert.match(error.message, /thing@1.*registry\.example\.com[^]*E404/);
    return true;
  });
  assert.deepEqual(cached(), []);
});

test('a package that does not work here is not kept', async () => {
  const npm = fakeNpm(SUCCEED);
  const verify = async () => {
    throw new Error('wrong platform');
  };
  await assert.rejects(fetchThing(npm.env, { verify }), /wrong platform/);
  assert.deepEqual(cached(), []);
});

test('what an interrupted run left is removed after a while, not at once', () => {
  const cache = path.join(directory, 'cache');
  fs.mkdirSync(path.join(cache, '.partial-abc'), { recursive: true });
  fs.mkdirSync(path.join(cache, 'thing-1'));
  removeAbandoned(cache);
  assert.deepEqual(cached(), ['.partial-abc', 'thing-1']);
  removeAbandoned(cache, Date.now() + 2 * 60 * 60 * 1000);
  assert.deepEqual(cached(), ['thing-1']);
});
