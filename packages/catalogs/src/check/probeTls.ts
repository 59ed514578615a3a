import { isIP } from 'node:net';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import type { ConnectionCheck } from '../catalog';
import { checkHop, HopFailure } from './checkHop';
import { PROBE_TIMEOUT_MS } from './probeDns';
import { withinTime } from './withinTime';

const UNTRUSTED = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
]);

/**
 * Whether a host proves at a port who it is.
 *
 * @param options - `ca`: certificates that are trusted, PEM; those of the system when left out. `tls`: more for the
 * connection, for example a client certificate.
 */
export async function probeTls(
  host: string,
  port: number,
  options: {
    ca?: string;
    tls?: ConnectionOptions;
    signal?: AbortSignal;
    timeoutMs?: number;
  } = {},
): Promise<ConnectionCheck> {
  const { signal, timeoutMs = PROBE_TIMEOUT_MS, ca } = options;
  return checkHop(
    'tls',
    async () => {
      let socket: TLSSocket | undefined;
      try {
        return await withinTime(
          new Promise<string>((resolve, reject) => {
            socket = connect({
              ...options.tls,
              host,
              port,
              ...(ca !== undefined && { ca }),
              ...(isIP(host) === 0 && { servername: host }),
            });
            const opened = socket;
            opened.once('secureConnect', () => resolve(whoIs(host, opened)));
            opened.on('error', error => reject(failure(host, port, error)));
            opened.once('end', () =>
              reject(
                new HopFailure(
                  `${host}:${port} closed the connection instead of answering`,
                  'It may not speak TLS: try http instead of https.',
                ),
              ),
            );
          }),
          timeoutMs,
          signal,
          () =>
            new HopFailure(
              `No TLS answer from ${host}:${port} within ${timeoutMs} ms`,
              'It may not speak TLS: try http instead of https.',
            ),
        );
      } finally {
        socket?.destroy();
      }
    },
    signal,
  );
}

function whoIs(host: string, socket: TLSSocket): string {
  const { subject, valid_to: until } = socket.getPeerCertificate();
  const name = [subject?.CN].flat()[0] ?? host;
  return `${socket.getProtocol()}, certificate of ${name}, valid until ${until}`;
}

function failure(host: string, port: number, error: Error): HopFailure {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (UNTRUSTED.has(code))
    return new HopFailure(
      `The certificate of ${host} is signed by nobody who is trusted here (${code})`,
      'Name the certificate of its authority in the configuration of this connection, or in NODE_EXTRA_CA_CERTS.',
    );
  if (code === 'CERT_HAS_EXPIRED')
    return new HopFailure(
      `The certificate of ${host} has expired`,
      'Renew it on the server.',
    );
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return new HopFailure(
      `The certificate at ${host}:${port} is for another host`,
      'Use the name that the certificate is for.',
    );
  if (code === 'EPROTO' || code === 'ERR_SSL_WRONG_VERSION_NUMBER')
    return new HopFailure(
      `${host}:${port} does not speak TLS (${code})`,
      'Try http instead of https.',
    );
  return new HopFailure(
    `TLS with ${host}:${port} failed (${code || error.message})`,
  );
}
