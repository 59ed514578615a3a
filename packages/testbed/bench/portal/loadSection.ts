import type { Report } from '../report/Report';
import { percentile } from '../report/statistics';
import type { BenchPortal } from './BenchPortal';

const EVERY_MS = 100;
const ROUND_MS = 8_000;
const ROUNDS = 3;

const PATHS = [
  '/tables?limit=50',
  '/tables?limit=50&sort=size&layer=gold',
  '/lakehouses',
  '/tables?limit=50&sort=age&search=table_0042',
];

/**
 * The API while the largest table is being scanned, over and over, against when nothing is: requests at fixed times,
 * whether or not those before them were answered, each measured from the time at which it was due.
 */
export async function loadSection(
  report: Report,
  portal: BenchPortal,
): Promise<void> {
  const idle: number[] = [];
  const busy: number[] = [];
  const done = { scans: 0, ms: 0 };
  await measure(portal, 2_000);
  await portal.scan('large');
  for (let round = 0; round < ROUNDS; round++) {
    idle.push(...(await measure(portal, ROUND_MS)));
    const stop = new AbortController();
    const scanning = scanOnAndOn(portal, done, stop.signal);
    busy.push(...(await measure(portal, ROUND_MS)));
    stop.abort();
    await scanning;
  }
  const { items } = await portal.call<{
    items: Array<{ dataFiles?: number }>;
  }>('/tables?lakehouse=large');
  const files = items[0]?.dataFiles ?? 0;
  if (files < 900_000) {
    throw new Error(`The large table has ${files} files`);
  }
  const [idle99, busy99] = [percentile(idle, 0.99), percentile(busy, 0.99)];
  report.line(
    `\nAPI pages of 10,000 tables, ${1000 / EVERY_MS} requests a second (${
      idle.length
    } idle, ${busy.length} during ${done.scans} scans of ${files.toLocaleString(
      'en',
    )} files, ${(done.ms / done.scans / 1000).toFixed(1)} s each):`,
  );
  report.line(
    `  idle      p50 ${percentile(idle, 0.5).toFixed(
      1,
    )} ms, p99 ${idle99.toFixed(1)} ms`,
  );
  report.line(
    `  scanning  p50 ${percentile(busy, 0.5).toFixed(
      1,
    )} ms, p99 ${busy99.toFixed(1)} ms`,
  );
  report.goal({
    name: 'p99 of API pages while the largest table is scanned, in that of idle',
    measured: busy99 / idle99,
    atMost: 2,
    unit: ' x',
  });
}

async function measure(
  portal: BenchPortal,
  durationMs: number,
): Promise<number[]> {
  const start = performance.now();
  const pending: Array<Promise<number>> = [];
  for (let number = 0; number * EVERY_MS < durationMs; number++) {
    const due = start + number * EVERY_MS;
    const wait = due - performance.now();
    if (wait > 0) {
      await new Promise(resolve => setTimeout(resolve, wait));
    }
    pending.push(
      portal
        .call(PATHS[number % PATHS.length])
        .then(() => performance.now() - due),
    );
  }
  return Promise.all(pending);
}

/** Scans the large table again and again until it is told to stop, and counts. */
async function scanOnAndOn(
  portal: BenchPortal,
  done: { scans: number; ms: number },
  stop: AbortSignal,
): Promise<void> {
  while (!stop.aborted) {
    const start = performance.now();
    const { scan } = await portal.scan('large');
    if (scan.status !== 'ok') {
      throw new Error(`The large table: ${JSON.stringify(scan)}`);
    }
    done.scans += 1;
    done.ms += performance.now() - start;
  }
}
