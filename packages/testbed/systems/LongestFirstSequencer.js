'use strict';

const path = require('node:path');
const Sequencer = require('@jest/test-sequencer').default;

/**
 * Files that take minutes, the longest first. They begin before all others: one that begins last is waited for by a worker
 * that has nothing to do. Jest would go by the size of the files, which says nothing here.
 */
const LONGEST = [
  'engines',
  'proveCluster',
  'demo',
  'maintenance',
  'prove',
  'systemsCommand',
  'scaffolderPods',
  'blueprintPods',
  'scaffolderKubernetes',
  'applyPods',
  'snippets',
  'backendOnPostgres',
  'enginesInNessie',
  'scale',
  'blueprintBoot',
].map(name => `${name}.systems.ts`);

/** The order of the tests against real systems. */
module.exports = class LongestFirstSequencer extends Sequencer {
  sort(tests) {
    const rank = ({ path: file }) => {
      const index = LONGEST.indexOf(path.basename(file));
      return index === -1 ? LONGEST.length : index;
    };
    return super.sort(tests).sort((a, b) => rank(a) - rank(b));
  }
};
