// For the scripts; the packages have configurations of their own
// (scripts/lint/packageConfig.js).
module.exports = {
  root: true,
  extends: ['@spotify/eslint-config-base', 'prettier'],
  env: { node: true, es2022: true },
  parserOptions: { ecmaVersion: 2022, sourceType: 'script' },
  rules: { 'no-console': 'off' },
  overrides: [
    {
      // ES5, so that an old Node can be told that it is too old.
      files: [
        'scripts/run.js',
        'scripts/bootstrap/nodeSupport.js',
        'packages/cli/bin/lakehouse.js',
      ],
      rules: { 'no-var': 'off', 'prefer-template': 'off' },
    },
    { files: ['**/*.mjs'], parserOptions: { sourceType: 'module' } },
  ],
};
