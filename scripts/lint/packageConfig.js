'use strict';

const path = require('node:path');
const createConfig = require('@backstage/cli/config/eslint-factory');
const { ROOT } = require('../bootstrap/paths');
const { dependencyRestrictions } = require('./dependencyRule');

const RULE = 'no-restricted-syntax';

/** Where the presets stand in the way of what TypeScript checks better, or of clarity. */
const RULES = {
  // Exhaustive switches end in no default; the compiler sees what they leave out.
  'consistent-return': 'off',
  'default-case': 'off',
  // Names with control characters are refused in several places.
  'no-control-regex': 'off',
  // A file reads from its main export down to the helpers.
  '@typescript-eslint/no-use-before-define': [
    'error',
    { functions: false, classes: false, variables: false },
  ],
  // Where table-metadata may be imported as types alone is in dependencyRule.js.
  '@backstage/no-mixed-plugin-imports': [
    'error',
    { excludedTargetPackages: ['@lakehouse-portal/table-metadata'] },
  ],
  // Properties (fast-check) expect this or that, depending on what was drawn.
  'jest/no-conditional-expect': 'off',
};

/** Helpers of tests, and measurements: they use what tests use, and no build includes them. */
const TEST_HELPERS = {
  files: ['src/testing/**', 'bench/**'],
  rules: { '@backstage/no-undeclared-imports': 'off' },
};

/** What scrolls has to be reachable with the keyboard. */
const REACT_RULES = {
  'jsx-a11y/no-noninteractive-tabindex': [
    'error',
    { tags: ['pre'], roles: ['region', 'tabpanel'] },
  ],
};

const REACT_ROLES = ['frontend', 'frontend-plugin', 'web-library'];

function withRestrictions(rules, restrictions) {
  const [, ...existing] = rules[RULE];
  return { ...rules, [RULE]: ['error', ...existing, ...restrictions] };
}

/** Backstage's configuration for a package of its role, and the dependency rule. */
function packageConfig(directory, options = {}) {
  const folder = path.relative(ROOT, directory).split(path.sep).join('/');
  const { role } = require(path.join(directory, 'package.json')).backstage;
  const config = createConfig(directory, options);
  return {
    ...config,
    rules: {
      ...withRestrictions(
        config.rules,
        dependencyRestrictions(folder, { isTest: false }),
      ),
      ...RULES,
      ...(REACT_ROLES.includes(role) ? REACT_RULES : {}),
    },
    overrides: [
      ...config.overrides.map(override =>
        override.rules?.[RULE]
          ? {
              ...override,
              files: [...override.files, ...TEST_HELPERS.files],
              rules: withRestrictions(
                override.rules,
                dependencyRestrictions(folder, { isTest: true }),
              ),
            }
          : override,
      ),
      TEST_HELPERS,
    ],
  };
}

module.exports = packageConfig;
