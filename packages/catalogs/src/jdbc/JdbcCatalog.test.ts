import dns from 'node:dns';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import Database from 'better-sqlite3';
import { createServer as createMySqlServer } from 'mysql2';
import type { CatalogTable } from '../catalog';
import { JdbcCatalog } from './JdbcCatalog';

const V1 = `CREATE TABLE iceberg_tables (catalog_name VARCHAR(255) NOT NULL, table_namespace VARCHAR(255) NOT NULL,
  table_name VARCHAR(255) NOT NULL, metadata_location VARCHAR(1000), previous_metadata_location VARCHAR(1000),
  iceberg_type VARCHAR(5), PRIMARY KEY (catalog_name, table_namespace, table_name))`;
const PROPERTIES = `CREATE TABLE iceberg_namespace_properties (catalog_name VARCHAR(255) NOT NULL, namespace VARCHAR(255) NOT NULL,
  property_key VARCHAR(255), property_value VARCHAR(1000), PRIMARY KEY (catalog_name, namespace, property_key))`;

/** The server that the driver has for tests; its types leave most of it out. */
interface MySqlServer {
  _server: Server;
  on(event: 'connection', listener: (connection: MySqlSide) => void): void;
  listen(port: number, host: string, listening: () => void): void;
  close(closed: () => void): void;
}

interface MySqlSide {
  on(event: string, listener: (sql: string) => void): void;
  serverHandshake(options: object): void;
  sequenceId: number;
  stream: Socket;
  writeOk(): void;
  writeEof(): void;
  writeColumns(columns: object[]): void;
  writeTextRow(row: string[]): void;
}

async function tablesOf(catalog: JdbcCatalog): Promise<CatalogTable[]> {
  const tables: CatalogTable[] = [];
  for await (const page of catalog.listTables()) tables.push(...page);
  return tables;
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const result: T[] = [];
  for await (const item of items) result.push(item);
  return result;
}

