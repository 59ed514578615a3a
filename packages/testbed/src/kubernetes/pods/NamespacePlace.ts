import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { ServerProcess, type ServerProcessOptions } from '../../processes';
import { buildKubernetes } from '../build/buildKubernetes';
import type { Place } from '../Place';
import { NAMESPACES_SCRIPT, NODE_ADDRESS } from './namespacesScript';
import { podsPath } from './requirePodsMachine';

/** Mount, network and process namespaces that end with this process. What happens in them stays there. */
export class NamespacePlace implements Place {
  /**
   * Makes them.
   *
   * @param started - Gets each process as soon as it runs; ending the first ends all that is in the namespaces.
   */
  static async create(
    directory: string,
    started: (process: ServerProcess) => void,
  ): Promise<NamespacePlace> {
    const relay = await buildKubernetes('relay');
    await writeFile(join(directory, 'resolv.conf'), 'nameserver 127.0.0.1\n');
    const holder = await ServerProcess.start({
      name: 'kubernetes-namespaces',
      command: 'unshare',
      args: [
        ...['--mount', '--net', '--pid', '--fork', '--mount-proc'],
        ...['--kill-child', '--propagation', 'private'],
        ...['/bin/sh', '-c', NAMESPACES_SCRIPT, 'namespaces', directory],
      ],
      env: { PATH: podsPath() },
      isReady: async () => existsSync(join(directory, 'namespaces-ready')),
      stopSignal: 'SIGKILL',
    });
    started(holder);
    const place = new NamespacePlace(
      onlyChild(holder.pid!),
      join(directory, 'relay.sock'),
    );
    started(
      await place.start({
        name: 'kubernetes-relay',
        command: relay,
        args: [place.#socket],
        isReady: () => accepts(place.#socket),
        stopSignal: 'SIGKILL',
      }),
    );
    return place;
  }

  readonly bindAddress = '0.0.0.0';
  readonly address = NODE_ADDRESS;
  readonly #pid: number;
  readonly #socket: string;
  readonly #exposed: Server[] = [];

  private constructor(pid: number, socket: string) {
    this.#pid = pid;
    this.#socket = socket;
  }

  start(options: ServerProcessOptions): Promise<ServerProcess> {
    return ServerProcess.start({
      ...options,
      command: 'nsenter',
      args: [
        ...[`--target=${this.#pid}`, '--mount', '--net', '--pid', '--'],
        ...[options.command, ...options.args],
      ],
      env: { ...options.env, PATH: podsPath() },
    });
  }

  async expose(port: number): Promise<void> {
    const server = createServer({ allowHalfOpen: true }, outside => {
      const inside = connect({ path: this.#socket, allowHalfOpen: true });
      const header = Buffer.alloc(2);
      header.writeUInt16BE(port);
      inside.write(header);
      outside.pipe(inside).pipe(outside);
      // Whoever is left learns it by the end of the connection.
      outside.once('error', () => inside.destroy());
      inside.once('error', () => outside.destroy());
      outside.once('close', () => inside.destroy());
      inside.once('close', () => outside.destroy());
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    // It does not keep this process running.
    server.unref();
    this.#exposed.push(server);
  }

  /** Nobody is let in any more. */
  close(): void {
    for (const server of this.#exposed) server.close();
  }
}

/** The process that `unshare` started, by its number outside. */
function onlyChild(pid: number): number {
  const children = readFileSync(
    `/proc/${pid}/task/${pid}/children`,
    'utf8',
  ).trim();
  const child = Number(children);
  if (!(child > 0))
    throw new Error(
      `The process that holds the namespaces has not one child but: ${children}`,
    );
  return child;
}

function accepts(path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}
