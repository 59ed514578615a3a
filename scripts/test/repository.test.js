'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');
const { ROOT } = require('../bootstrap/paths');
const { manifestFiles } = require('../install/installStamp');

const lock = fs.readFileSync(path.join(ROOT, 'yarn.lock'), 'utf8');

function lockedVersions() {
  const versions = new Map();
  for (const [, name, version] of lock.matchAll(
    /^ {2}resolution: "((?:@[^/"]+\/)?[^@"]+)@npm:([^":]+)"/gm,
  )) {
    versions.set(name, [...(versions.get(name) ?? []), version]);
  }
  return versions;
}

test('there is one copy of Backstage, of React and of the SQLite driver', () => {
  const versions = lockedVersions();
  const several = [...versions].filter(
    ([name, found]) =>
      (/^@backstage\//.test(name) ||
        ['react', 'react-dom', '@types/react', 'better-sqlite3'].includes(
          name,
        )) &&
      found.length > 1,
  );
  assert.deepEqual(several, []);
  assert.deepEqual(versions.get('better-sqlite3'), ['13.2.0']);
  assert.deepEqual(versions.get('@backstage/backend-defaults'), ['0.19.0']);
  assert.deepEqual(versions.get('@backstage/frontend-plugin-api'), ['1.0.0']);
});

test('the lock file names no registry', () => {
  assert.doesNotMatch(lock, /https?:\/\/|__archiveUrl/);
});

test('every package says its licence, its role, and where it is', () => {
  for (const file of manifestFiles()) {
    const manifest = JSON.parse(fs.readFileSync(file, 'utf8'));
    const folder = path
      .relative(ROOT, path.dirname(file))
      .split(path.sep)
      .join('/');
    assert.equal(manifest.license, 'Apache-2.0', folder);
    if (folder) {
      assert.ok(manifest.backstage?.role, folder);
    }
    if (!manifest.private) {
      assert.match(manifest.name, /^@lakehouse-portal\//, folder);
      assert.equal(manifest.repository?.directory, folder);
    }
    if (/plugin/.test(manifest.backstage?.role ?? '')) {
      assert.ok(manifest.backstage.pluginId, folder);
    }
  }
});
