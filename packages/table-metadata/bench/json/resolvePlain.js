'use strict';

/* Preloaded where our sources are read without their types: their imports have no extensions. */
const { registerHooks } = require('node:module');

registerHooks({
  resolve(specifier, context, next) {
    if (!specifier.startsWith('.')) return next(specifier, context);
    try {
      return next(`${specifier}.js`, context);
    } catch {
      return next(`${specifier}/index.js`, context);
    }
  },
});
