'use strict';

const CHECK_MS = 500;

let timer;

/**
 * npm hands a signal to the shell that it runs us in, and the shell dies of it
 * without a word to us: we would go on as an orphan. So look after the parent.
 */
function stopWithParent(env = process.env) {
  if (timer || !env.npm_lifecycle_event) {
    return;
  }
  const parent = process.ppid;
  timer = setInterval(() => {
    if (process.ppid !== parent) {
      clearInterval(timer);
      process.kill(process.pid, 'SIGTERM');
    }
  }, CHECK_MS).unref();
}

module.exports = { stopWithParent };
