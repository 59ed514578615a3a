module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // The model of table-metadata is imported as types alone, so nothing of Node reaches a browser.
    '@backstage/no-mixed-plugin-imports': ['warn', { excludedTargetPackages: ['@lakehouse-portal/table-metadata'] }],
    '@typescript-eslint/consistent-type-imports': 'error',
  },
});
