'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const { test } = require('node:test');
const { ROOT, cacheDirectory } = require('../bootstrap/paths');
const { appFingerprint, bundledPackages } = require('../portal/appBuild');
const { ensureDataFolder } = require('../portal/ensureDataFolder');
const { findFreePort, isPortFree } = require('../portal/freePort');
const { parsePortalOptions } = require('../portal/portalOptions');
const { configArguments } = require('../portal/startPortal');

test('port and data folder come from the arguments, else the environment', () => {
  assert.deepEqual(parsePortalOptions([], {}), {
    port: 7007,
    data: path.join(ROOT, '.data'),
    configs: [],
    verbose: false,
  });
  assert.deepEqual(
    parsePortalOptions(['--port', '7010', '--verbose'], {
      LAKEHOUSE_PORTAL_PORT: '7011',
      LAKEHOUSE_PORTAL_DATA: '/elsewhere',
    }),
    { port: 7010, data: '/elsewhere', configs: [], verbose: true },
  );
});

test('more configuration files come after the portal’s own, and one that is missing is said before anything starts', () => {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'portal-'));
  const [first, second] = ['a.yaml', 'b.yaml'].map(name =>
    path.join(directory, name),
  );
  fs.writeFileSync(first, '');
  fs.writeFileSync(second, '');
  const args = ['--config', first, '--config', second];
  const { configs } = parsePortalOptions(args, {});
  assert.deepEqual(configs, [first, second]);
  assert.deepEqual(configArguments(directory, configs), [
    '--config',
    first,
    '--config',
    second,
  ]);
  fs.rmSync(second);
  assert.throws(
    () => parsePortalOptions(args, {}),
    error => error.name === 'UserError' && error.message.includes(second),
  );
  fs.rmSync(directory, { recursive: true });
});

test('what cannot be understood is refused with the usage', () => {
  assert.throws(
    () => parsePortalOptions(['--port', 'x'], {}),
    /"x" is not a port/,
  );
  assert.throws(
    () => parsePortalOptions(['--prot', '1'], {}),
    /Usage: npm start/,
  );
});

test('a port that is taken is noticed before anything starts', async () => {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => {
    server.once('listening', resolve);
  });
  const { port } = server.address();
  assert.equal(await isPortFree(port), false);
  await new Promise(resolve => {
    server.close(resolve);
  });
  // What is free can be another process's a moment later, but not again and again.
  const free = [await isPortFree(port)];
  while (!free.at(-1) && free.length < 20) {
    free.push(await isPortFree(await findFreePort()));
  }
  assert.equal(free.at(-1), true);
});

test('a data folder that cannot be made is one clear sentence, not a stack trace', () => {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'portal-'));
  const file = path.join(directory, 'file');
  fs.writeFileSync(file, '');
  for (const data of [file, path.join(file, 'below')]) {
    assert.throws(
      () => ensureDataFolder(data),
      error =>
        error.name === 'UserError' &&
        error.message.startsWith(
          `The folder for the data, ${data}, can't be`,
        ) &&
        error.message.includes('--data'),
    );
  }
  ensureDataFolder(path.join(directory, 'new', 'folder'));
  ensureDataFolder(path.join(directory, 'new', 'folder'));
  fs.rmSync(directory, { recursive: true });
});

test('downloads are cached outside the checkout', () => {
  assert.equal(
    cacheDirectory({}, '/home/me'),
    '/home/me/.cache/lakehouse-portal',
  );
  assert.equal(
    cacheDirectory({ XDG_CACHE_HOME: '/x' }, '/home/me'),
    '/x/lakehouse-portal',
  );
});

test('the frontend is built again when a package that it bundles has changed', () => {
  const folders = bundledPackages().map(folder => path.relative(ROOT, folder));
  assert.ok(folders.includes(path.join('packages', 'app')));
  assert.ok(folders.includes(path.join('plugins', 'lakehouse')));
  assert.ok(folders.includes(path.join('plugins', 'lakehouse-common')));
  assert.ok(!folders.includes(path.join('packages', 'backend')));
  assert.match(appFingerprint(), /^[0-9a-f]{64}$/);
});
