'use strict';

function withoutUndefined(values) {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  );
}

/**
 * Yarn does not read npm's configuration, so it is handed over in Yarn's own
 * variables. Those that are set already win.
 */
function yarnEnvironment(
  npm,
  env = process.env,
  isInteractive = process.stdout.isTTY,
) {
  const { hostname, protocol } = new URL(npm.registry);
  return {
    ...withoutUndefined({
      YARN_NPM_REGISTRY_SERVER: npm.registry.replace(/\/$/, ''),
      YARN_NPM_AUTH_TOKEN: npm.token,
      YARN_NPM_AUTH_IDENT: npm.ident,
      YARN_NPM_ALWAYS_AUTH: npm.token || npm.ident ? 'true' : undefined,
      YARN_HTTP_PROXY: npm.httpProxy,
      YARN_HTTPS_PROXY: npm.httpsProxy ?? npm.httpProxy,
      YARN_HTTPS_CA_FILE_PATH: npm.caFile,
      YARN_ENABLE_STRICT_SSL: npm.strictSsl ? undefined : 'false',
      YARN_UNSAFE_HTTP_WHITELIST: protocol === 'http:' ? hostname : undefined,
      YARN_ENABLE_PROGRESS_BARS: isInteractive ? undefined : 'false',
    }),
    // A release that a folder above names must not replace the pinned one.
    YARN_IGNORE_PATH: '1',
    YARN_ENABLE_TELEMETRY: '0',
    ...env,
  };
}

module.exports = { yarnEnvironment };
