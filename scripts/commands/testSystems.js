'use strict';

const { runTestbed } = require('../testbed/runTestbed');

/** Tests of the catalogs, stores, engines and clients, each against the real system. */
async function main(args) {
  return runTestbed('systems', args);
}

module.exports = { main };
