import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from './run';

const FIXTURES = resolve(__dirname, '../../table-metadata/fixtures/pyiceberg');
const WRITTEN_AT = 'file:///tmp/lakehouse-fixtures/pyiceberg/db';
const SECRET = 's3cret-s3cret';

/** Just enough of S3, in path style: one bucket, GET and ListObjectsV2. */
function fakeS3(folder: string, log: string[]): Server {
  return createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://host');
    log.push(`${request.method} ${url.pathname}`);
    if (!/Credential=key\//.test(request.headers.authorization ?? '')) {
      response
        .writeHead(403)
        .end('<Error><Code>InvalidAccessKeyId</Code></Error>');
      return;
    }
    const prefix = url.searchParams.get('prefix');
    if (prefix !== null) {
      const path = join(folder, prefix);
      const names = existsSync(path) ? readdirSync(path) : [];
      response
        .writeHead(200)
        .end(
          `<ListBucketResult><IsTruncated>false</IsTruncated>${names
            .map(
              name =>
                `<Contents><Key>${prefix}${name}</Key><Size>1</Size></Contents>`,
            )
            .join('')}</ListBucketResult>`,
        );
      return;
    }
    const file = join(folder, url.pathname.replace('/lake/', ''));
    if (existsSync(file)) response.end(readFileSync(file));
    else response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>');
  });
}

