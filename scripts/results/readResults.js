'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { stripVTControlCharacters } = require('node:util');

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Longer than most errors say in their first lines, short enough for a list of failures. */
const MAX_MESSAGE = 500;

/** What failed, in a line, and the beginning of why below it. */
function describeFailure(title, message = '') {
  const lines = stripVTControlCharacters(String(message))
    .slice(0, MAX_MESSAGE)
    .split('\n')
    .filter(line => line.trim() !== '')
    .slice(0, 6);
  return [title, ...lines.map(line => `  ${line}`)].join('\n');
}

/** Counts of a run of Jest (`--json --outputFile`) and what failed; a suite that broke counts too. */
function readJestResult(file) {
  const result = readJson(file);
  return {
    passed: result?.numPassedTests ?? 0,
    failed:
      (result?.numFailedTests ?? 0) + (result?.numRuntimeErrorTestSuites ?? 0),
    failures: (result?.testResults ?? []).flatMap(suite => {
      const name = path.basename(suite.name ?? '');
      const failed = (suite.assertionResults ?? []).filter(
        ({ status }) => status === 'failed',
      );
      return failed.length === 0 && suite.status === 'failed'
        ? [describeFailure(name, suite.message)]
        : failed.map(({ ancestorTitles, title, failureMessages }) =>
            describeFailure(
              [name, ...ancestorTitles, title].join(' › '),
              failureMessages?.[0],
            ),
          );
    }),
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

/** Counts of a run of Playwright (reporter "json") and what failed. */
function readPlaywrightResult(file) {
  const report = readJson(file);
  const stats = report?.stats;
  const failuresOf = suite => [
    ...(suite.specs ?? [])
      .filter(({ ok }) => !ok)
      .map(spec =>
        describeFailure(
          `${spec.file ?? suite.file} › ${spec.title}`,
          spec.tests?.flatMap(({ results }) => results ?? []).at(-1)?.error
            ?.message,
        ),
      ),
    ...(suite.suites ?? []).flatMap(failuresOf),
  ];
  return {
    passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0),
    failed: stats?.unexpected ?? 0,
    failures: (report?.suites ?? []).flatMap(failuresOf),
  };
}

/** Counts that scripts/results/nodeTestCounts.mjs wrote, and what failed. */
function readNodeTestResult(file) {
  return { passed: 0, failed: 0, failures: [], ...readJson(file) };
}

/** A step that ran nothing has failed, as has one that ended with an error. */
function judge({ passed, failed, failures = [] }, exitCode) {
  return {
    passed,
    failed: failed === 0 && (exitCode !== 0 || passed === 0) ? 1 : failed,
    failures,
  };
}

module.exports = {
  judge,
  readJestResult,
  readLeftOut,
  readNodeTestResult,
  readPlaywrightResult,
};
