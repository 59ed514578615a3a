import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ListingFileIO } from '@lakehouse-portal/table-metadata';
import { HeldTimers } from './__testUtils__/HeldTimers';
import { serve, TestServer } from './__testUtils__/TestServer';
import {
  AzureFileIO,
  GcsFileIO,
  type RequestOptions,
  S3FileIO,
  WarehouseFileIO,
} from '.';

const CONTENT = Uint8Array.from({ length: 1000 }, (_, index) => index % 251);
const SECRET = Buffer.from('s3cret-s3cret-s3cret').toString('base64');
/** Waits for nothing but answers, and for those as long as anybody. */
const REQUESTS = { backoffMs: 1, attempts: 3 };
/** A delay that no other timer has. */
const STALL_MS = 12_345;
const FOLDER = 'wh/db/t/metadata';

interface StoreUnderTest {
  base: string;
  create(url: string, requests: RequestOptions): ListingFileIO;
  /** Path of the request for a key. */
  path(key: string): string;
  /** A page of a listing, of these keys, with the token of the next. */
  page(keys: string[], next: string | undefined): string;
  pageQuery: Array<Record<string, string | null>>;
  /** An answer with an error of this code. */
  error(code: string): string;
}

const STORES: Record<string, StoreUnderTest> = {
  S3FileIO: {
    base: 's3://lake',
    create: (endpoint, requests) =>
      new S3FileIO({
        warehouses: ['s3://lake/wh'],
        endpoint,
        credentials: { accessKeyId: 'key', secretAccessKey: SECRET },
        requests,
      }),
    path: key => `/lake/${key}?x-id=GetObject`,
    page: (keys, next) =>
      `<ListBucketResult><IsTruncated>${next !== undefined}</IsTruncated>${
        next === undefined
          ? ''
          : `<NextContinuationToken>${next}</NextContinuationToken>`
      }${keys
        .map(
          key =>
            `<Contents><Key>${key}</Key><Size>7</Size><LastModified>2026-11-26T12:00:00Z</LastModified></Contents>`,
        )
        .join('')}</ListBucketResult>`,
    pageQuery: [
      { prefix: `${FOLDER}/`, delimiter: '/', 'continuation-token': null },
      { prefix: `${FOLDER}/`, delimiter: '/', 'continuation-token': 'more' },
    ],
    error: code =>
      `<Error><Code>${code}</Code><Message>${SECRET}</Message></Error>`,
  },
  GcsFileIO: {
    base: 'gs://lake',
    create: (endpoint, requests) =>
      new GcsFileIO({
        warehouses: ['gs://lake/wh'],
        ...{ endpoint, requests, anonymous: true },
      }),
    path: key => `/storage/v1/b/lake/o/${encodeURIComponent(key)}?alt=media`,
    page: (keys, next) =>
      JSON.stringify({
        nextPageToken: next,
        items: keys.map(name => ({
          name,
          size: '7',
          updated: '2026-11-26T12:00:00Z',
        })),
      }),
    pageQuery: [
      { prefix: `${FOLDER}/`, delimiter: '/', pageToken: null },
      { prefix: `${FOLDER}/`, delimiter: '/', pageToken: 'more' },
    ],
    error: () => `{"error":{"message":"${SECRET}"}}`,
  },
  AzureFileIO: {
    base: 'abfss://lake@account.dfs.core.windows.net',
    create: (url, requests) =>
      new AzureFileIO({
        warehouses: ['abfss://lake@account.dfs.core.windows.net/wh'],
        endpoint: `${url}/account`,
        accountKey: SECRET,
        requests,
      }),
    path: key => `/account/lake/${key.replaceAll('/', '%2F')}`,
    page: (keys, next) =>
      `<?xml version="1.0"?><EnumerationResults ServiceEndpoint="x" ContainerName="lake"><Delimiter>/</Delimiter><Blobs>${keys
        .map(
          key =>
            `<Blob><Name>${key}</Name><Properties><Last-Modified>Thu, 26 Nov 2026 12:00:00 GMT</Last-Modified><Etag>x</Etag><Content-Length>7</Content-Length></Properties></Blob>`,
        )
        .join('')}</Blobs><NextMarker>${
        next ?? ''
      }</NextMarker></EnumerationResults>`,
    pageQuery: [
      { prefix: `${FOLDER}/`, delimiter: '/', marker: null },
      { prefix: `${FOLDER}/`, delimiter: '/', marker: 'more' },
    ],
    error: code =>
      `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${SECRET}</Message></Error>`,
  },
};

