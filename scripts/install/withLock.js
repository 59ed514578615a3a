'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');

const RETRY_MS = 500;

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Takes the lock, unless a process that still runs holds it. */
function tryLock(file) {
  try {
    fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') {
      throw error;
    }
    const owner = Number(
      fs.readFileSync(file, { encoding: 'utf8', flag: 'a+' }),
    );
    if (!owner || !isRunning(owner)) {
      fs.rmSync(file, { force: true });
    }
    return false;
  }
}

/** Runs one at a time across processes; a lock of a dead one is ignored. */
async function withLock(file, onWait, action) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  for (let attempt = 0; !tryLock(file); attempt++) {
    if (attempt === 1) {
      onWait();
    }
    await sleep(RETRY_MS);
  }
  try {
    return await action();
  } finally {
    fs.rmSync(file, { force: true });
  }
}

module.exports = { withLock };
