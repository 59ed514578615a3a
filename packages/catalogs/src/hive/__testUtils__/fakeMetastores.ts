import { createServer, type Server, type Socket } from 'node:net';
import { HiveMetastoreCatalog } from '../HiveMetastoreCatalog';
import type { HiveMetastoreOptions } from '../HiveMetastoreOptions';
import { ThriftReader } from '../ThriftReader';
import type { ThriftStruct } from '../ThriftValue';

/** A call that came. */
export interface Call {
  method: string;
  id: number;
  args: ThriftStruct;
}

/** What a metastore replies to a call; nothing, where it has done something to the socket instead. */
export type Answerer = (call: Call, socket: Socket) => Buffer | undefined;

/** Metastores and catalogs of them, which end with the test that asked for them. To be called once in a test file. */
export function fakeMetastores() {
  const opened: Array<{ close(): unknown }> = [];

  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
  });

  /** A metastore that does what a real one can't be made to do; the real one is in packages/testbed/systems. */
  async function serve(
    answer: Answerer,
    options: Partial<HiveMetastoreOptions> = {},
    onConnect?: (socket: Socket) => void,
  ): Promise<HiveMetastoreCatalog> {
    const framed = options.transport === 'framed';
    const sockets = new Set<Socket>();
    const server: Server = createServer(socket => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      onConnect?.(socket);
      // A request may come in parts, and its frame may come first.
      let asked = Buffer.alloc(0);
      socket.on('data', bytes => {
        asked = Buffer.concat([asked, bytes]);
        const body = framed ? asked.subarray(4) : asked;
        const call = body.length > 0 && new ThriftReader(1e6).add(body);
        if (!call) return;
        asked = Buffer.alloc(0);
        const reply = answer(
          { method: call.name, id: call.id, args: call.body },
          socket,
        );
        if (!reply || socket.destroyed) return;
        if (framed) {
          const length = Buffer.alloc(4);
          length.writeInt32BE(reply.length);
          socket.write(length);
        }
        // In pieces, as networks do it.
        for (let start = 0; start < reply.length; start += 1000)
          socket.write(reply.subarray(start, start + 1000));
      });
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as { port: number };
    const catalog = new HiveMetastoreCatalog({
      servers: [{ host: '127.0.0.1', port }],
      ...options,
    });
    opened.push(catalog, {
      close: () => {
        for (const socket of sockets) socket.destroy();
        server.close();
      },
    });
    return catalog;
  }

  return { serve };
}
