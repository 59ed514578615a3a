'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');

const RETRY_MS = 500;
/** Whoever takes a lock writes its number into it at once; after so long, nobody will. */
const UNNAMED_MS = 10_000;

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
    if (isAbandoned(file)) {
      fs.rmSync(file, { force: true });
    }
    return false;
  }
}

function isAbandoned(file) {
  const { mtimeMs } = fs.statSync(file, { throwIfNoEntry: false }) ?? {};
  // Given back meanwhile.
  if (mtimeMs === undefined) {
    return false;
  }
  const owner = ownerOf(file);
  return owner ? !isRunning(owner) : Date.now() - mtimeMs > UNNAMED_MS;
}

function ownerOf(file) {
  try {
    return Number(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code !== 'ENOENT') {
      throw error;
    }
    // Nothing is left to be removed; what comes now is somebody else's.
    return process.pid;
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
