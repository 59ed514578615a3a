import dns from 'node:dns';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { tablesOf } from '../__testUtils__/tablesOf';
import { JdbcCatalog } from './JdbcCatalog';

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
