'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { test } = require('node:test');
const {
  judge,
  readJestResult,
  readLeftOut,
  readPlaywrightResult,
} = require('../results/readResults');
const { summarize } = require('../results/summarize');

function withFile(content, use) {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'results-'));
  const file = path.join(directory, 'report.json');
  if (content) {
    fs.writeFileSync(file, JSON.stringify(content));
  }
  try {
    return use(file);
  } finally {
    fs.rmSync(directory, { recursive: true });
  }
}

test('a run that tested nothing, or ended badly, has failed', () => {
  assert.deepEqual(judge({ passed: 3, failed: 0 }, 0), {
    passed: 3,
    failed: 0,
    failures: [],
  });
  assert.deepEqual(judge({ passed: 0, failed: 0 }, 0), {
    passed: 0,
    failed: 1,
    failures: [],
  });
  assert.deepEqual(judge({ passed: 3, failed: 0 }, 1), {
    passed: 3,
    failed: 1,
    failures: [],
  });
  assert.deepEqual(judge({ passed: 3, failed: 2 }, 1), {
    passed: 3,
    failed: 2,
    failures: [],
  });
});

test('a suite that broke counts as a failure, and a missing report as nothing', () => {
  const report = {
    numPassedTests: 5,
    numFailedTests: 1,
    numRuntimeErrorTestSuites: 2,
    testResults: [
      {
        name: 'packages/a/src/scan.test.ts',
        status: 'failed',
        assertionResults: [
          { status: 'passed', ancestorTitles: [], title: 'holds' },
          {
            status: 'failed',
            ancestorTitles: ['scan'],
            title: 'reads it all',
            failureMessages: [
              'Error: \u001b[31mexpected 13\u001b[39m\n\n    got 8',
            ],
          },
        ],
      },
      {
        name: 'packages/a/src/other.test.ts',
        status: 'failed',
        message: 'Cannot find module',
        assertionResults: [],
      },
    ],
  };
  assert.deepEqual(withFile(report, readJestResult), {
    passed: 5,
    failed: 3,
    failures: [
      'scan.test.ts › scan › reads it all\n  Error: expected 13\n      got 8',
      'other.test.ts\n  Cannot find module',
    ],
  });
  assert.deepEqual(withFile(undefined, readJestResult), {
    passed: 0,
    failed: 0,
    failures: [],
  });
});

test('what was left out is named, and counted with its step', () => {
  const report = {
    testResults: [
      {
        assertionResults: [
          { status: 'passed', ancestorTitles: ['Nessie'], title: 'is read' },
          {
            status: 'pending',
            ancestorTitles: ['Polaris', 'tables'],
            title: 'is not built here',
          },
        ],
      },
      // A suite that broke before it had tests.
      { assertionResults: [] },
    ],
  };
  assert.deepEqual(withFile(report, readLeftOut), [
    'Polaris › tables › is not built here',
  ]);
  assert.deepEqual(withFile(undefined, readLeftOut), []);
  const step = 'test-systems';
  assert.deepEqual(
    summarize([{ step, result: { passed: 7, failed: 0, leftOut: 1 } }]).lines,
    ['test-systems: 7 passed, 0 failed, 1 left out', '', '7 passed, 0 failed'],
  );
});

test('what Playwright expected has passed', () => {
  const report = {
    stats: { expected: 4, flaky: 1, unexpected: 2, skipped: 1 },
    suites: [
      {
        file: 'journeys.test.ts',
        specs: [
          { title: 'opens', ok: true },
          {
            title: 'shows',
            ok: false,
            tests: [{ results: [{ error: { message: 'not visible' } }] }],
          },
        ],
        suites: [{ file: 'journeys.test.ts', specs: [{ title: 'inner' }] }],
      },
    ],
  };
  assert.deepEqual(withFile(report, readPlaywrightResult), {
    passed: 5,
    failed: 2,
    failures: [
      'journeys.test.ts › shows\n  not visible',
      'journeys.test.ts › inner',
    ],
  });
});

test('the sum is the last line, alone; a step without a result is a failure', () => {
  const good = { step: 'test', result: { passed: 7, failed: 0 } };
  assert.deepEqual(summarize([good]), {
    lines: ['test: 7 passed, 0 failed', '', '7 passed, 0 failed'],
    ok: true,
  });
  const browser = {
    step: 'test-browser',
    result: { passed: 0, failed: 1, failures: ['a.test.ts › shows'] },
  };
  assert.deepEqual(summarize([good, browser]).lines, [
    'Failed:',
    'test-browser: a.test.ts › shows',
    '',
    'test: 7 passed, 0 failed',
    'test-browser: 0 passed, 1 failed',
    '',
    '7 passed, 1 failed',
  ]);
  const { lines, ok } = summarize([good, { step: 'lint', result: undefined }]);
  assert.equal(lines.at(-1), '7 passed, 1 failed');
  assert.equal(ok, false);
});
