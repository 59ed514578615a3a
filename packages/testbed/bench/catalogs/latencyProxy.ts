import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * A TCP proxy on the loopback interface that passes everything on after half the delay, each way.
 *
 * @param onRequest - Gets what comes from clients, piece by piece.
 */
export async function startLatencyProxy(
  target: { host: string; port: number },
  delayMs: number,
  onRequest: (bytes: Buffer) => void = () => {},
): Promise<{ port: number; stop(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer(client => {
    const upstream = connect(target.port, target.host);
    client.on('data', onRequest);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ]) {
      sockets.add(from);
      from.setNoDelay(true);
      from.on('data', data => setTimeout(() => to.write(data), delayMs / 2));
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      for (const socket of sockets) {
        socket.destroy();
      }
      await new Promise(resolve => server.close(resolve));
    },
  };
}
