import { randomInt } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { createServer } from 'node:net';

/**
 * Below those that a system gives to whoever connects somewhere (from 32,768 on Linux): a server takes its port seconds
 * after it was found free, and until then each connection of another test could get it.
 */
const LOWEST = 10_000;
const BEYOND_HIGHEST = 30_000;
const ATTEMPTS = 200;

/**
 * A port of the loopback interface that is free at this moment, and was not given before by this process or by another that
 * lives: Jest's workers start servers at the same time.
 *
 * @param inARow - So many from it on have to be free: some programs take the next ones besides.
 * @throws Error when none was found.
 */
export async function freePort(inARow = 1): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const first = randomInt(LOWEST, BEYOND_HIGHEST);
    const ports = Array.from({ length: inARow }, (_, index) => first + index);
    // Before it is looked at whether they are free: another call may be looking, too.
    const taken = await Promise.all(ports.map(take));
    if (
      taken.every(socket => socket !== undefined) &&
      (await Promise.all(ports.map(isFree))).every(Boolean)
    )
      return first;
    for (const socket of taken) socket?.close();
  }
  throw new Error(
    `No free port was found between ${LOWEST} and ${BEYOND_HIGHEST} of 127.0.0.1`,
  );
}

/**
 * Takes a port for this process: it holds the one of UDP with the same number, which no server of the testbed wants, and which
 * the operating system gives to one process only, and takes back at its end, however that comes.
 *
 * @returns undefined where somebody has it.
 */
async function take(port: number): Promise<Socket | undefined> {
  const socket = createSocket('udp4');
  return new Promise(resolve => {
    socket.once('error', () => {
      socket.close();
      resolve(undefined);
    });
    socket.bind({ port, address: '127.0.0.1', exclusive: true }, () => {
      // Nobody waits for it.
      socket.unref();
      resolve(socket);
    });
  });
}

async function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
