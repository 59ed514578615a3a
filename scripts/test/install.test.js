'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { afterEach, beforeEach, test } = require('node:test');
const { installArguments } = require('../install/ensureInstalled');
const { explainInstallFailure } = require('../install/explainInstallFailure');
const { pinnedYarnVersion } = require('../install/fetchYarn');
const { installProgress } = require('../install/installProgress');
const { installFingerprint } = require('../install/installStamp');
const { parseNpmrc, registryCredentials } = require('../install/npmSettings');
const { tryAgain } = require('../install/tryAgain');
const { withLock } = require('../install/withLock');
const { yarnEnvironment } = require('../install/yarnEnvironment');

let directory;

beforeEach(() => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'install-'));
});

afterEach(() => {
  fs.rmSync(directory, { recursive: true, force: true });
});

test('an install is due after a change of the lock file, of any package or of Node', () => {
  const write = (file, text) => {
    fs.mkdirSync(path.join(directory, path.dirname(file)), { recursive: true });
    fs.writeFileSync(path.join(directory, file), text);
  };
  write('package.json', '{}');
  write('yarn.lock', 'a');
  write('plugins/x/package.json', '{}');
  const fingerprints = [installFingerprint(directory, 'v24.1.0')];
  assert.equal(installFingerprint(directory, 'v24.2.0'), fingerprints[0]);
  fingerprints.push(installFingerprint(directory, 'v26.1.0'));
  write('yarn.lock', 'b');
  fingerprints.push(installFingerprint(directory, 'v24.1.0'));
  write('plugins/x/package.json', '{"dependencies":{}}');
  fingerprints.push(installFingerprint(directory, 'v24.1.0'));
  write('packages/y/package.json', '{}');
  fingerprints.push(installFingerprint(directory, 'v24.1.0'));
  assert.equal(new Set(fingerprints).size, fingerprints.length);
  write('plugins/x/src/index.ts', 'export {}');
  assert.equal(installFingerprint(directory, 'v24.1.0'), fingerprints.at(-1));
});

/** An install whose attempts end as they are told to. */
function installEnding(...outputs) {
  let attempts = 0;
  const said = [];
  const run = async () => {
    const stderr = outputs[Math.min(attempts++, outputs.length - 1)];
    return { code: stderr === '' ? 0 : 1, stdout: '', stderr };
  };
  return tryAgain(run, line => said.push(line)).then(({ code }) => ({
    ...{ code, attempts, said },
  }));
}

test('an install in which Yarn crashes on asking the registry again is begun anew', async () => {
  const crash =
    'Error: The `onCancel` handler was attached after the promise settled.';
  assert.deepEqual(await installEnding(crash, ''), {
    code: 0,
    attempts: 2,
    said: ['  the registry did not answer: trying again'],
  });
  const { code, attempts } = await installEnding(crash);
  assert.deepEqual({ code, attempts }, { code: 1, attempts: 3 });
});

test('an install that fails for another reason fails at once', async () => {
  assert.deepEqual(
    await installEnding('YN0028: The lockfile would have been modified', ''),
    { code: 1, attempts: 1, said: [] },
  );
});

test('a CI keeps to the lock file', () => {
  assert.deepEqual(installArguments({ CI: 'true' }), [
    'install',
    '--immutable',
  ]);
  assert.deepEqual(installArguments({}), ['install']);
});

test('credentials are found for the registry, or a folder above it', () => {
  const settings = parseNpmrc(
    `; comment
     registry = https://npm.example.com/team/
     //npm.example.com/:_authToken=\${SECRET}
     //other.example.com/:_auth="dTpw"`,
    { SECRET: 's3' },
  );
  assert.deepEqual(
    registryCredentials(settings, 'https://npm.example.com/team/'),
    {
      token: 's3',
      ident: undefined,
    },
  );
  assert.deepEqual(
    registryCredentials(settings, 'https://other.example.com/'),
    {
      token: undefined,
      ident: 'dTpw',
    },
  );
  assert.deepEqual(registryCredentials(settings, 'https://example.com/'), {
    token: undefined,
    ident: undefined,
  });
});

test('Yarn is told what npm is configured with, and what is set already wins', () => {
  const npm = {
    registry: 'http://npm.local:4873/',
    token: 't',
    httpsProxy: 'http://proxy:3128',
    caFile: '/ca.pem',
    strictSsl: false,
  };
  const env = yarnEnvironment(
    npm,
    { YARN_HTTPS_CA_FILE_PATH: '/mine.pem' },
    false,
  );
  assert.deepEqual(env, {
    YARN_NPM_REGISTRY_SERVER: 'http://npm.local:4873',
    YARN_NPM_AUTH_TOKEN: 't',
    YARN_NPM_ALWAYS_AUTH: 'true',
    YARN_HTTPS_PROXY: 'http://proxy:3128',
    YARN_HTTPS_CA_FILE_PATH: '/mine.pem',
    YARN_ENABLE_STRICT_SSL: 'false',
    YARN_UNSAFE_HTTP_WHITELIST: 'npm.local',
    YARN_ENABLE_PROGRESS_BARS: 'false',
    YARN_IGNORE_PATH: '1',
    YARN_ENABLE_TELEMETRY: '0',
  });
});

test('only an exact version of Yarn is a pin', () => {
  assert.equal(pinnedYarnVersion('yarn@4.13.0'), '4.13.0');
  assert.throws(() => pinnedYarnVersion('yarn@^4'), /no exact Yarn version/);
});

test('a failure that is known comes with what to do about it', () => {
  assert.match(
    explainInstallFailure('➤ YN0028: …'),
    /yarn\.lock does not match/,
  );
  assert.match(
    explainInstallFailure('getaddrinfo ENOTFOUND npm'),
    /cannot be reached/,
  );
  assert.match(
    explainInstallFailure('gyp ERR! not found: make'),
    /build-essential/,
  );
  assert.equal(explainInstallFailure('something else'), undefined);
});

test('an install tells its steps, not its lines', () => {
  const printed = [];
  const onLine = installProgress(line => printed.push(line.trim()));
  onLine('➤ YN0000: ┌ Fetch step');
  onLine('➤ YN0013: │ a@npm:1 can’t be found in the cache');
  onLine('➤ YN0000: └ Completed in 3s');
  assert.deepEqual(printed, ['fetching packages …']);
});

test('two at once take turns, and the lock of a dead process does not last', async () => {
  const lock = path.join(directory, 'lock');
  fs.writeFileSync(lock, '999999999');
  const events = [];
  const work = name =>
    withLock(
      lock,
      () => {},
      async () => {
        events.push(`${name} begins`);
        await new Promise(resolve => {
          setTimeout(resolve, 50);
        });
        events.push(`${name} ends`);
      },
    );
  await Promise.all([work('a'), work('b')]);
  assert.deepEqual(
    events.map(event => event.split(' ')[1]),
    ['begins', 'ends', 'begins', 'ends'],
  );
  assert.equal(fs.existsSync(lock), false);
});

test('bug: a lock was taken away from whoever had just made it, and was about to write who that is', async () => {
  const lock = path.join(directory, 'lock');
  fs.writeFileSync(lock, '');
  const events = [];
  const wait = () => {
    events.push(fs.existsSync(lock) ? 'waits' : 'waits for nothing');
    const old = new Date(Date.now() - 60_000);
    fs.utimesSync(lock, old, old);
  };
  await withLock(lock, wait, async () => events.push('works'));
  // After a minute nobody writes it any more.
  assert.deepEqual(events, ['waits', 'works']);
});
