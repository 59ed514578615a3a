import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CatalogTable } from '../catalog';
import { GlueCatalog } from './GlueCatalog';
import type { GlueOptions } from './GlueOptions';

interface Call {
  action: string;
  body: Record<string, unknown>;
}

/** Says what Glue says in cases that moto can't be brought to; what it usually says is tested against moto. */
class GlueStub {
  readonly calls: Call[] = [];
  answer: (response: ServerResponse, call: Call) => void = () => {};
  readonly #server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      const call = {
        action: String(request.headers['x-amz-target']).replace(/^.*\./, ''),
        body: JSON.parse(Buffer.concat(chunks).toString() || '{}'),
      };
      this.calls.push(call);
      this.answer(response, call);
    });
  });

  async start(): Promise<string> {
    await new Promise<void>(resolve =>
      this.#server.listen(0, '127.0.0.1', resolve),
    );
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }
}

function send(
  response: ServerResponse,
  value: unknown,
  status = 200,
  type?: string,
): void {
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.1',
    ...(type && { 'x-amzn-errortype': type }),
  });
  response.end(JSON.stringify(value));
}

async function all<T>(pages: AsyncIterable<T[]>): Promise<T[]> {
  const result: T[] = [];
  for await (const page of pages) result.push(...page);
  return result;
}

const SECRET = 'glue-secret-access-key';