const environment = { ...process.env };

beforeAll(() => {
  // Azure's and Google's libraries would ask a proxy of this machine for the servers of the tests.
  for (const key of Object.keys(process.env))
    if (/_proxy$/i.test(key)) delete process.env[key];
});
afterAll(() => {
  process.env = environment;
});

it('S3FileIO tells an endpoint that wants TLS by its answer, as MinIO gives it', async () => {
  const server = await TestServer.start();
  server.answer((_request, response) =>
    response
      .writeHead(400, { 'content-type': 'text/plain; charset=utf-8' })
      .end('Client sent an HTTP request to an HTTPS server.\n'),
  );
  await expect(
    STORES.S3FileIO.create(server.url, REQUESTS).read('s3://lake/wh/x'),
  ).rejects.toMatchObject({
    name: 'StoreReadError',
    status: 400,
    message: expect.stringContaining(
      'the server speaks TLS there; try https:// instead of http://',
    ),
  });
  await server.stop();
});

describe.each(Object.entries(STORES))('%s', (_, store) => {
  let server: TestServer;
  const file = `${store.base}/${FOLDER}/m 1.avro`;

  beforeAll(async () => {
    server = await TestServer.start();
    // Loads the client library, which takes its time on a busy machine.
    await create({ attempts: 1 })
      .read(file)
      .catch(() => undefined);
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => server.stop());

  const create = (requests: RequestOptions = REQUESTS) =>
    store.create(server.url, requests);
  const decoded = (line: string) => line.replaceAll('%2F', '/');

  it('reads a file and a range by one GET each, and no HEAD', async () => {
    server.answer(serve(CONTENT));
    const io = create();
    expect(await io.read(file, { fileLength: 1000 })).toEqual(CONTENT);
    expect(
      await io.read(file, { range: { offset: 990, length: 100 } }),
    ).toEqual(CONTENT.subarray(990));
    expect(
      await io.read(file, { range: { offset: 1000, length: 1 } }),
    ).toHaveLength(0);
    const path = decoded(
      store.path(
        `${FOLDER}/m%201.avro`.replace(
          '%20',
          store.base.startsWith('gs') ? ' ' : '%20',
        ),
      ),
    );
    expect(
      server.log
        .map(decoded)
        .map(line => line.replace(/^(GET \S+) bytes=.*/, '$1')),
    ).toEqual(Array.from({ length: 3 }, () => `GET ${path}`));
    const ranges = server.requests.map(
      ({ headers }) => headers['x-ms-range'] ?? headers.range,
    );
    expect(ranges).toEqual([undefined, 'bytes=990-1089', 'bytes=1000-1000']);
  });

  it('lists a folder over all pages, without folders below and their markers', async () => {
    server.answer((request, response) => {
      const isSecond = /more/.test(request.url ?? '');
      response
        .writeHead(200, { 'content-type': 'application/xml' })
        .end(
          isSecond
            ? store.page([`${FOLDER}/b`, 'elsewhere/c'], undefined)
            : store.page(
                [`${FOLDER}/`, `${FOLDER}/a`, `${FOLDER}/x/y`],
                'more',
              ),
        );
    });
    expect(await create().list(`${store.base}/${FOLDER}/`)).toEqual(
      ['a', 'b'].map(name => ({
        location: `${store.base}/${FOLDER}/${name}`,
        sizeBytes: 7,
        modifiedMs: Date.parse('2026-11-26T12:00:00Z'),
      })),
    );
    const queries = server.requests.map(
      ({ url }) => new URL(url ?? '', server.url).searchParams,
    );
    expect(
      queries.map((query, index) =>
        Object.fromEntries(
          Object.keys(store.pageQuery[index]).map(key => [key, query.get(key)]),
        ),
      ),
    ).toEqual(store.pageQuery);
  });

  it('does not list for ever what has no last page', async () => {
    server.answer((_request, response) =>
      response
        .writeHead(200, { 'content-type': 'application/xml' })
        .end(store.page([], 'more')),
    );
    await expect(
      create().list(`${store.base}/${FOLDER}`),
    ).rejects.toMatchObject({ name: 'LimitExceededError' });
    expect(server.log).toHaveLength(2);
  });

  it.each([
    [403, 'AccessDenied', 'AccessDeniedError', 1],
    [404, 'NoSuchKey', 'MissingFileError', 1],
    [400, 'InvalidRequest', 'StoreReadError', 1],
    [503, 'SlowDown', 'StoreReadError', 3],
    [500, 'InternalError', 'StoreReadError', 3],
    [429, 'TooManyRequests', 'StoreReadError', 3],
    [302, 'Found', 'StoreReadError', 1],
  ])(
    'answers %s %s with %s after %s requests, and shows no secret',
    async (status, code, name, requests) => {
      server.answer((_request, response) =>
        response
          .writeHead(status, {
            'content-type': 'application/xml',
            'x-ms-error-code': code,
            location: `${server.url}/elsewhere`,
          })
          .end(store.error(code)),
      );
      const error = await create()
        .read(file)
        .catch(reason => reason);
      expect(error).toMatchObject({ name, location: file });
      expect(server.log).toHaveLength(requests);
      expect(
        JSON.stringify([error, error.message, error.stack, error.cause]),
      ).not.toContain(SECRET);
    },
  );

  it('asks again when a body was cut or the server hangs, and stops at once when it is told to', async () => {
    const timers = new HeldTimers(STALL_MS);
    server.answer((request, response, count) => {
      if (count === 1) {
        response.writeHead(200, { 'content-length': 1000, etag: '"1"' });
        response.write(CONTENT.subarray(0, 100));
        setTimeout(() => request.socket.destroy(), 20);
      } else if (count > 2) serve(CONTENT)(request, response, count);
    });
    const reading = create({ ...REQUESTS, stallTimeoutMs: STALL_MS }).read(
      file,
    );
    while (server.log.length < 2) await sleep(5);
    timers.runDown(STALL_MS);
    expect(await reading).toEqual(CONTENT);
    expect(server.log).toHaveLength(3);

    const controller = new AbortController();
    const reason = new Error('no longer wanted');
    server.answer(() => setTimeout(() => controller.abort(reason), 20));
    await expect(
      create({ stallTimeoutMs: 60_000 }).read(file, controller),
    ).rejects.toBe(reason);
    expect(server.log).toHaveLength(1);
  });

  it('says that a server speaks no TLS, or speaks it, where its endpoint is configured with the other of http and https', async () => {
    const read = (url: string) => store.create(url, REQUESTS).read(file);
    await expect(
      read(server.url.replace('http:', 'https:')),
    ).rejects.toMatchObject({
      name: 'StoreReadError',
      message: expect.stringContaining(
        'the server speaks no TLS there; try http:// instead of https://',
      ),
    });
    const secure = createServer((_request, response) => response.end());
    await new Promise<void>(resolve => secure.listen(0, '127.0.0.1', resolve));
    await expect(
      read(`http://127.0.0.1:${(secure.address() as AddressInfo).port}`),
    ).rejects.toMatchObject({
      name: 'StoreReadError',
      message: expect.stringContaining('try https:// instead of http://'),
    });
    await new Promise(resolve => secure.close(resolve));
  });

  it('refuses what is outside its warehouses before any request', async () => {
    server.answer(serve(CONTENT));
    const io = new WarehouseFileIO({ stores: [create() as S3FileIO] });
    for (const location of [
      `${store.base}/wh-other/x`,
      `${store.base}/wh/%2e%2e/x`,
      `${store.base.replace('lake', 'lake2')}/wh/x`,
      '/etc/passwd',
    ]) {
      for (const attempt of [() => io.read(location), () => io.list(location)])
        await expect(attempt()).rejects.toMatchObject({
          name: 'LocationNotAllowedError',
        });
    }
    expect(server.log).toEqual([]);
  });
});

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
  let folder: string;
  let server: TestServer;
  // Google's library imports its HTTP client dynamically, which Jest can't; where there is a window, it takes that one's.
  const browser = globalThis as { window?: unknown };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'storage-credentials-'));
    server = await TestServer.start();
  });
  beforeEach(() => {
    for (const key of Object.keys(process.env))
      if (/^(AWS|AZURE|GOOGLE|STORAGE)_/.test(key)) delete process.env[key];
    // No chain may leave this machine.
    browser.window = { fetch };
    process.env.AWS_EC2_METADATA_DISABLED = 'true';
    process.env.AWS_CONFIG_FILE = join(folder, 'none');
    process.env.AWS_SHARED_CREDENTIALS_FILE = join(folder, 'none');
  });
  afterAll(async () => {
    delete browser.window;
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('of S3 come from the environment, and it is said what is missing', async () => {
    server.answer(serve(CONTENT));
    process.env.AWS_ENDPOINT_URL_S3 = server.url;
    const warehouses = ['s3://lake'];
    await expect(
      new S3FileIO({ warehouses }).read('s3://lake/x'),
    ).rejects.toMatchObject({
      name: 'StorageConfigError',
      message: expect.stringContaining('set AWS_ACCESS_KEY_ID'),
    });
    expect(server.log).toEqual([]);
    process.env.AWS_ACCESS_KEY_ID = 'key';
    process.env.AWS_SECRET_ACCESS_KEY = SECRET;
    expect(await new S3FileIO({ warehouses }).read('s3://lake/x')).toEqual(
      CONTENT,
    );
    expect(server.requests[0].headers.authorization).toContain(
      'Credential=key/',
    );
    await new S3FileIO({ warehouses, anonymous: true }).read('s3://lake/x');
    expect(server.requests[1].headers.authorization).toBeUndefined();
    delete process.env.AWS_ENDPOINT_URL_S3;
    await expect(
      new S3FileIO({ warehouses }).read('s3://lake/x'),
    ).rejects.toMatchObject({
      message: expect.stringContaining('set AWS_REGION'),
    });
  });

  it('of S3 come from a profile with its region, also where there is an endpoint', async () => {
    server.answer(serve(CONTENT));
    process.env.AWS_CONFIG_FILE = join(folder, 'config');
    process.env.AWS_SHARED_CREDENTIALS_FILE = join(folder, 'credentials');
    writeFileSync(
      process.env.AWS_CONFIG_FILE,
      '[profile lake]\nregion = eu-central-2\n[profile bare]\noutput = json\n',
    );
    writeFileSync(
      process.env.AWS_SHARED_CREDENTIALS_FILE,
      ['lake', 'bare']
        .map(
          name =>
            `[${name}]\naws_access_key_id = key-of-${name}\naws_secret_access_key = ${SECRET}\n`,
        )
        .join(''),
    );
    const read = async (options: { profile: string; region?: string }) => {
      await new S3FileIO({
        ...{ warehouses: ['s3://lake'], endpoint: server.url, ...options },
      }).read('s3://lake/x');
      return /Credential=(\S+?)\/\d+\/(\S+?)\//
        .exec(String(server.requests.at(-1)?.headers.authorization))
        ?.slice(1);
    };
    expect(await read({ profile: 'lake' })).toEqual([
      'key-of-lake',
      'eu-central-2',
    ]);
    expect(await read({ profile: 'lake', region: 'eu-north-1' })).toEqual([
      'key-of-lake',
      'eu-north-1',
    ]);
    expect(await read({ profile: 'bare' })).toEqual([
      'key-of-bare',
      'us-east-1',
    ]);
  });

  it('of S3 come from a web identity, as EKS gives one, by way of STS', async () => {
    const asked: string[] = [];
    server.answer((request, response, count) => {
      if (request.method !== 'POST') {
        serve(CONTENT)(request, response, count);
        return;
      }
      let body = '';
      request.on('data', chunk => (body += chunk));
      request.on('end', () => {
        asked.push(body);
        response
          .writeHead(200, { 'content-type': 'text/xml' })
          .end(
            `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>key-of-the-role</AccessKeyId><SecretAccessKey>${SECRET}</SecretAccessKey><SessionToken>session-of-the-role</SessionToken><Expiration>${new Date(
              Date.now() + 3_600_000,
            ).toISOString()}</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`,
          );
      });
    });
    process.env.AWS_WEB_IDENTITY_TOKEN_FILE = join(folder, 'web-identity');
    writeFileSync(process.env.AWS_WEB_IDENTITY_TOKEN_FILE, 'token-of-the-pod');
    process.env.AWS_ROLE_ARN = 'arn:aws:iam::123456789012:role/portal';
    process.env.AWS_ENDPOINT_URL_STS = server.url;
    process.env.AWS_REGION = 'eu-central-2';
    const io = new S3FileIO({
      ...{ warehouses: ['s3://lake'], endpoint: server.url },
    });
    expect(await io.read('s3://lake/x')).toEqual(CONTENT);
    await io.read('s3://lake/y');
    expect(asked).toHaveLength(1);
    expect(Object.fromEntries(new URLSearchParams(asked[0]))).toMatchObject({
      Action: 'AssumeRoleWithWebIdentity',
      RoleArn: 'arn:aws:iam::123456789012:role/portal',
      WebIdentityToken: 'token-of-the-pod',
    });
    const { headers } = server.requests.at(-1)!;
    expect(headers).toMatchObject({
      authorization: expect.stringContaining('Credential=key-of-the-role/'),
      'x-amz-security-token': 'session-of-the-role',
    });
  });

  it('of S3: a bucket elsewhere is named', async () => {
    server.answer((_, response) =>
      response
        .writeHead(301, { 'x-amz-bucket-region': 'eu-west-1' })
        .end('<Error><Code>PermanentRedirect</Code></Error>'),
    );
    const io = new S3FileIO({
      warehouses: ['s3://lake'],
      endpoint: server.url,
      anonymous: true,
    });
    await expect(io.read('s3://lake/x')).rejects.toMatchObject({
      message: expect.stringContaining('the bucket is in region eu-west-1'),
    });
  });

  it('of Google: a key file that is none is named, and nothing of it is shown', async () => {
    for (const content of [SECRET, JSON.stringify({ private_key: SECRET })]) {
      const keyFile = join(folder, 'key.json');
      writeFileSync(keyFile, content);
      const error = await new GcsFileIO({
        warehouses: ['gs://lake'],
        endpoint: server.url,
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
    const keyFile = join(folder, 'account.json');
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
      endpoint: server.url,
      keyFile,
      requests: { attempts: 1 },
    });
    server.answer(serve(CONTENT));
    expect(await io.read('gs://lake/x')).toEqual(CONTENT);
    const [, claims] =
      server.requests[0].headers.authorization?.split('.') ?? [];
    expect(
      JSON.parse(Buffer.from(claims, 'base64url').toString()),
    ).toMatchObject({
      iss: 'reader@example.iam',
      scope: 'https://www.googleapis.com/auth/devstorage.read_only',
    });
  });

  it('of Google: the configuration of a workload identity is a key file too, and its token is had where that says', async () => {
    const asked: string[] = [];
    server.answer((request, response, count) => {
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
    const keyFile = join(folder, 'workload.json');
    writeFileSync(keyFile, JSON.stringify(externalAccount(server.url, folder)));
    const io = new GcsFileIO({
      ...{ warehouses: ['gs://lake'], endpoint: server.url, keyFile },
      requests: { attempts: 1 },
    });
    expect(await io.read('gs://lake/x')).toEqual(CONTENT);
    await io.read('gs://lake/y');
    expect(
      server.requests
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
    server.answer((request, response, count) => {
      if (request.url === '/token')
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end('{"access_token":"of-the-environment","expires_in":3600}');
      else serve(CONTENT)(request, response, count);
    });
    const file = join(folder, 'default.json');
    writeFileSync(file, JSON.stringify(externalAccount(server.url, folder)));
    process.env.GOOGLE_APPLICATION_CREDENTIALS = file;
    const warehouses = ['gs://lake'];
    const authorizations = () =>
      server.requests
        .filter(({ method }) => method === 'GET')
        .map(({ headers }) => headers.authorization);
    await new GcsFileIO({ warehouses, endpoint: server.url }).read(
      'gs://lake/x',
    );
    expect(authorizations()).toEqual(['Bearer of-the-environment']);

    process.env.STORAGE_EMULATOR_HOST = server.url;
    await new GcsFileIO({ warehouses }).read('gs://lake/x');
    await new GcsFileIO({
      ...{ warehouses, endpoint: server.url, anonymous: true },
    }).read('gs://lake/x');
    expect(authorizations()).toEqual([
      'Bearer of-the-environment',
      undefined,
      undefined,
    ]);
  });

  it('of Azure: one way to sign only, and one account per store', () => {
    const warehouses = ['abfss://c@a.dfs.core.windows.net'];
    expect(
      () =>
        new AzureFileIO({ warehouses, accountKey: SECRET, sasToken: 'sig=x' }),
    ).toThrow('one of accountKey, sasToken and anonymous');
    expect(
      () =>
        new AzureFileIO({
          warehouses: [...warehouses, 'abfss://c@b.dfs.core.windows.net'],
        }),
    ).toThrow('several accounts');
  });

  it('of Azure: a signature is sent and never shown', async () => {
    server.answer((_, response) => response.writeHead(403).end());
    const io = new AzureFileIO({
      warehouses: ['abfss://c@a.dfs.core.windows.net'],
      endpoint: server.url,
      sasToken: `?sv=2026&sig=${encodeURIComponent(SECRET)}`,
    });
    const error = await io
      .read('abfss://c@a.dfs.core.windows.net/x')
      .catch(reason => reason);
    expect(server.log[0]).toContain('sig=');
    expect(error).toMatchObject({ name: 'AccessDeniedError' });
    expect(
      JSON.stringify([error, error.message, error.stack, error.cause]),
    ).not.toMatch(/sig=|s3cret/);
  });
});
