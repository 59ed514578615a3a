module.exports = require('../../scripts/lint/packageConfig')(__dirname, {
  rules: { '@typescript-eslint/consistent-type-imports': 'error' },
});