describe('GlueCatalog', () => {
  let stub: GlueStub;
  let url: string;
  let catalogs: GlueCatalog[];

  beforeEach(async () => {
    stub = new GlueStub();
    url = await stub.start();
    catalogs = [];
  });
  afterEach(async () => {
    await Promise.all(catalogs.map(catalog => catalog.close()));
    await stub.stop();
  });

  function catalogOf(options: Partial<GlueOptions> = {}): GlueCatalog {
    const catalog = new GlueCatalog({
      region: 'eu-west-1',
      endpoint: url,
      credentials: { accessKeyId: 'AKID', secretAccessKey: SECRET },
      attempts: 1,
      ...options,
    });
    catalogs.push(catalog);
    return catalog;
  }

  it('asks page by page for the databases and tables of the account that is configured', async () => {
    stub.answer = (response, { action, body }) => {
      const token = body.NextToken as string | undefined;
      if (action === 'GetDatabases')
        return send(response, {
          DatabaseList: [{ Name: token ? 'b' : 'a' }],
          NextToken: token ? undefined : 'more',
        });
      return send(response, {
        TableList: [{ Name: `${body.DatabaseName}-${token ?? 'first'}` }],
        NextToken: body.DatabaseName === 'a' && !token ? 'second' : undefined,
      });
    };
    const tables = await all(
      catalogOf({ catalogId: '123456789012' }).listTables(),
    );
    expect(tables.map(({ name }) => name)).toEqual([
      'a-first',
      'a-second',
      'b-first',
    ]);
    expect(stub.calls).toHaveLength(5);
    for (const { body } of stub.calls)
      expect(body.CatalogId).toBe('123456789012');
  });

  it.each<[string, object, Partial<CatalogTable>]>([
    [
      'Iceberg, in any case',
      {
        Parameters: {
          table_type: 'Iceberg',
          metadata_location: 's3://l/m.json',
        },
        StorageDescriptor: { Location: 's3://l' },
      },
      { metadataLocation: 's3://l/m.json', location: 's3://l' },
    ],
    [
      'Iceberg without metadata',
      { Parameters: { table_type: 'ICEBERG' } },
      { unreadable: expect.stringContaining('without metadata_location') },
    ],
    [
      'Delta of a crawler',
      { Parameters: { table_type: 'delta' } },
      { format: 'delta', unreadable: expect.stringContaining('A Delta table') },
    ],
    [
      'Delta of Spark',
      { Parameters: { 'spark.sql.sources.provider': 'delta' } },
      { format: 'delta' },
    ],
    [
      'Hudi',
      {
        StorageDescriptor: {
          InputFormat: 'org.apache.hudi.hadoop.HoodieParquetInputFormat',
        },
      },
      { format: 'hudi' },
    ],
    [
      'Parquet of a crawler',
      { Parameters: { classification: 'parquet' } },
      { format: 'parquet' },
    ],
    [
      'text of Hive',
      {
        StorageDescriptor: {
          InputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
        },
      },
      { format: 'hive', unreadable: expect.any(String) },
    ],
    ['a view', { TableType: 'VIRTUAL_VIEW' }, { kind: 'view' }],
    [
      'a link to another account',
      { TargetTable: { CatalogId: '1', DatabaseName: 'd', Name: 't' } },
      { unreadable: expect.stringContaining('d.t of account 1') },
    ],
  ])('recognises %s', async (_, table, expected) => {
    stub.answer = response =>
      send(response, { Table: { Name: 't', ...table } });
    const found = await catalogOf().findTable({ namespace: 'db', name: 't' });
    expect(found).toMatchObject({ namespace: 'db', name: 't', ...expected });
    expect(
      found?.kind === 'view' || found?.metadataLocation || found?.unreadable,
    ).toBeTruthy();
  });

  it('has no table of a name in another case, of a nested namespace, or that Glue does not know', async () => {
    stub.answer = response => send(response, { Table: { Name: 't' } });
    const catalog = catalogOf();
    expect(
      await catalog.findTable({ namespace: 'db', name: 'T' }),
    ).toBeUndefined();
    expect(
      await catalog.findTable({ namespace: 'a.b', name: 't' }),
    ).toBeUndefined();
    stub.answer = response =>
      send(response, { Message: 'no' }, 400, 'EntityNotFoundException');
    expect(
      await catalog.findTable({ namespace: 'db', name: 't' }),
    ).toBeUndefined();
  });

  it('lists no tables of a database that was dropped meanwhile', async () => {
    stub.answer = (response, { action }) =>
      action === 'GetDatabases'
        ? send(response, { DatabaseList: [{ Name: 'gone' }] })
        : send(response, { Message: 'no' }, 400, 'EntityNotFoundException');
    expect(await all(catalogOf().listTables())).toEqual([]);
  });

  it.each<[string, number, string]>([
    ['UnrecognizedClientException', 400, 'CatalogAuthenticationError'],
    ['InvalidSignatureException', 400, 'CatalogAuthenticationError'],
    ['ExpiredTokenException', 400, 'CatalogAuthenticationError'],
    ['AccessDeniedException', 400, 'CatalogAccessDeniedError'],
    ['ThrottlingException', 400, 'CatalogUnavailableError'],
    ['InternalServiceException', 500, 'CatalogUnavailableError'],
    ['InvalidInputException', 400, 'CatalogResponseError'],
  ])(
    'makes %s (HTTP %i) a %s, without the secret',
    async (type, status, name) => {
      stub.answer = response =>
        send(response, { Message: 'Because of x' }, status, type);
      const error = await catalogOf()
        .listNamespaces()
        .catch(thrown => thrown);
      expect(error).toMatchObject({ name });
      expect([error.message, error.stack].join()).not.toContain(SECRET);
    },
  );

  it.each<[string, (response: ServerResponse) => void, string, number?]>([
    [
      'redirects elsewhere',
      response => {
        response.writeHead(302, { location: 'http://169.254.169.254/' });
        response.end();
      },
      'CatalogResponseError',
    ],
    [
      'answers what is no JSON',
      response => {
        response.writeHead(200, { 'content-type': 'text/html' });
        response.end('<html>');
      },
      'CatalogResponseError',
    ],
    [
      'answers 403 without being Glue',
      response => {
        response.writeHead(403);
        response.end('<html>no</html>');
      },
      'CatalogAccessDeniedError',
    ],
    ['never answers', () => {}, 'CatalogUnavailableError', 1_500],
    [
      'never ends its answer',
      response => {
        response.writeHead(200);
        response.write('{');
      },
      'CatalogResponseError',
      // Within which the beginning has to come.
      5_000,
    ],
    [
      'hangs up',
      response => {
        response.destroy();
      },
      'CatalogUnavailableError',
    ],
    [
      'sends more than anybody could want',
      response => {
        response.writeHead(200);
        const chunk = Buffer.alloc(1024 * 1024, 32);
        const more = (): void => {
          while (!response.destroyed && response.write(chunk));
          if (!response.destroyed) response.once('drain', more);
        };
        more();
      },
      'CatalogResponseError',
    ],
  ])('gives up on a server that %s', async (_, answer, name, ...[time]) => {
    stub.answer = response => answer(response);
    await expect(
      catalogOf({ requestTimeoutMs: time }).listNamespaces(),
    ).rejects.toMatchObject({ name });
  });

  it('tries again when it is told to slow down, and refuses a list without end', async () => {
    stub.answer = response =>
      stub.calls.length === 1
        ? send(response, {}, 400, 'ThrottlingException')
        : send(response, { DatabaseList: [{ Name: 'a' }], NextToken: 'same' });
    await expect(catalogOf({ attempts: 3 }).listNamespaces()).rejects.toThrow(
      'Glue’s list of databases has no end: 2 pages so far',
    );
    expect(stub.calls).toHaveLength(3);
  });

  it('stops when it is told to', async () => {
    const reason = new Error('Enough');
    const stop = new AbortController();
    // It is asked, and does not answer.
    stub.answer = () => stop.abort(reason);
    await expect(
      catalogOf().listNamespaces({ signal: stop.signal }),
    ).rejects.toBe(reason);
  });

  it.each<[string, unknown, unknown?]>([
    ['what is no list', { DatabaseList: { Name: 'a' } }],
    ['something in it that is no object', { DatabaseList: [null] }],
    ['something in it that has no name', { DatabaseList: [{ Name: 7 }] }],
    ['something in it that has no name', { DatabaseList: [{}] }],
    [
      'something in it that is no object',
      { DatabaseList: [{ Name: 'a', Parameters: ['x'] }] },
    ],
    ['what is no list', { DatabaseList: [{ Name: 'a' }] }, { TableList: 'x' }],
    [
      'something in it that should be a text',
      { DatabaseList: [{ Name: 'a' }] },
      { TableList: [{ Name: 't', TableType: { is: 'VIEW' } }] },
    ],
    [
      'something in it that is no object',
      { DatabaseList: [{ Name: 'a' }] },
      { TableList: [{ Name: 't', StorageDescriptor: 7 }] },
    ],
  ])(
    'says that an answer is not what it should be, instead of ending in a TypeError: %s',
    async (message, databases, tables = { TableList: [] }) => {
      stub.answer = (response, { action }) =>
        send(response, action === 'GetDatabases' ? databases : tables);
      const catalog = catalogOf();
      const reading = Promise.all([
        catalog.listNamespaces(),
        all(catalog.listTables()),
      ]);
      await expect(reading).rejects.toMatchObject({
        name: 'CatalogResponseError',
        message: expect.stringContaining(message),
      });
    },
  );

  it('bug: an answer without the list of databases is no empty catalog; a list of tables may be left out', async () => {
    stub.answer = response => send(response, {});
    await expect(catalogOf().listNamespaces()).rejects.toMatchObject({
      name: 'CatalogResponseError',
    });
    let tables: object = {};
    stub.answer = (response, { action }) =>
      send(
        response,
        action === 'GetDatabases' ? { DatabaseList: [{ Name: 'a' }] } : tables,
      );
    expect(await all(catalogOf().listTables())).toEqual([]);
    tables = { __type: 'InternalServiceException', Message: 'x' };
    await expect(all(catalogOf().listTables())).rejects.toMatchObject({
      name: 'CatalogResponseError',
    });
  });

  it.each(['configuration', 'environment'])(
    'bug: shows nothing that requests were signed with, from the %s, where a server quotes it',
    async from => {
      const sessionToken = 'FwoGZ/token+"of"/a==';
      const quoted = [SECRET, sessionToken].flatMap(text => [
        text,
        encodeURIComponent(text),
        JSON.stringify(text),
      ]);
      stub.answer = response =>
        send(
          response,
          { Message: `Because of ${quoted.join(' ')} ${'x '.repeat(1_000)}` },
          400,
          'AccessDeniedException',
        );
      const environment = jest.replaceProperty(process, 'env', {
        ...process.env,
        // It would be asked instead.
        AWS_PROFILE: undefined,
        ...(from === 'environment' && {
          AWS_ACCESS_KEY_ID: 'AKID',
          AWS_SECRET_ACCESS_KEY: SECRET,
          AWS_SESSION_TOKEN: sessionToken,
        }),
      });
      const error = await catalogOf({
        credentials:
          from === 'environment'
            ? undefined
            : { accessKeyId: 'AKID', secretAccessKey: SECRET, sessionToken },
      })
        .listNamespaces()
        .catch(thrown => thrown);
      environment.restore();
      expect(error.message).toContain('Because of … … "…" … … "…" x');
    },
  );

  it.each<[Partial<GlueOptions>, string]>([
    [{ catalogId: '1234' }, 'catalogId has to be the number of an account'],
    [{ endpoint: 'glue' }, 'endpoint has to be a URL'],
    [{ role: { arn: 'portal' } }, 'role.arn has to be like'],
  ])('refuses %j', (options, message) => {
    expect(() => catalogOf(options)).toThrow(message);
  });

  it('checks hop by hop, and tells who is unknown from who may not', async () => {
    const hops = async () => {
      const seen = [];
      for await (const { hop, outcome, advice } of catalogOf().check())
        seen.push([hop, outcome, ...(advice ? [advice] : [])]);
      return seen.slice(4);
    };
    stub.answer = response =>
      send(response, { Message: 'x' }, 400, 'UnrecognizedClientException');
    expect(await hops()).toEqual([
      ['authentication', 'failed', expect.stringContaining('credentials')],
    ]);
    stub.answer = response =>
      send(response, { Message: 'x' }, 400, 'AccessDeniedException');
    expect(await hops()).toEqual([
      ['authentication', 'passed'],
      ['authorisation', 'failed', expect.stringContaining('glue:GetTables')],
    ]);
    stub.answer = (response, { action }) =>
      action === 'GetDatabases'
        ? send(response, { DatabaseList: [{ Name: 'a' }] })
        : send(response, { Message: 'x' }, 400, 'AccessDeniedException');
    expect(await hops()).toEqual([
      ['authentication', 'passed'],
      ['authorisation', 'passed'],
      ['listing', 'failed', expect.stringContaining('Lake Formation')],
    ]);
  });
});