describe('JdbcCatalog on SQLite', () => {
  let directory: string;
  let file: string;
  let database: Database.Database;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'jdbc-'));
    file = join(directory, 'catalog.db');
    database = new Database(file);
  });
  afterEach(() => {
    database.close();
    rmSync(directory, { recursive: true });
  });

  const catalog = (catalogName = 'shop') =>
    new JdbcCatalog({ database: { kind: 'sqlite', file }, catalogName });

  function fill(count = 0): void {
    database.exec(`${V1}; ${PROPERTIES}`);
    const insert = database.prepare(
      'INSERT INTO iceberg_tables VALUES (?, ?, ?, ?, NULL, ?)',
    );
    insert.run('shop', 'sales.eu', 'orders', 's3://b/orders/v1.json', 'TABLE');
    insert.run('shop', 'sales', 'report', 's3://b/report/v1.json', 'VIEW');
    insert.run('shop', 'sales', 'o\'r"d', 's3://b/odd/v1.json', null);
    insert.run('other', 'sales', 'orders', 's3://b/other/v1.json', 'TABLE');
    database.exec(
      `INSERT INTO iceberg_namespace_properties VALUES
        ('shop', 'sales', 'lakehouse.layer', 'gold'), ('shop', 'empty', 'exists', 'true'), ('other', 'x', 'exists', 'true')`,
    );
    database.transaction(() => {
      for (let index = 0; index < count; index++)
        insert.run(
          'shop',
          'many',
          `t${index}`,
          `s3://b/${index}.json`,
          'TABLE',
        );
    })();
  }

  it('lists tables, views and namespaces of its own catalog only', async () => {
    fill();
    expect(await tablesOf(catalog())).toEqual(
      expect.arrayContaining([
        {
          namespace: 'sales.eu',
          name: 'orders',
          metadataLocation: 's3://b/orders/v1.json',
        },
        { namespace: 'sales', name: 'report', kind: 'view' },
        {
          namespace: 'sales',
          name: 'o\'r"d',
          metadataLocation: 's3://b/odd/v1.json',
        },
      ]),
    );
    expect(await tablesOf(catalog())).toHaveLength(3);
    expect(
      (await catalog().listNamespaces()).sort((a, b) =>
        a.namespace < b.namespace ? -1 : 1,
      ),
    ).toEqual([
      { namespace: 'empty', properties: {} },
      { namespace: 'sales', properties: { 'lakehouse.layer': 'gold' } },
      { namespace: 'sales.eu', properties: {} },
    ]);
  });

  it('finds one table by its name, quotes and all, and nothing by another', async () => {
    fill();
    const find = (namespace: string, name: string) =>
      catalog().findTable({ namespace, name });
    expect(await find('sales', 'o\'r"d')).toMatchObject({
      metadataLocation: 's3://b/odd/v1.json',
    });
    expect(await find('sales', "' OR 1=1 --")).toBeUndefined();
    expect(await find('sales%2Eeu', 'orders')).toBeUndefined();
    expect(await find('sales.eu', 'orders')).toBeDefined();
  });

  it('pages through thousands of tables and stops when nobody wants more', async () => {
    fill(4_500);
    const pages: number[] = [];
    for await (const page of catalog().listTables()) pages.push(page.length);
    expect(pages).toEqual([1000, 1000, 1000, 1000, 503]);
    const controller = new AbortController();
    await expect(async () => {
      for await (const page of catalog().listTables({
        signal: controller.signal,
      }))
        controller.abort(new Error(`Enough after ${page.length}`));
    }).rejects.toThrow('Enough after 1000');
  });

  it.each([
    ['rows', 2_000_001, "'k'", 'more than 2,000,000 namespaces and properties'],
    [
      'characters',
      25_000,
      "hex(zeroblob(4096)) || 'longer than is asked for'",
      'longer than there is memory for',
    ],
  ])(
    'gives up namespaces of more %s than any catalog has, instead of keeping them all',
    async (_, rows, value, message) => {
      database.exec(`${V1}; CREATE VIEW iceberg_namespace_properties AS
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
        SELECT 'shop' AS catalog_name, 'sales' AS namespace, 'k' AS property_key, ${value} AS property_value FROM n`);
      await expect(catalog().listNamespaces()).rejects.toMatchObject({
        name: 'CatalogResponseError',
        message: expect.stringContaining(message),
      });
    },
  );

  it('reads catalogs from before views (schema V0), and sees when they are migrated', async () => {
    database.exec(V1.replace('iceberg_type VARCHAR(5), ', ''));
    database.exec(PROPERTIES);
    database.exec(
      "INSERT INTO iceberg_tables VALUES ('shop', 'a', 'b', 's3://b/v1.json', NULL)",
    );
    const old = catalog();
    expect(await tablesOf(old)).toHaveLength(1);
    expect(await old.describe()).toMatchObject({
      components: [
        { part: 'SQLite', version: expect.stringMatching(/^3\./) },
        { part: 'Schema of the catalog', version: 'V0' },
      ],
      capabilities: expect.arrayContaining([
        expect.objectContaining({ id: 'views', possible: false }),
      ]),
    });
    database.exec(
      "ALTER TABLE iceberg_tables ADD COLUMN iceberg_type VARCHAR(5); UPDATE iceberg_tables SET iceberg_type = 'VIEW'",
    );
    expect(await tablesOf(old)).toEqual([
      { namespace: 'a', name: 'b', kind: 'view' },
    ]);
  });

  it('a file that is no catalog, none at all, or of another catalog says which', async () => {
    await expect(tablesOf(catalog())).rejects.toMatchObject({
      name: 'CatalogConfigurationError',
      message: expect.stringContaining('no such table: iceberg_tables'),
    });
    database.exec('CREATE TABLE iceberg_tables (x int)');
    await expect(tablesOf(catalog())).rejects.toMatchObject({
      name: 'CatalogResponseError',
      message: expect.stringContaining('no column catalog_name'),
    });
    const missing = new JdbcCatalog({
      database: { kind: 'sqlite', file: join(directory, 'none.db') },
      catalogName: 'shop',
    });
    await expect(tablesOf(missing)).rejects.toMatchObject({
      name: 'CatalogUnavailableError',
    });
    writeFileSync(join(directory, 'text.db'), 'not a database'.repeat(100));
    const text = new JdbcCatalog({
      database: { kind: 'sqlite', file: join(directory, 'text.db') },
      catalogName: 'shop',
    });
    await expect(tablesOf(text)).rejects.toMatchObject({
      name: 'CatalogResponseError',
      message: expect.stringContaining('SQLITE_NOTADB'),
    });
  });

  it('the test of the connection names the catalogs that are there when ours is not', async () => {
    fill();
    const hops = await all(catalog('shopp').check());
    expect(hops.map(({ hop, outcome }) => `${hop} ${outcome}`)).toEqual([
      'dns skipped',
      'tcp skipped',
      'tls skipped',
      'authentication passed',
      'authorisation passed',
      'listing failed',
    ]);
    expect(hops[5].advice).toContain('"other", "shop"');
    expect((await all(catalog().check()))[5]).toMatchObject({
      outcome: 'passed',
    });
  });
});

