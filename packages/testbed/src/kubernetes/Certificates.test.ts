import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { MissingPrerequisiteError } from '../MissingPrerequisiteError';
import { goToolchain } from './build/goToolchain';
import { type CertificatePaths, Certificates } from './Certificates';
import { readCertificate, writeKubeconfig } from './kubeconfig';

const read = (path: string) => readFileSync(path, 'utf8');

/** Whom a server sees that asks for certificates of `authority`. */
async function whoIsSeen(options: {
  authority: string;
  server: CertificatePaths;
  client: CertificatePaths;
}): Promise<unknown> {
  const { authority, server, client } = options;
  const listener = createServer({
    ca: read(authority),
    cert: read(server.certificate),
    key: read(server.key),
    requestCert: true,
    // Who is refused is told below, with the reason.
    rejectUnauthorized: false,
  });
  await new Promise<void>(resolve => listener.listen(0, '127.0.0.1', resolve));
  const seen = new Promise((resolve, reject) => {
    listener.once('secureConnection', (socket: TLSSocket) =>
      resolve(
        socket.authorized
          ? { ...socket.getPeerCertificate().subject }
          : `refused: ${socket.authorizationError}`,
      ),
    );
    listener.once('tlsClientError', reject);
  });
  const socket = connect({
    host: '127.0.0.1',
    port: (listener.address() as AddressInfo).port,
    ca: read(authority),
    cert: read(client.certificate),
    key: read(client.key),
  });
  const failed = new Promise((_resolve, reject) => {
    socket.once('error', reject);
  });
  try {
    return await Promise.race([seen, failed]);
  } finally {
    socket.destroy();
    listener.close();
  }
}

describe('Certificates of a Kubernetes', () => {
  let directory: string;
  let certificates: Certificates;
  let server: CertificatePaths;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'lakehouse-certificates-'));
    certificates = await Certificates.create(join(directory, 'pki'), 'one');
    server = await certificates.server('server', { CN: 'server' }, [
      'IP:127.0.0.1',
    ]);
  });

  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('let a server know its client by name and group', async () => {
    const client = await certificates.client('admin', {
      O: 'system:masters',
      CN: 'admin',
    });
    await expect(
      whoIsSeen({
        authority: certificates.authority.certificate,
        ...{ server, client },
      }),
    ).resolves.toEqual({ O: 'system:masters', CN: 'admin' });
  });

  it('name all groups of somebody who is in more than one', async () => {
    const client = await certificates.client('member', {
      O: ['analysts', 'admins'],
      CN: 'jo@example.com',
    });
    await expect(
      whoIsSeen({
        authority: certificates.authority.certificate,
        ...{ server, client },
      }),
    ).resolves.toEqual({ O: ['analysts', 'admins'], CN: 'jo@example.com' });
  });

  it('of another authority are refused, whatever name they carry', async () => {
    const others = await Certificates.create(join(directory, 'other'), 'one');
    const client = await others.client('admin', {
      O: 'system:masters',
      CN: 'admin',
    });
    await expect(
      whoIsSeen({
        authority: certificates.authority.certificate,
        ...{ server, client },
      }),
    ).resolves.toMatch(/^refused: .*(SIGNATURE|ISSUER|SELF_SIGNED)/);
  });

  it('have keys that only we can read, and so has a kubeconfig', async () => {
    const file = await writeKubeconfig(join(directory, 'kubeconfig'), {
      url: 'https://127.0.0.1:6443',
      ca: read(certificates.authority.certificate),
      credentials: await readCertificate(server),
    });
    for (const path of [certificates.authority.key, server.key, file])
      expect(statSync(path).mode.toString(8)).toBe('100600');
    expect(statSync(certificates.directory).mode.toString(8)).toBe('40700');
  });
});

describe('A machine that lacks a program', () => {
  const before = process.env.PATH;

  afterEach(() => {
    process.env.PATH = before;
  });

  it('is told that Go is missing, and that OpenSSL is', async () => {
    process.env.PATH = '/nowhere';
    const go = await goToolchain('Kubernetes').catch(error => error);
    expect(go).toBeInstanceOf(MissingPrerequisiteError);
    expect(go.message).toContain('Go 1.25 or newer');
    const openssl = await Certificates.create('/nowhere/pki', 'one').catch(
      error => error,
    );
    expect(openssl).toBeInstanceOf(MissingPrerequisiteError);
    expect(openssl.message).toContain('OpenSSL 3');
  });
});
