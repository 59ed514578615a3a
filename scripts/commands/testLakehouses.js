'use strict';

const { runTestbed } = require('../testbed/runTestbed');

/** Tests of whole lakehouses: rendered, applied to a real Kubernetes, proved, maintained. */
async function main(args) {
  return runTestbed('lakehouses', args);
}

module.exports = { main };
