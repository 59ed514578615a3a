import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { ConnectionCheck } from '../catalog';
import { checkHop, HopFailure, HopSkipped } from './checkHop';
import { withinTime } from './withinTime';

/** How long a name is looked up, or a connection tried, in milliseconds. */
export const PROBE_TIMEOUT_MS = 10_000;

/**
 * Whether the name of a host can be looked up from here.
 *
 * @param host - A name or an address, IPv6 without brackets.
 */
export async function probeDns(
  host: string,
  options: { signal?: AbortSignal; timeoutMs?: number } = {},
): Promise<ConnectionCheck> {
  const { signal, timeoutMs = PROBE_TIMEOUT_MS } = options;
  return checkHop(
    'dns',
    async () => {
      if (isIP(host) > 0) throw new HopSkipped(`${host} is an address`);
      const addresses = await withinTime(
        lookup(host, { all: true }),
        timeoutMs,
        signal,
        () =>
          new HopFailure(
            `Looking up ${host} took longer than ${timeoutMs} ms`,
            'Check the name server of the machine that runs the back end.',
          ),
      ).catch(error => {
        throw error instanceof HopFailure ? error : notFound(host, error);
      });
      return `${host} is ${addresses.map(({ address }) => address).join(', ')}`;
    },
    signal,
  );
}

function notFound(host: string, error: unknown): HopFailure {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOTFOUND'
    ? new HopFailure(
        `There is no host named ${host}`,
        'Check the spelling; inside a cluster, whether the name is known where the back end runs.',
      )
    : new HopFailure(
        `The name ${host} could not be looked up (${
          code ?? 'no reason given'
        })`,
        'Check the name server of the machine that runs the back end.',
      );
}
