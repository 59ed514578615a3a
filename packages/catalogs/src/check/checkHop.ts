import type { ConnectionCheck, ConnectionHop } from '../catalog';
import { CatalogError } from '../errors';

/** Why a hop failed, where trying it tells more than an error does. */
export class HopFailure extends Error {
  readonly name = 'HopFailure';

  /** @param advice - What to do about it. */
  constructor(message: string, readonly advice?: string) {
    super(message);
  }
}

/** There is no such hop here; the message says why. */
export class HopSkipped extends Error {
  readonly name = 'HopSkipped';
}

/**
 * Tries one hop and says how it went; never throws for what it tests.
 *
 * @param attempt - Gives what was seen, for people. It fails by throwing: `HopFailure` with advice, an error of this
 * package, whose message is shown as it is, or any other, of which only the message is shown.
 * @param signal - When it is aborted, that is thrown: a check that was stopped says nothing about the hop.
 */
export async function checkHop(
  hop: ConnectionHop,
  attempt: () => Promise<string>,
  signal?: AbortSignal,
): Promise<ConnectionCheck> {
  signal?.throwIfAborted();
  const startMs = performance.now();
  const done = (rest: Omit<ConnectionCheck, 'hop' | 'durationMs'>) => ({
    hop,
    ...rest,
    durationMs: Math.round(performance.now() - startMs),
  });
  try {
    return done({ outcome: 'passed', message: await attempt() });
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof HopSkipped)
      return done({ outcome: 'skipped', message: error.message });
    return done({
      outcome: 'failed',
      message: error instanceof Error ? error.message : String(error),
      advice:
        error instanceof HopFailure ? error.advice : adviceFor(error, hop),
    });
  }
}

function adviceFor(error: unknown, hop: ConnectionHop): string | undefined {
  if (!(error instanceof CatalogError)) return undefined;
  switch (error.name) {
    case 'CatalogAuthenticationError':
      return 'Check the credentials of this connection: the catalog does not accept them.';
    case 'CatalogAccessDeniedError':
      return hop === 'metadata-read'
        ? 'Let the portal’s user of the catalog read the metadata of tables.'
        : 'Let the portal’s user of the catalog list namespaces and tables.';
    default:
      return undefined;
  }
}
