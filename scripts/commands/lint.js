'use strict';

const { ensureInstalled } = require('../install/ensureInstalled');
const { runTool } = require('../install/runTool');
const { recordExitCode } = require('../results/recordResult');

/** What is checked; the configuration files as they are used together. */
const CHECKS = [
  ['eslint', 'scripts', 'packages/cli/bin', '--max-warnings=0'],
  ['prettier', '--check', '--loglevel=warn', '.'],
  ...[[], ['app-config.development.yaml'], ['app-config.production.yaml']].map(
    more => [
      'backstage-cli',
      'config:check',
      '--strict',
      '--lax',
      ...['app-config.yaml', ...more].flatMap(file => ['--config', file]),
    ],
  ),
];

/** ESLint and the dependency rule, Prettier, and the configuration's schema. */
async function main(args) {
  await ensureInstalled();
  const checks = [
    ['backstage-cli', 'repo', 'lint', '--max-warnings=0', ...args],
    ...CHECKS,
  ];
  let worst = 0;
  for (const [tool, ...toolArgs] of checks) {
    worst = Math.max(worst, await runTool(tool, toolArgs));
  }
  return recordExitCode('lint', worst);
}

module.exports = { main };