describe.each(['postgresql', 'mysql'] as const)(
  'JdbcCatalog and a %s that misbehaves',
  kind => {
    let server: Server;
    const sockets = new Set<Socket>();
    let onConnection: (socket: Socket) => void;
    const PASSWORD = 'a-secret "password"/ö';

    beforeEach(async () => {
      server = createServer(socket => {
        sockets.add(socket);
        socket.on('error', () => undefined);
        onConnection(socket);
      });
      await new Promise<void>(resolve =>
        server.listen(0, '127.0.0.1', resolve),
      );
    });
    afterEach(async () => {
      jest.restoreAllMocks();
      for (const socket of sockets) socket.destroy();
      await new Promise(resolve => server.close(resolve));
    });

    const open = (
      port = (server.address() as AddressInfo).port,
      timeoutMs = 20_000,
    ) =>
      new JdbcCatalog({
        database: {
          kind,
          host: '127.0.0.1',
          port,
          database: 'lake',
          user: 'reader',
          password: PASSWORD,
        },
        catalogName: 'shop',
        timeoutMs,
      });

    async function failureOf(catalog: JdbcCatalog): Promise<Error> {
      try {
        await tablesOf(catalog);
      } catch (error) {
        return error as Error;
      } finally {
        await catalog.close();
      }
      throw new Error('It did not fail');
    }

    it('is unavailable when it never answers, and when nothing listens', async () => {
      onConnection = () => undefined;
      const product = kind === 'mysql' ? 'MySQL' : 'PostgreSQL';
      const { port } = server.address() as AddressInfo;
      const silent = await failureOf(open(port, 300));
      expect([silent.name, silent.message]).toEqual([
        'CatalogUnavailableError',
        expect.stringContaining(`${product} at 127.0.0.1:${port}`),
      ]);
      // A port that was just given back may be somebody else's; this one is nobody's.
      const refused = await failureOf(open(1));
      expect([refused.name, refused.message]).toEqual([
        'CatalogUnavailableError',
        `${product} at 127.0.0.1:1 can't be reached: nothing listens there (ECONNREFUSED)`,
      ]);
    });

    it('is named with its host where there is no such host', async () => {
      // A name server that can't be reached is waited for much longer than a test may take.
      const lookup = jest.spyOn(dns, 'lookup').mockImplementation(((
        host: string,
        _options: unknown,
        found: (error: Error) => void,
      ) =>
        process.nextTick(
          found,
          Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), {
            ...{ code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: host },
          }),
        )) as typeof dns.lookup);
      const catalog = new JdbcCatalog({
        database: {
          kind,
          host: 'nowhere.invalid',
          port: 6432,
          database: 'lake',
          user: 'reader',
          password: PASSWORD,
        },
        catalogName: 'shop',
        timeoutMs: 20_000,
      });
      const error = await failureOf(catalog);
      expect(lookup.mock.calls.map(([host]) => host)).toEqual([
        'nowhere.invalid',
      ]);
      expect(error.name).toBe('CatalogUnavailableError');
      expect(error.message).toMatch(
        /^\w+ at nowhere\.invalid:6432 can't be reached: .*ENOTFOUND/,
      );
      expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(
        PASSWORD,
      );
    });

    it('fails with an error of ours, without the password, when it speaks something else', async () => {
      onConnection = socket => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
      const error = await failureOf(open());
      expect(error.name).toMatch(/^Catalog(Unavailable|Response)Error$/);
      expect(`${error.message}${error.stack}`).not.toContain(PASSWORD);
    });

    it('bug: gives up a server whose message does not end before all memory is taken', async () => {
      let sent = 0;
      onConnection = socket => {
        // A message of 2 GB, and of packets of 16 MB each of which says that there is another.
        if (kind === 'postgresql')
          socket.write(Buffer.from('527fffffff', 'hex'));
        const part = Buffer.alloc(0xffffff + 4);
        part.writeUIntLE(0xffffff, 0, 3);
        const more = (): void => {
          while (!socket.destroyed && socket.write(part)) sent += part.length;
          sent += part.length;
          if (!socket.destroyed) socket.once('drain', more);
        };
        more();
      };
      const error = await failureOf(open(undefined, 30_000));
      expect(`${error.name}: ${error.message}`).toBe(
        'CatalogResponseError: The database sends more than 33554432 bytes at once',
      );
      expect(sent).toBeLessThan(100 * 1024 * 1024);
    });

    it('bug: the password is in nothing of an error, however the server quotes it', async () => {
      const quoted = `no ${PASSWORD} ${encodeURIComponent(
        PASSWORD,
      )} ${JSON.stringify(PASSWORD)}`;
      onConnection = socket => {
        const text = Buffer.from(
          kind === 'postgresql'
            ? `SFATAL\0C28P01\0M${quoted}\0D${quoted}\0\0`
            : `#28000${quoted}`,
        );
        const head = Buffer.alloc(kind === 'postgresql' ? 5 : 7);
        if (kind === 'postgresql') {
          head.write('E');
          head.writeInt32BE(text.length + 4, 1);
        } else {
          head.writeUIntLE(text.length + 3, 0, 3);
          head[4] = 0xff;
          head.writeUInt16LE(1045, 5);
        }
        socket.write(Buffer.concat([head, text]));
      };
      const error = await failureOf(open());
      expect(error.name).toBe('CatalogAuthenticationError');
      expect(error.message).toMatch(/: no … … "…"$/);
      expect(error.cause).toMatchObject({
        code: kind === 'mysql' ? 'ER_ACCESS_DENIED_ERROR' : '28P01',
      });
      expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(
        /secret.*password/,
      );
    });

    it('stops waiting, and logging in, when nobody wants the answer any more', async () => {
      const reason = new Error('Nobody waits any more');
      const stop = new AbortController();
      onConnection = () => stop.abort(reason);
      const catalog = open();
      await expect(async () => {
        for await (const page of catalog.listTables({ signal: stop.signal }))
          throw new Error(`A page of ${page.length}`);
      }).rejects.toBe(reason);
      // The login does not go on: a program would have to wait for its end.
      await catalog.close();
    });
  },
);

