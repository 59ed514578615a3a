import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createServer as createMySqlServer } from 'mysql2';
import { tablesOf } from '../__testUtils__/tablesOf';
import { JdbcCatalog } from './JdbcCatalog';

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

function lakeOn(
  server: { kind: 'postgresql' | 'mysql'; port: number; password?: string },
  options: { timeoutMs?: number } = {},
): JdbcCatalog {
  return new JdbcCatalog({
    database: {
      ...server,
      ...{ host: '127.0.0.1', database: 'lake', user: 'reader' },
    },
    catalogName: 'shop',
    ...options,
  });
}

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
    const catalog = lakeOn({ kind: 'postgresql', port, password: 'another' });
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
  const catalog = lakeOn({ kind: 'mysql', port, password: 'another' });
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
  const catalog = lakeOn({
    kind: 'postgresql',
    port: (server.address() as AddressInfo).port,
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
  const catalog = lakeOn(
    {
      kind: 'mysql',
      port: (server._server.address() as AddressInfo).port,
    },
    // One that is not seen outlasts the test.
    { timeoutMs: 600_000 },
  );
  await expect(tablesOf(catalog)).rejects.toMatchObject({
    name: 'CatalogUnavailableError',
  });
  await catalog.close();
  await new Promise<void>(resolve => server.close(resolve));
});
