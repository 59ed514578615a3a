'use strict';

const { randomInt } = require('node:crypto');
const path = require('node:path');
const { parseArgs } = require('node:util');
const { ROOT } = require('../bootstrap/paths');
const { UserError } = require('../bootstrap/UserError');
const { ensureInstalled } = require('../install/ensureInstalled');
const test = require('./test');

const DELAYS = path.join(ROOT, 'scripts/chance/delayEverything.js');

/**
 * `npm test` of packages, with everything that may come late coming late now and then: finds tests, and code, that count on
 * what is only likely. All arguments but `--seed` go to Jest.
 */
async function main(args) {
  const { seed, rest } = takeSeed(args);
  await ensureInstalled();
  process.env.LAKEHOUSE_DELAYS = String(seed);
  process.env.NODE_OPTIONS = [
    ...(process.env.NODE_OPTIONS ? [process.env.NODE_OPTIONS] : []),
    `--require ${JSON.stringify(DELAYS)}`,
  ].join(' ');
  console.log(`Delays by the seed ${seed}; --seed ${seed} gives them again`);
  return test.main([...rest, '--randomize', `--seed=${seed}`]);
}

function takeSeed(args) {
  const { tokens } = parseArgs({
    args,
    options: { seed: { type: 'string' } },
    strict: false,
    tokens: true,
  });
  const given = tokens.findLast(
    token => token.kind === 'option' && token.name === 'seed',
  );
  const seed = given ? Number(given.value) : randomInt(1, 1_000_000);
  if (!Number.isSafeInteger(seed) || seed < 1) {
    throw new UserError('--seed needs a whole number of 1 or more');
  }
  const taken = given?.inlineValue === false ? 2 : 1;
  const rest = given
    ? args.filter(
        (_, index) => index < given.index || index >= given.index + taken,
      )
    : args;
  return { seed, rest };
}

module.exports = { main };
