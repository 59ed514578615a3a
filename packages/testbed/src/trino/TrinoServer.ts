import { spawn, type ChildProcess } from 'node:child_process';
import { openSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../processes';
import { fetchTrino } from './fetchTrino';
import { findJava } from './findJava';

const START_TIMEOUT_MS = 180_000;
const QUERY_TIMEOUT_MS = 120_000;
/** A catalog of generated data that every server has, to see that it runs queries. */
const PROBE_CATALOG = 'testbed_probe';

/**
 * A single-node Trino on the loopback interface, with catalogs by name.
 */
export class TrinoServer {
  /** Fetches Trino if need be, starts it, and waits until it answers. */
  static async start(
    catalogs: Record<string, Record<string, string>>,
  ): Promise<TrinoServer> {
    const home = await fetchTrino();
    const java = findJava(24);
    const directory = await mkdtemp(join(tmpdir(), 'lakehouse-trino-'));
    const port = await freePort();
    await writeConfiguration({ home, directory, port, catalogs });
    const log = openSync(join(directory, 'server.log'), 'w');
    const child = spawn(
      join(home, 'bin', 'launcher'),
      [
        `--etc-dir=${join(directory, 'etc')}`,
        `--data-dir=${join(directory, 'data')}`,
        `--jvm-dir=${java}`,
        'run',
      ],
      // A group of its own, so that the JVM ends with the launcher.
      { stdio: ['ignore', log, log], detached: true },
    );
    const server = new TrinoServer(directory, port, child);
    process.once('exit', () => server.#kill());
    await server.#untilReady();
    await server.#untilItSchedules();
    return server;
  }

  private constructor(
    readonly directory: string,
    readonly port: number,
    readonly process: ChildProcess,
  ) {}

  /** Runs a statement to its end and returns all rows, cells as Trino's JSON has them (long ids: cast them to varchar). */
  async query(sql: string): Promise<unknown[][]> {
    const rows: unknown[][] = [];
    const deadline = Date.now() + QUERY_TIMEOUT_MS;
    let page = await this.#request(
      `http://127.0.0.1:${this.port}/v1/statement`,
      { method: 'POST', body: sql },
    );
    for (;;) {
      if (page.error) {
        throw new Error(
          `Trino: ${page.error.errorName}: ${page.error.message}\n${sql}`,
        );
      }
      rows.push(...(page.data ?? []));
      if (!page.nextUri) {
        return rows;
      }
      if (Date.now() > deadline) {
        throw new Error(
          `Trino did not finish within ${QUERY_TIMEOUT_MS} ms: ${sql}`,
        );
      }
      page = await this.#request(page.nextUri, { method: 'GET' });
    }
  }

  async stop(): Promise<void> {
    const ended = new Promise(resolve => this.process.once('exit', resolve));
    if (this.process.exitCode === null && this.process.signalCode === null) {
      this.#kill();
      await ended;
    }
    await rm(this.directory, { recursive: true, force: true });
  }

  #kill(): void {
    if (this.process.pid !== undefined && this.process.exitCode === null) {
      try {
        process.kill(-this.process.pid, 'SIGKILL');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') {
          throw error;
        }
      }
    }
  }

  async #untilReady(): Promise<void> {
    const deadline = Date.now() + START_TIMEOUT_MS;
    for (;;) {
      const ready = await fetch(`http://127.0.0.1:${this.port}/v1/info`)
        .then(
          async response =>
            response.ok && (await response.json()).starting === false,
        )
        .catch(() => false);
      if (ready) {
        return;
      }
      if (this.process.exitCode !== null || Date.now() > deadline) {
        const log = await readFile(join(this.directory, 'server.log'), 'utf8');
        await this.stop();
        throw new Error(`Trino did not start:\n${log.slice(-6_000)}`);
      }
      await sleep(300);
    }
  }

  /**
   * A server that has started may not yet have seen its own announcement: until then it refuses all work on data
   * ("No nodes available"), for 5 s and more on a busy machine.
   */
  async #untilItSchedules(): Promise<void> {
    const deadline = Date.now() + START_TIMEOUT_MS;
    for (;;) {
      try {
        await this.query(`SELECT count(*) FROM ${PROBE_CATALOG}.tiny.nation`);
        return;
      } catch (error) {
        if (!isWithoutNodes(error) || Date.now() > deadline) {
          await this.stop();
          throw error;
        }
      }
      await sleep(500);
    }
  }

  async #request(url: string, init: RequestInit): Promise<StatementPage> {
    const response = await fetch(url, {
      ...init,
      headers: { 'X-Trino-User': 'testbed' },
      signal: AbortSignal.timeout(QUERY_TIMEOUT_MS),
    });
    if (!response.ok) {
      throw new Error(
        `Trino answered ${response.status}: ${await response.text()}`,
      );
    }
    return response.json();
  }
}

function isWithoutNodes(error: unknown): boolean {
  return (
    error instanceof Error &&
    /NO_NODES_AVAILABLE|nodes is empty|Trino answered 503/.test(error.message)
  );
}

interface StatementPage {
  nextUri?: string;
  data?: unknown[][];
  error?: { errorName: string; message: string };
}

async function writeConfiguration(options: {
  home: string;
  directory: string;
  port: number;
  catalogs: Record<string, Record<string, string>>;
}): Promise<void> {
  const { home, directory, port, catalogs } = options;
  const etc = join(directory, 'etc');
  await mkdir(join(etc, 'catalog'), { recursive: true });
  const files: Record<string, string> = {
    'config.properties': properties({
      coordinator: 'true',
      'node-scheduler.include-coordinator': 'true',
      'http-server.http.port': String(port),
      'discovery.uri': `http://127.0.0.1:${port}`,
      'node.internal-address': '127.0.0.1',
      'plugin.dir': join(home, 'plugin'),
      'query.max-memory': '1GB',
      'query.max-memory-per-node': '700MB',
      'memory.heap-headroom-per-node': '300MB',
    }),
    'node.properties': properties({
      'node.environment': 'test',
      'node.id': 'testbed',
      // Without it Trino listens on every address.
      'node.bind-ip': '127.0.0.1',
      'node.data-dir': join(directory, 'data'),
    }),
    'log.properties': properties({ 'io.trino': 'WARN' }),
    'jvm.config': [
      '-server',
      '-Xms256M',
      '-Xmx2G',
      '-XX:+UseSerialGC',
      '-XX:TieredStopAtLevel=1',
      '-XX:ReservedCodeCacheSize=256M',
      '-XX:+ExitOnOutOfMemoryError',
      '-Djdk.attach.allowAttachSelf=true',
      '--enable-native-access=ALL-UNNAMED',
      '--sun-misc-unsafe-memory-access=allow',
      '--add-modules=jdk.incubator.vector',
      '',
    ].join('\n'),
  };
  const all = { ...catalogs, [PROBE_CATALOG]: { 'connector.name': 'tpch' } };
  for (const [name, catalog] of Object.entries(all)) {
    files[join('catalog', `${name}.properties`)] = properties(catalog);
  }
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(etc, name), content);
  }
}

function properties(values: Record<string, string>): string {
  return `${Object.entries(values)
    .map(([key, value]) => `${key}=${value}`)
    .join('\n')}\n`;
}
