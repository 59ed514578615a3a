'use strict';

const { spawn } = require('node:child_process');

/** Runs a program to its end and gives its exit code and all that it wrote. */
function captureProcess(command, args, { onLine, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      ...options,
    });
    let stdout = '';
    let stderr = '';
    let unfinished = '';
    const report = text => {
      if (onLine) {
        const lines = (unfinished + text).split('\n');
        unfinished = lines.pop();
        lines.forEach(line => onLine(line));
      }
    };
    child.stdout.setEncoding('utf8').on('data', text => {
      stdout += text;
      report(text);
    });
    child.stderr.setEncoding('utf8').on('data', text => {
      stderr += text;
      report(text);
    });
    child.on('error', reject);
    child.on('close', code => {
      if (unfinished) {
        onLine(unfinished);
      }
      resolve({ code: code ?? 1, stdout, stderr });
    });
  });
}

module.exports = { captureProcess };
