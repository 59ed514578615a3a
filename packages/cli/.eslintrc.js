module.exports = require('../../scripts/lint/packageConfig')(__dirname, {
  overrides: [
    {
      // ES5, so that an old Node can be told that it is too old.
      files: ['bin/*.js'],
      rules: { 'no-var': 'off', 'prefer-template': 'off' },
    },
  ],
});
