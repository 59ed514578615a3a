import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GcsFileIO } from '..';
import { CONTENT } from '../__testUtils__/content';
import { machineWithoutCredentials } from '../__testUtils__/machineWithoutCredentials';
import { SECRET } from '../__testUtils__/storesUnderTest';
import { serve } from '../__testUtils__/TestServer';
import { loadAuthLibrary } from './loadAuthLibrary';

/** As `gcloud iam workload-identity-pools create-cred-config` writes it, for a token service on this machine. */
function externalAccount(sts: string, folder: string): object {
  const file = join(folder, 'identity-token');
  writeFileSync(file, 'token-of-the-workload');
  return {
    type: 'external_account',
    audience:
      '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/portal',
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    token_url: `${sts}/token`,
    credential_source: { file },
  };
}

describe('credentials', () => {
  const machine = machineWithoutCredentials();
  // Google's library imports its HTTP client dynamically, which Jest can't; where there is a window, it takes that one's.
  const browser = globalThis as { window?: unknown };

  beforeAll(() => {
    // Takes its time on a busy machine.
    loadAuthLibrary();
  });
  beforeEach(() => {
    browser.window = { fetch };
  });
  afterAll(() => {
    delete browser.window;
  });

  it('of Google: a key file that is none is named, and nothing of it is shown', async () => {
    for (const content of [SECRET, JSON.stringify({ private_key: SECRET })]) {
      const keyFile = join(machine.folder, 'key.json');
      writeFileSync(keyFile, content);
      const error = await new GcsFileIO({
        warehouses: ['gs://lake'],
        endpoint: machine.server.url,
        keyFile,
      })
        .read('gs://lake/x')
        .catch(reason => reason);
      expect(error).toMatchObject({ name: 'StorageConfigError' });
      expect(error.message).toContain(keyFile);
      expect(JSON.stringify([error.message, error.stack])).not.toContain(
        SECRET,
      );
    }
  });

  it('of Google: a key signs requests, without asking another service for a token', async () => {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    const keyFile = join(machine.folder, 'account.json');
    writeFileSync(
      keyFile,
      JSON.stringify({
        type: 'service_account',
        client_email: 'reader@example.iam',
        private_key: privateKey,
      }),
    );
    const io = new GcsFileIO({
      warehouses: ['gs://lake'],
      endpoint: machine.server.url,
      keyFile,
      requests: { attempts: 1 },
    });
    machine.server.answer(serve(CONTENT));
    expect(await io.read('gs://lake/x')).toEqual(CONTENT);
    const [, claims] =
      machine.server.requests[0].headers.authorization?.split('.') ?? [];
    expect(
      JSON.parse(Buffer.from(claims, 'base64url').toString()),
    ).toMatchObject({
      iss: 'reader@example.iam',
      scope: 'https://www.googleapis.com/auth/devstorage.read_only',
    });
  });

  it('of Google: the configuration of a workload identity is a key file too, and its token is had where that says', async () => {
    const asked: string[] = [];
    machine.server.answer((request, response, count) => {
      if (request.url !== '/token') {
        serve(CONTENT)(request, response, count);
        return;
      }
      let body = '';
      request.on('data', chunk => (body += chunk));
      request.on('end', () => {
        asked.push(body);
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end('{"access_token":"of-the-workload","expires_in":3600}');
      });
    });
    const keyFile = join(machine.folder, 'workload.json');
    writeFileSync(
      keyFile,
      JSON.stringify(externalAccount(machine.server.url, machine.folder)),
    );
    const io = new GcsFileIO({
      ...{ warehouses: ['gs://lake'], endpoint: machine.server.url, keyFile },
      requests: { attempts: 1 },
    });
    expect(await io.read('gs://lake/x')).toEqual(CONTENT);
    await io.read('gs://lake/y');
    expect(
      machine.server.requests
        .filter(({ method }) => method === 'GET')
        .map(({ headers }) => headers.authorization),
    ).toEqual(['Bearer of-the-workload', 'Bearer of-the-workload']);
    // Once for both.
    expect(asked).toHaveLength(1);
    expect(Object.fromEntries(new URLSearchParams(asked[0]))).toMatchObject({
      subject_token: 'token-of-the-workload',
      scope: 'https://www.googleapis.com/auth/devstorage.read_only',
    });
  });

  it('of Google: an endpoint without a key is signed as the environment says, as anywhere; only an emulator is not', async () => {
    machine.server.answer((request, response, count) => {
      if (request.url === '/token')
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end('{"access_token":"of-the-environment","expires_in":3600}');
      else serve(CONTENT)(request, response, count);
    });
    const file = join(machine.folder, 'default.json');
    writeFileSync(
      file,
      JSON.stringify(externalAccount(machine.server.url, machine.folder)),
    );
    process.env.GOOGLE_APPLICATION_CREDENTIALS = file;
    const warehouses = ['gs://lake'];
    const authorizations = () =>
      machine.server.requests
        .filter(({ method }) => method === 'GET')
        .map(({ headers }) => headers.authorization);
    await new GcsFileIO({ warehouses, endpoint: machine.server.url }).read(
      'gs://lake/x',
    );
    expect(authorizations()).toEqual(['Bearer of-the-environment']);

    process.env.STORAGE_EMULATOR_HOST = machine.server.url;
    await new GcsFileIO({ warehouses }).read('gs://lake/x');
    await new GcsFileIO({
      ...{ warehouses, endpoint: machine.server.url, anonymous: true },
    }).read('gs://lake/x');
    expect(authorizations()).toEqual([
      'Bearer of-the-environment',
      undefined,
      undefined,
    ]);
  });
});
