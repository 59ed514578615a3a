'use strict';

const STEPS = {
  'Resolution step': 'reading what is needed',
  'Fetch step': 'fetching packages',
  'Link step': 'writing them to node_modules',
};

/** Says once per step of Yarn where an install has got to. */
function installProgress(print) {
  return line => {
    const step = Object.keys(STEPS).find(name => line.includes(`┌ ${name}`));
    if (step) {
      print(`  ${STEPS[step]} …`);
    }
  };
}

module.exports = { installProgress };
