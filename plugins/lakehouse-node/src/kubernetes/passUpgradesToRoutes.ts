import { type Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** Of the Kubernetes plugin, which passes WebSockets on to clusters, but only those that come as a request. */
const KUBERNETES_PROXY = /^\/api\/kubernetes\/proxy\//;
/** What nobody has answered by then is ended. */
const PATIENCE_MS = 10_000;

/**
 * Lets WebSockets through to the Kubernetes plugin. Once any plugin has a WebSocket route (that of signals does), the root HTTP
 * router takes each upgrade for its own and answers 404 to what it does not know; the proxy of the Kubernetes plugin, which
 * expects them as requests, then never sees them: neither terminals of pods nor forwarded ports work.
 *
 * ```ts
 * backend.add(
 *   rootHttpRouterServiceFactory({
 *     configure: ({ server, applyDefaults }) => {
 *       applyDefaults();
 *       passUpgradesToRoutes(server);
 *     },
 *   }),
 * );
 * ```
 * @public
 */
export function passUpgradesToRoutes(
  server: Pick<Server, 'on' | 'emit'>,
): void {
  server.on('upgrade', (request, socket: Duplex & { bytesWritten: number }) => {
    if (!KUBERNETES_PROXY.test(request.url ?? '')) {
      // With a second listener the router leaves those alone that it does not know.
      setTimeout(() => {
        if (socket.bytesWritten === 0) socket.destroy();
      }, PATIENCE_MS).unref();
      return;
    }
    const response = new ServerResponse(request);
    response.assignSocket(request.socket);
    // A refusal is an ordinary answer, the last on this connection.
    response.shouldKeepAlive = false;
    response.once('finish', () => socket.end());
    socket.on('error', () => socket.destroy());
    server.emit('request', request, response);
  });
}
