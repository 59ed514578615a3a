/* Started by Contender.ts: runs one contender whenever a line comes in. */
import { createInterface } from 'node:readline';
import { CONTENDERS } from '../contenders';
import type { Job, RunResult } from './Answer';
import { peakMemory } from './peakMemory';

/** A run that is longer than this needs none before it to be warm for its most part. */
const REPEAT_BELOW_MS = 1500;

async function serve(): Promise<void> {
  const job = JSON.parse(process.argv[2]) as Job;
  const run = await CONTENDERS[job.contender](job);
  say({ ready: true });
  let lastMs = Number.POSITIVE_INFINITY;
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'memory') {
      say({ peakBytes: peakMemory() });
      continue;
    }
    // While the others had their turns, V8 has dropped code and the processor its caches: the same for all.
    if (job.isRepeatable && lastMs < REPEAT_BELOW_MS) await run();
    const cpu = process.cpuUsage();
    const start = performance.now();
    const found = await run();
    const wallMs = performance.now() - start;
    const { user, system } = process.cpuUsage(cpu);
    lastMs = wallMs;
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