describe('lakehouse, for tables in object stores', () => {
  const log: string[] = [];
  const environment = { ...process.env };
  let folder: string;
  let server: Server;
  let config: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lakehouse-stores-'));
    cpSync(FIXTURES, join(folder, 'wh'), { recursive: true });
    server = fakeS3(folder, log);
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    config = join(folder, 'app-config.yaml');
    writeFileSync(
      config,
      `
lakehouse:
  storage:
    stores:
      lake:
        warehouses: [s3://lake/wh]
        endpoint: \${TEST_ENDPOINT}
        accessKeyId: key
        secretAccessKey: \${TEST_SECRET}
`,
    );
  });
  beforeEach(() => {
    log.length = 0;
    for (const key of Object.keys(process.env))
      if (/^(AWS|AZURE|GOOGLE|STORAGE)_/.test(key)) delete process.env[key];
    const { port } = server.address() as AddressInfo;
    process.env.TEST_ENDPOINT = `http://127.0.0.1:${port}`;
    process.env.TEST_SECRET = SECRET;
  });
  afterAll(async () => {
    process.env = environment;
    server.closeAllConnections();
    await new Promise(done => server.close(done));
    rmSync(folder, { recursive: true, force: true });
  });

  async function lakehouse(...args: string[]) {
    let out = '';
    let err = '';
    const code = await run([...args, '--json', '--config', config], {
      out: text => {
        out += text;
      },
      err: text => {
        err += text;
      },
    });
    return { code, err, json: JSON.parse(out) };
  }

  /** The same table, read from the disk. */
  async function local(command: string, table: string) {
    return lakehouse(
      command,
      join(FIXTURES, table),
      '--rewrite',
      `${WRITTEN_AT}=${FIXTURES}`,
    );
  }

  const rewrite = ['--rewrite', `${WRITTEN_AT}=s3://lake/wh`];
  const same = (inspection: Record<string, unknown>) => ({
    ...inspection,
    metadataLocation: undefined,
  });

  it('inspects what it finds in a folder of S3 as it does a local copy, by one GET for each file', async () => {
    const remote = await lakehouse(
      'inspect',
      's3://lake/wh/orders',
      ...rewrite,
    );
    expect(remote).toMatchObject({ code: 0, err: '' });
    expect(remote.json.files.incomplete).toBe(false);
    expect(same(remote.json)).toEqual(
      same((await local('inspect', 'orders')).json),
    );
    expect(log.filter(line => !line.startsWith('GET '))).toEqual([]);
    expect(new Set(log).size).toBe(log.length);
  });

  it('judges its health, by its metadata file', async () => {
    const { metadataLocation } = (
      await lakehouse('inspect', 's3a://lake/wh/deletes', ...rewrite)
    ).json;
    expect(metadataLocation).toMatch(/^s3a:/);
    const remote = await lakehouse('health', metadataLocation, ...rewrite);
    const onDisk = await local('health', 'deletes');
    expect(remote.code).toBe(0);
    expect(remote.json.dimensions.length).toBeGreaterThan(0);
    for (const key of ['score', 'severity', 'snapshotId', 'lede'])
      expect(remote.json[key]).toEqual(onDisk.json[key]);
  });

  it('reads a local metadata file whose manifests are in a configured store', async () => {
    const { code, json } = await lakehouse(
      'inspect',
      join(FIXTURES, 'orders'),
      ...rewrite,
    );
    expect({ code, incomplete: json.files.incomplete }).toEqual({
      code: 0,
      incomplete: false,
    });
    expect(log.length).toBeGreaterThan(1);
  });

  it('needs no configuration for a bucket that the environment has the keys of', async () => {
    process.env.AWS_ENDPOINT_URL_S3 = process.env.TEST_ENDPOINT;
    process.env.AWS_ACCESS_KEY_ID = 'key';
    process.env.AWS_SECRET_ACCESS_KEY = SECRET;
    writeFileSync(join(folder, 'empty.yaml'), 'lakehouse: {}');
    const args = ['--config', join(folder, 'empty.yaml')];
    let out = '';
    const code = await run(
      ['inspect', 's3://lake/wh/orders', ...rewrite, ...args],
      { out: text => (out += text), err: text => (out += text) },
    );
    expect({ code, out }).toMatchObject({
      code: 0,
      out: expect.stringContaining('s3://lake/wh/orders'),
    });
  });

  it('does not read files of this machine that a table in a store names, and says what is missing: a failure, as that is all of its files', async () => {
    const { code, json } = await lakehouse('inspect', 's3://lake/wh/orders');
    expect(code).toBe(1);
    expect(json.files.incomplete).toBe(true);
    expect(JSON.stringify(json.warnings)).toContain(
      'outside the warehouses that may be read (s3://lake/wh)',
    );
  });

  it('says which table is not there, which keys are wrong and which variable is not set, without the secret', async () => {
    const absent = await lakehouse('inspect', 's3://lake/wh/nothing');
    expect(absent).toMatchObject({
      code: 2,
      json: { error: { name: 'MissingFileError' } },
    });
    const text = readFileSync(config, 'utf8');
    try {
      writeFileSync(config, text.replace('accessKeyId: key', 'accessKeyId: x'));
      const wrong = await lakehouse('inspect', 's3://lake/wh/orders');
      expect(wrong).toMatchObject({
        code: 1,
        json: {
          error: {
            name: 'AccessDeniedError',
            code: 'InvalidAccessKeyId',
            status: 403,
            attempts: 1,
          },
        },
      });
      expect(JSON.stringify(wrong)).not.toContain(SECRET);
    } finally {
      writeFileSync(config, text);
    }
    delete process.env.TEST_SECRET;
    expect(await lakehouse('inspect', 's3://lake/wh/orders')).toMatchObject({
      code: 2,
      json: {
        error: {
          name: 'StorageConfigError',
          message:
            'lakehouse.storage.stores.lake.secretAccessKey has no value: the environment variable that it names is not set',
        },
      },
    });
  });

  it('names what --rewrite made of a location where nothing is', async () => {
    expect(
      await lakehouse(
        'inspect',
        's3://lake/wh/orders',
        '--rewrite',
        's3://lake=/no/such',
      ),
    ).toMatchObject({
      code: 2,
      json: {
        error: {
          name: 'MissingFileError',
          message: expect.stringContaining('/no/such/wh/orders'),
        },
      },
    });
  });
});
