'use strict';

const fs = require('node:fs');

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Counts of a run of Jest (`--json --outputFile`); a suite that broke counts too. */
function readJestResult(file) {
  const result = readJson(file);
  return {
    passed: result?.numPassedTests ?? 0,
    failed:
      (result?.numFailedTests ?? 0) + (result?.numRuntimeErrorTestSuites ?? 0),
  };
}

/**
 * Tests that a run of Jest left out (`describe.skip`, `it.skip`), each with the names of what it is in; a test says why in its
 * own name.
 */
function readLeftOut(file) {
  return (readJson(file)?.testResults ?? [])
    .flatMap(({ assertionResults }) => assertionResults ?? [])
    .filter(({ status }) => status === 'pending' || status === 'todo')
    .map(({ ancestorTitles, title }) => [...ancestorTitles, title].join(' › '));
}

/** Counts of a run of Playwright (reporter "json"). */
function readPlaywrightResult(file) {
  const stats = readJson(file)?.stats;
  return {
    passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0),
    failed: stats?.unexpected ?? 0,
  };
}

/** Counts that scripts/results/nodeTestCounts.mjs wrote. */
function readNodeTestResult(file) {
  return { passed: 0, failed: 0, ...readJson(file) };
}

/** A step that ran nothing has failed, as has one that ended with an error. */
function judge({ passed, failed }, exitCode) {
  return {
    passed,
    failed: failed === 0 && (exitCode !== 0 || passed === 0) ? 1 : failed,
  };
}

module.exports = {
  judge,
  readJestResult,
  readLeftOut,
  readNodeTestResult,
  readPlaywrightResult,
};
