'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');
const { parse, parseAllDocuments } = require('yaml');
const { ROOT } = require('../bootstrap/paths');

const entities = parseAllDocuments(
  fs.readFileSync(path.join(ROOT, 'examples/org.yaml'), 'utf8'),
).map(document => document.toJS());

function namesOf(kind) {
  return entities
    .filter(entity => entity.kind === kind)
    .map(({ metadata }) => metadata.name);
}

test('the example organisation is whole: every parent and membership exists', () => {
  const groups = namesOf('Group');
  for (const { kind, metadata, spec } of entities) {
    const refs = {
      Group: () => [spec.parent].filter(Boolean),
      User: () => spec.memberOf,
      Domain: () => [spec.owner.replace(/^group:default\//, '')],
    }[kind]();
    for (const ref of refs) {
      assert.ok(groups.includes(ref), `${kind} ${metadata.name}: ${ref}`);
    }
  }
});

test('whoever opens the portal is a user of it, in a team', () => {
  const config = parse(
    fs.readFileSync(path.join(ROOT, 'app-config.yaml'), 'utf8'),
  );
  assert.equal(config.auth.providers.guest.userEntityRef, 'user:default/guest');
  const guest = entities.find(
    ({ kind, metadata }) => kind === 'User' && metadata.name === 'guest',
  );
  assert.deepEqual(guest.spec.memberOf, ['data-platform']);
});

test('the portal listens on this machine only, unless it is told otherwise', () => {
  const config = parse(
    fs.readFileSync(path.join(ROOT, 'app-config.yaml'), 'utf8'),
  );
  assert.equal(config.backend.listen.host, '127.0.0.1');
});