/** A database that leaves it to its client to close a connection. `closing` is done once one has. */
async function serverThatNeverCloses(serve: (socket: Socket) => void) {
  let isClosed = (): void => undefined;
  const closing = new Promise<void>(resolve => {
    isClosed = resolve;
  });
  const server = createServer({ allowHalfOpen: true }, socket => {
    socket.on('error', () => undefined);
    serve(socket);
    socket.once('end', () => {
      socket.destroy();
      isClosed();
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    closing,
    stop: () => new Promise(resolve => server.close(resolve)),
  };
}

it.each([
  ['AuthenticationCleartextPassword', '00000003', 'CatalogAuthenticationError'],
  // Nothing of that is known to the client, which ends the login itself.
  ['AuthenticationSASL', '0000000a4e4f50450000', 'CatalogUnavailableError'],
])(
  'bug: a login that failed (%s) is closed at once, and not when PostgreSQL does it: a command waited for a minute',
  async (_, request, name) => {
    const message = (type: string, body: Buffer): Buffer => {
      const head = Buffer.alloc(5);
      head.write(type);
      head.writeInt32BE(body.length + 4, 1);
      return Buffer.concat([head, body]);
    };
    const answers = [
      message('R', Buffer.from(request, 'hex')),
      message('E', Buffer.from('SFATAL\0C28P01\0Mno such password\0\0')),
    ];
    const { port, closing, stop } = await serverThatNeverCloses(socket => {
      socket.on('data', () => {
        const answer = answers.shift();
        if (answer) socket.write(answer);
      });
    });
    const catalog = new JdbcCatalog({
      database: {
        kind: 'postgresql',
        host: '127.0.0.1',
        port,
        database: 'lake',
        user: 'reader',
        password: 'another',
      },
      catalogName: 'shop',
    });
    await expect(tablesOf(catalog)).rejects.toMatchObject({ name });
    await closing;
    await catalog.close();
    await stop();
  },
);

it('bug: a login that MySQL refused is closed at once, and not when MySQL does it: a command waited for that', async () => {
  const packet = (sequence: number, body: Buffer): Buffer =>
    Buffer.concat([Buffer.from([body.length, 0, 0, sequence]), body]);
  // Protocol 10, capabilities of 4.1 with mysql_native_password.
  const greeting = Buffer.concat([
    Buffer.from('\x0a8.4.0\0\x01\0\0\0', 'latin1'),
    Buffer.from('12345678\0', 'latin1'),
    Buffer.from([0x0d, 0xa2, 0x21, 0x02, 0x00, 0x08, 0x00, 21]),
    Buffer.alloc(10),
    Buffer.from('123456789012\0mysql_native_password\0', 'latin1'),
  ]);
  const refusal = Buffer.from(
    "\xff\x15\x04#28000Access denied for user 'reader'",
    'latin1',
  );
  const { port, closing, stop } = await serverThatNeverCloses(socket => {
    socket.write(packet(0, greeting));
    socket.once('data', () => socket.write(packet(2, refusal)));
  });
  const catalog = new JdbcCatalog({
    database: {
      kind: 'mysql',
      host: '127.0.0.1',
      port,
      database: 'lake',
      user: 'reader',
      password: 'another',
    },
    catalogName: 'shop',
  });
  await expect(tablesOf(catalog)).rejects.toMatchObject({
    name: 'CatalogAuthenticationError',
    message: expect.stringContaining('does not accept the user'),
  });
  await closing;
  await catalog.close();
  await stop();
});

it('bug: a PostgreSQL that breaks off while it is read fails the listing, and not the whole process', async () => {
  const answers = [
    // Logged in, without a password; ready.
    Buffer.from('5200000008000000005a0000000549', 'hex'),
  ];
  const server = createServer(socket => {
    socket.on('error', () => undefined);
    socket.on('data', () => {
      const answer = answers.shift();
      if (answer) socket.write(answer);
      else socket.resetAndDestroy();
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const catalog = new JdbcCatalog({
    database: {
      kind: 'postgresql',
      host: '127.0.0.1',
      port: (server.address() as AddressInfo).port,
      database: 'lake',
      user: 'reader',
    },
    catalogName: 'shop',
  });
  await expect(tablesOf(catalog)).rejects.toMatchObject({
    name: 'CatalogUnavailableError',
  });
  // What nobody listens to would be thrown by now.
  await new Promise(resolve => setTimeout(resolve, 50));
  await catalog.close();
  await new Promise(resolve => server.close(resolve));
});

it('bug: a MySQL that breaks off between rows is seen at once', async () => {
  const server = (createMySqlServer as unknown as () => MySqlServer)();
  server.on('connection', connection => {
    connection.on('error', () => undefined);
    connection.serverHandshake({
      ...{ protocolVersion: 10, serverVersion: '8.4.0', connectionId: 1 },
      ...{ statusFlags: 2, characterSet: 45, capabilityFlags: 0xfff7df },
      authCallback: (_: unknown, accept: (error: null) => void) => {
        accept(null);
        connection.sequenceId = 0;
      },
    });
    connection.on('query', sql => {
      // Each command counts its packets anew.
      connection.sequenceId = 1;
      answer(connection, sql);
      connection.sequenceId = 0;
    });
  });
  function answer(connection: MySqlSide, sql: string): void {
    if (!sql.startsWith('SELECT')) {
      connection.writeOk();
      return;
    }
    connection.writeColumns(
      [
        'catalog_name',
        'table_namespace',
        'table_name',
        'metadata_location',
      ].map(name => ({
        ...{ catalog: 'def', schema: 'd', table: 't', orgTable: 't' },
        ...{ name, orgName: name, characterSet: 45, columnLength: 1000 },
        ...{ columnType: 253, flags: 0, decimals: 0 },
      })),
    );
    if (sql.includes('1 = 0')) {
      connection.writeEof();
      return;
    }
    connection.writeTextRow(['shop', 'sales', 'orders', 's3://b/v1.json']);
    setTimeout(() => connection.stream.destroy(), 20);
  }
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const catalog = new JdbcCatalog({
    database: {
      kind: 'mysql',
      host: '127.0.0.1',
      port: (server._server.address() as AddressInfo).port,
      database: 'lake',
      user: 'reader',
    },
    catalogName: 'shop',
    // One that is not seen outlasts the test.
    timeoutMs: 600_000,
  });
  await expect(tablesOf(catalog)).rejects.toMatchObject({
    name: 'CatalogUnavailableError',
  });
  await catalog.close();
  await new Promise<void>(resolve => server.close(resolve));
});
