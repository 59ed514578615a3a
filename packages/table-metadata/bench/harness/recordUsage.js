'use strict';

/* Preloaded by commandSection.ts: writes what a process has used when it ends. */
const fs = require('node:fs');
const { isMainThread } = require('node:worker_threads');

if (isMainThread && process.env.LAKEHOUSE_BENCH_USAGE) {
  process.on('exit', () => {
    const { user, system } = process.cpuUsage();
    let peakBytes = process.resourceUsage().maxRSS * 1024;
    if (process.platform === 'linux') {
      const status = fs.readFileSync('/proc/self/status', 'utf8');
      peakBytes = Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)[1]) * 1024;
    }
    fs.writeFileSync(
      process.env.LAKEHOUSE_BENCH_USAGE,
      JSON.stringify({ cpuMs: (user + system) / 1000, peakBytes }),
    );
  });
}
