'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { ROOT } = require('../bootstrap/paths');
const { UserError } = require('../bootstrap/UserError');
const { runTool } = require('../install/runTool');
const { findChromium } = require('../portal/findChromium');
const { startPortal } = require('../portal/startPortal');
const { judge, readPlaywrightResult } = require('../results/readResults');
const { recordResult } = require('../results/recordResult');

const APP = path.join(ROOT, 'packages', 'app');

function hasTests(directory) {
  return (
    fs.existsSync(directory) &&
    fs
      .readdirSync(directory, { recursive: true })
      .some(name => /\.test\.ts$/.test(name))
  );
}

/** Walks through the portal, freshly started with data of its own, in Chromium. */
async function main(args) {
  if (!hasTests(path.join(APP, 'e2e-tests'))) {
    recordResult('test-browser', { passed: 0, failed: 1 });
    throw new UserError(
      'There are no browser tests yet: packages/app/e2e-tests has no *.test.ts.',
    );
  }
  const chromium = findChromium();
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'lakehouse-browser-'));
  const report = path.join(APP, 'test-results', 'report.json');
  fs.rmSync(report, { force: true });
  try {
    // The tests write into it who the next page is signed in as; see signInAs.ts.
    const people = path.join(data, 'signed-in.yaml');
    fs.writeFileSync(people, '{}\n');
    const portal = await startPortal(
      { data, configs: [people], verbose: false },
      line => console.log(line),
    );
    const code = await runTool('playwright', ['test', ...args], {
      cwd: APP,
      env: {
        CHROMIUM_PATH: chromium,
        PORTAL_URL: portal.url,
        LAKEHOUSE_PORTAL_DATA: data,
        PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      },
    });
    portal.stop();
    await portal.exited;
    const result = judge(readPlaywrightResult(report), code);
    recordResult('test-browser', result);
    console.log(`\n${result.passed} passed, ${result.failed} failed`);
    return result.failed === 0 ? 0 : 1;
  } finally {
    // Screenshots and traces are in packages/app/test-results; keep the log too.
    const log = path.join(data, 'portal.log');
    if (fs.existsSync(log)) {
      fs.mkdirSync(path.dirname(report), { recursive: true });
      fs.copyFileSync(log, path.join(path.dirname(report), 'portal.log'));
    }
    fs.rmSync(data, { recursive: true, force: true });
  }
}

module.exports = { main };
