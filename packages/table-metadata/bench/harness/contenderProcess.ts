/* Started by Contender.ts: runs one contender whenever a line comes in. */
import { createInterface } from 'node:readline';
import { CONTENDERS } from '../contenders';
import type { Job, RunResult } from './Answer';
import { peakMemory } from './peakMemory';

async function serve(): Promise<void> {
  const job = JSON.parse(process.argv[2]) as Job;
  const run = await CONTENDERS[job.contender](job);
  say({ ready: true });
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'memory') {
      say({ peakBytes: peakMemory() });
      continue;
    }
    // What the run before has left is not to be cleaned up within this one.
    globalThis.gc?.();
    const cpu = process.cpuUsage();
    const start = performance.now();
    const found = await run();
    const wallMs = performance.now() - start;
    const { user, system } = process.cpuUsage(cpu);
    const result: RunResult = {
      wallMs,
      cpuMs: (user + system) / 1000,
      ...found,
    };
    say(result);
  }
}

function say(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

serve().then(
  () => process.exit(0),
  error => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    process.exit(1);
  },
);
