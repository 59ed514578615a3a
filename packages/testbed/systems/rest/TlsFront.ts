import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** Stands in front of a server and speaks TLS, with a certificate that nobody trusts who is not told to. */
export class TlsFront {
  /** @param directory - Gets key and certificate; they are made with `openssl`. */
  static async start(target: string, directory: string): Promise<TlsFront> {
    const [key, cert] = ['key.pem', 'cert.pem'].map(name =>
      join(directory, name),
    );
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'],
        ...['-subj', '/CN=catalog.testbed', '-keyout', key, '-out', cert],
        ...['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
      ],
      { stdio: 'pipe' },
    );
    const front = new TlsFront(new URL(target), {
      key: readFileSync(key),
      cert: readFileSync(cert),
    });
    await new Promise<void>(resolve =>
      front.#server.listen(0, '127.0.0.1', resolve),
    );
    return front;
  }

  /** The certificate, PEM. */
  readonly ca: string;
  readonly #server: Server;

  private constructor(target: URL, pair: { key: Buffer; cert: Buffer }) {
    this.ca = pair.cert.toString('utf8');
    this.#server = createServer(pair, (incoming, outgoing) => {
      const { method, url: path, headers } = incoming;
      const forwarded = request(
        new URL(path ?? '/', target),
        // One kept open may be closed by the server just when it is used again.
        { method, headers, agent: false },
        answer => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        },
      );
      forwarded.on('error', () => outgoing.destroy());
      incoming.pipe(forwarded);
    });
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `https://localhost:${port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }
}
