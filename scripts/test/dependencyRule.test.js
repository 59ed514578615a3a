'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');
const { ESLint } = require('eslint');
const { ROOT } = require('../bootstrap/paths');
const { dependencyRestrictions } = require('../lint/dependencyRule');

const eslint = new ESLint({ cwd: ROOT });

async function violations(file, code) {
  const [result] = await eslint.lintText(`${code}\n`, {
    filePath: path.join(ROOT, file),
  });
  return result.messages
    .filter(({ ruleId }) => ruleId === 'no-restricted-syntax')
    .map(({ message }) => message);
}

const FORBIDDEN = [
  [
    'packages/table-health/src/x.ts',
    "import '@lakehouse-portal/table-metadata';",
  ],
  [
    'plugins/lakehouse-common/src/x.ts',
    "import '@lakehouse-portal/table-metadata';",
  ],
  ['packages/table-metadata/src/x.ts', "import '@backstage/errors';"],
  [
    'packages/table-metadata/src/x.ts',
    "import '@lakehouse-portal/table-health';",
  ],
  ['packages/table-metadata/src/x.test.ts', "import '@backstage/errors';"],
  [
    'packages/table-health/src/x.ts',
    "export * from '@lakehouse-portal/embedded';",
  ],
  [
    'packages/table-health/src/x.ts',
    "import fs from 'node:fs';\n\nfs.statSync('.');",
  ],
  [
    'packages/embedded/src/x.ts',
    "import '@lakehouse-portal/plugin-lakehouse-common';",
  ],
  ['packages/embedded/src/x.ts', "import '@lakehouse-portal/table-health';"],
  ['plugins/lakehouse-common/src/x.ts', "import 'react';"],
  [
    'plugins/lakehouse-common/src/x.ts',
    "import '@lakehouse-portal/plugin-lakehouse-node';",
  ],
  [
    'plugins/lakehouse-common/src/x.ts',
    "import '@backstage/backend-plugin-api';",
  ],
  [
    'plugins/lakehouse-node/src/x.ts',
    "import '@lakehouse-portal/plugin-lakehouse-backend';",
  ],
  [
    'plugins/lakehouse-backend/src/x.ts',
    "require('@lakehouse-portal/plugin-lakehouse');",
  ],
  ['plugins/lakehouse-backend/src/x.ts', "export const x = import('backend');"],
  [
    'plugins/lakehouse/src/x.ts',
    "import '@lakehouse-portal/plugin-lakehouse-node';",
  ],
  ['plugins/lakehouse/src/x.ts', "import '@lakehouse-portal/table-metadata';"],
  [
    'plugins/lakehouse/src/x.ts',
    "export type X = import('@backstage/backend-plugin-api').X;",
  ],
  [
    'plugins/catalog-backend-module-lakehouse/src/x.ts',
    "import '@lakehouse-portal/plugin-lakehouse-backend';",
  ],
];

const ALLOWED = [
  [
    'packages/table-health/src/x.ts',
    "import type { A } from '@lakehouse-portal/table-metadata';\n\nexport type B = A;",
  ],
  [
    'packages/embedded/src/x.test.ts',
    "import '@lakehouse-portal/table-health';",
  ],
  ['packages/embedded/src/x.ts', "import 'node:fs';"],
  [
    'plugins/lakehouse-common/src/x.ts',
    "import '@lakehouse-portal/table-health';",
  ],
  [
    'plugins/lakehouse-backend/src/x.ts',
    "import '@lakehouse-portal/embedded';",
  ],
  [
    'plugins/lakehouse/src/x.tsx',
    "import '@backstage/plugin-catalog-react/alpha';",
  ],
  [
    'plugins/lakehouse/src/x.ts',
    "import type { A } from '@lakehouse-portal/table-metadata';\n\nexport type B = A;",
  ],
  [
    'packages/backend/src/x.ts',
    "import '@lakehouse-portal/plugin-lakehouse-backend';",
  ],
];

test('an import that points up is an error of the linter', async () => {
  for (const [file, code] of FORBIDDEN) {
    const found = await violations(file, code);
    assert.equal(found.length, 1, `${file}: ${code}`);
    assert.match(found[0], /dependencyRule\.js/);
  }
});

test('an import that points down is none', async () => {
  for (const [file, code] of ALLOWED) {
    assert.deepEqual(await violations(file, code), [], `${file}: ${code}`);
  }
});

function packageFolders() {
  return ['packages', 'plugins'].flatMap(parent =>
    fs
      .readdirSync(path.join(ROOT, parent))
      .map(name => `${parent}/${name}`)
      .filter(folder => fs.existsSync(path.join(ROOT, folder, 'package.json'))),
  );
}

test('no package gets around the rule, and a new one is asked for its own', async () => {
  for (const folder of packageFolders()) {
    dependencyRestrictions(folder, { isTest: false });
    for (const file of ['x.ts', 'x.test.ts']) {
      const found = await violations(
        `${folder}/src/${file}`,
        "import 'backend';",
      );
      assert.equal(found.length, 1, `${folder}/.eslintrc.js`);
    }
  }
  assert.throws(
    () => dependencyRestrictions('packages/unheard-of', { isTest: false }),
    /No dependency rule for packages\/unheard-of/,
  );
});
