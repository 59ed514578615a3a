import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below those that a system gives to whoever connects somewhere (from 32,768 on Linux): a server takes its port seconds
 * after it was found free, and until then each connection of another test could get it.
 */
const LOWEST = 10_000;
const BEYOND_HIGHEST = 30_000;
const ATTEMPTS = 200;

const given = new Set<number>();

/**
 * A port of the loopback interface that is free at this moment, and was not given before by this process.
 *
 * @param inARow - So many from it on have to be free: some programs take the next ones besides.
 * @throws Error when none was found.
 */
export async function freePort(inARow = 1): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const first = randomInt(LOWEST, BEYOND_HIGHEST);
    const ports = Array.from({ length: inARow }, (_, index) => first + index);
    if (ports.some(port => given.has(port))) continue;
    // Before it is looked at: another call may be looking, too.
    for (const port of ports) given.add(port);
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) return first;
  }
  throw new Error(
    `No free port was found between ${LOWEST} and ${BEYOND_HIGHEST} of 127.0.0.1`,
  );
}

async function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
