'use strict';

const HINTS = [
  {
    pattern: /YN0028|lockfile would have been modified/i,
    hint: 'yarn.lock does not match the package.json files. Run "npm run yarn -- install" and commit the lock file.',
  },
  {
    pattern: /ENOSPC/,
    hint: 'The disk is full: about 2 GB are needed.',
  },
  {
    pattern: /\b401\b|\b403\b|YN0033|YN0041/,
    hint: 'The npm registry refused access: check "npm config get registry" and its credentials.',
  },
  {
    pattern:
      /SELF_SIGNED_CERT|UNABLE_TO_GET_ISSUER|unable to verify the first certificate/i,
    hint: 'The certificate of the npm registry is not trusted here: set npm\'s "cafile", or NODE_EXTRA_CA_CERTS.',
  },
  {
    pattern: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET/,
    hint: 'The npm registry cannot be reached: check the network and the proxy settings of npm.',
  },
  {
    pattern: /node-gyp|not found: make|YN0009/,
    hint: 'A package had to be built from source and was not: a C++ compiler, make and Python are needed (Debian: apt-get install build-essential python3).',
  },
];

/** What a person can do about a failed install, or undefined. */
function explainInstallFailure(output) {
  return HINTS.find(({ pattern }) => pattern.test(output))?.hint;
}

module.exports = { explainInstallFailure };
