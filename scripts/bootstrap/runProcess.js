'use strict';

const { spawn } = require('node:child_process');
const os = require('node:os');
const { stopWithParent } = require('./stopWithParent');

const FORWARDED_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program to its end with our own input and output, hands signals on,
 * and gives its exit code (128 + n where signal n ended it, as a shell does).
 */
function runProcess(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    const forward = signal => child.kill(signal);
    FORWARDED_SIGNALS.forEach(signal => process.on(signal, forward));
    stopWithParent();
    const settle = (finish, value) => {
      FORWARDED_SIGNALS.forEach(signal => process.off(signal, forward));
      finish(value);
    };
    child.on('error', error => settle(reject, error));
    child.on('exit', (code, signal) =>
      settle(resolve, code ?? 128 + (os.constants.signals[signal] ?? 0)),
    );
  });
}

module.exports = { runProcess };
