import { connect } from 'node:net';
import type { ConnectionCheck } from '../catalog';
import { checkHop, HopFailure } from './checkHop';
import { PROBE_TIMEOUT_MS } from './probeDns';
import { withinTime } from './withinTime';

/** Whether something accepts connections at a host and port. */
export async function probeTcp(
  host: string,
  port: number,
  options: { signal?: AbortSignal; timeoutMs?: number } = {},
): Promise<ConnectionCheck> {
  const { signal, timeoutMs = PROBE_TIMEOUT_MS } = options;
  return checkHop(
    'tcp',
    async () => {
      const socket = connect({ host, port });
      try {
        await withinTime(
          new Promise<void>((resolve, reject) => {
            socket.once('connect', () => resolve());
            socket.on('error', error => reject(refused(host, port, error)));
          }),
          timeoutMs,
          signal,
          () =>
            new HopFailure(
              `Nothing answered at ${host}:${port} within ${timeoutMs} ms`,
              'A firewall or network policy between the back end and this address may drop the packets.',
            ),
        );
        return `Connected to ${host}:${port}`;
      } finally {
        socket.destroy();
      }
    },
    signal,
  );
}

/** Of an address that could not be reached; several addresses of one name give several causes. */
function refused(host: string, port: number, error: Error): HopFailure {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ECONNREFUSED')
    return new HopFailure(
      `Nothing listens at ${host}:${port}: the connection was refused`,
      'Check the port, and whether the server is running.',
    );
  return new HopFailure(
    `${host}:${port} can't be reached (${code ?? error.message})`,
    'Check the route from the machine that runs the back end, and its firewall.',
  );
}
