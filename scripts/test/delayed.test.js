'use strict';

const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const path = require('node:path');
const { test } = require('node:test');
const { ROOT } = require('../bootstrap/paths');
const { UserError } = require('../bootstrap/UserError');
const { main } = require('../commands/testDelayed');

const DELAYS = path.join(ROOT, 'scripts/chance/delayEverything.js');

/** In a process of its own, as workers of Jest are. */
function runDelayed(program) {
  const output = execFileSync(
    process.execPath,
    ['--require', DELAYS, '--eval', program],
    { env: { ...process.env, LAKEHOUSE_DELAYS: '7' }, encoding: 'utf8' },
  );
  return JSON.parse(output);
}

test('with delays, files, timers and servers give what they give, in another order', () => {
  const finished = runDelayed(`
    const { readFile } = require('node:fs/promises');
    const finished = [];
    Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        await readFile(${JSON.stringify(DELAYS)}, 'utf8');
        finished.push(index);
      }),
    ).then(() => console.log(JSON.stringify(finished)));
  `);
  const inOrder = Array.from({ length: 40 }, (_, index) => index);
  assert.notDeepEqual(finished, inOrder);
  assert.deepEqual(
    finished.toSorted((a, b) => a - b),
    inOrder,
  );
  assert.deepEqual(
    runDelayed(`
      const { createServer } = require('node:http');
      const { setTimeout: sleep } = require('node:timers/promises');
      const server = createServer((request, response) =>
        request.pipe(response),
      ).listen(0, '127.0.0.1', async () => {
        const url = 'http://127.0.0.1:' + server.address().port;
        const answers = [];
        for (let count = 0; count < 10; count++) {
          const answer = await fetch(url, { method: 'POST', body: 'x' + count });
          answers.push(await answer.text());
        }
        answers.push(await sleep(1, 'slept'));
        server.close(() => console.log(JSON.stringify(answers)));
      });
    `),
    [...Array.from({ length: 10 }, (_, count) => `x${count}`), 'slept'],
  );
});

test('a seed that is none is refused before anything is run', async () => {
  for (const args of [['--seed', 'x'], ['--seed=0'], ['--seed', '1.5']]) {
    await assert.rejects(main(args), UserError);
  }
});
