// Required before anything else in a process of tests: what may take longer does, now and then, by up to LAKEHOUSE_DELAYS_MS.
// File operations, timers and answers of HTTP servers come late, and so in another order. The seed is LAKEHOUSE_DELAYS.
'use strict';

const fs = require('node:fs');
const http = require('node:http');
const https = require('node:https');
const timers = require('node:timers/promises');
const { promisify } = require('node:util');

const SHARE = 0.25;
const LONGEST_MS = Number(process.env.LAKEHOUSE_DELAYS_MS ?? 15);
const FILE_OPERATIONS = [
  ...['access', 'appendFile', 'copyFile', 'cp', 'link', 'lstat', 'mkdir'],
  ...['mkdtemp', 'open', 'readFile', 'readdir', 'realpath', 'rename', 'rm'],
  ...['rmdir', 'stat', 'symlink', 'unlink', 'utimes', 'writeFile'],
];

// Of each worker of Jest another one, and the same again with the same seed.
let state =
  Number(process.env.LAKEHOUSE_DELAYS) * 1000 +
  Number(process.env.JEST_WORKER_ID ?? 0);

/** Numerical Recipes' generator: 32 bits are plenty. */
function random() {
  state = (Math.imul(state, 1664525) + 1013904223) % 2 ** 32;
  return (state >>> 0) / 2 ** 32;
}

function delayMs() {
  return random() < SHARE ? random() * LONGEST_MS : 0;
}

const { setTimeout: startTimer } = globalThis;
const { setTimeout: sleep } = timers;

function pause() {
  const ms = delayMs();
  return ms > 0
    ? new Promise(resolve => {
        startTimer(resolve, ms);
      })
    : undefined;
}

for (const name of FILE_OPERATIONS) {
  const operation = fs.promises[name];
  fs.promises[name] = async (...args) => {
    await pause();
    const result = await operation(...args);
    await pause();
    return result;
  };
}

timers.setTimeout = (ms = 1, ...rest) => sleep(ms + delayMs(), ...rest);
globalThis.setTimeout = Object.assign(
  (callback, ms = 1, ...rest) => startTimer(callback, ms + delayMs(), ...rest),
  { [promisify.custom]: startTimer[promisify.custom] },
);

for (const { prototype } of [http.Server, https.Server]) {
  const { emit } = prototype;
  prototype.emit = function emitLate(event, ...args) {
    const ms = event === 'request' ? delayMs() : 0;
    if (ms === 0) return emit.call(this, event, ...args);
    startTimer(() => emit.call(this, event, ...args), ms);
    return true;
  };
}
