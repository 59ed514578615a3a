import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LakehouseSummary } from '@lakehouse-portal/plugin-lakehouse-common';
import { parse, stringify } from 'yaml';
import type { PostgresServer } from '../../src/postgres';
import { freePort } from '../../src/processes';

const ROOT = join(__dirname, '..', '..', '..', '..');
const TOKEN = 'only-for-measurements-on-this-machine';
const READY_WITHIN_MS = 120_000;

/** A whole portal in a process of its own, with the front end as it is built, on PostgreSQL. */
export class BenchPortal {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(url: string, child: ChildProcess) {
    this.url = url;
    this.#child = child;
  }

  /** Starts it, and scans its lakehouse `many` of so many tables. */
  static async start(options: {
    postgres: PostgresServer;
    directory: string;
    name: string;
    tables: number;
    metadataFile: string;
  }): Promise<BenchPortal> {
    const { name, tables, metadataFile } = options;
    const directory = join(options.directory, name);
    await mkdir(directory, { recursive: true });
    const port = await freePort();
    const url = `http://localhost:${port}`;
    const config = join(directory, 'app-config.yaml');
    await writeFile(
      config,
      stringify(
        configOf(parse(await readFile(join(ROOT, 'app-config.yaml'), 'utf8')), {
          ...options,
          url,
          port,
        }),
      ),
      { mode: 0o600 },
    );
    const log = createWriteStream(join(directory, 'portal.log'));
    const child = spawn(
      process.execPath,
      [
        ...[
          '--require',
          require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        ],
        ...[join(__dirname, 'portalProcess.ts'), String(tables), metadataFile],
        ...['--config', config],
      ],
      {
        cwd: join(ROOT, 'packages', 'backend'),
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        env: { ...process.env, NODE_ENV: 'production' },
      },
    );
    child.stdout?.pipe(log);
    child.stderr?.pipe(log);
    const portal = new BenchPortal(url, child);
    try {
      await portal.#untilReady(join(directory, 'portal.log'));
      const { scan } = await portal.scan('many');
      if (scan.status !== 'ok' || scan.tablesTotal !== tables) {
        throw new Error(
          `The scan of ${tables} tables: ${JSON.stringify(scan)}`,
        );
      }
      return portal;
    } catch (error) {
      await portal.stop();
      throw error;
    }
  }

  /** Scans a lakehouse, and gives its state afterwards. */
  async scan(lakehouse: string): Promise<LakehouseSummary> {
    return this.call(`/lakehouses/${lakehouse}/scan`, { method: 'POST' });
  }

  /** Calls the API of the lakehouse plugin, as a service. */
  async call<T>(path: string, init: RequestInit = {}): Promise<T> {
    const response = await fetch(`${this.url}/api/lakehouse${path}`, {
      ...init,
      headers: { Authorization: `Bearer ${TOKEN}` },
    });
    if (!response.ok) {
      throw new Error(`${path}: ${response.status} ${await response.text()}`);
    }
    return (await response.json()) as T;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#child.kill('SIGKILL');
      await once(this.#child, 'exit');
    }
  }

  async #untilReady(log: string): Promise<void> {
    const deadline = Date.now() + READY_WITHIN_MS;
    for (;;) {
      const answer = await fetch(
        `${this.url}/.backstage/health/v1/readiness`,
      ).catch(() => undefined);
      if (answer?.ok) {
        return;
      }
      if (this.#child.exitCode !== null || Date.now() > deadline) {
        throw new Error(`The portal did not start; ${log} says why`);
      }
      await new Promise(resolve => setTimeout(resolve, 250));
    }
  }
}

/** That of the example portal, on PostgreSQL, with the lakehouses of the benchmark. */
function configOf(
  config: Record<string, any>,
  options: {
    postgres: PostgresServer;
    name: string;
    url: string;
    port: number;
  },
): object {
  const { url, port, name, postgres } = options;
  const { host, port: databasePort, user, password } = postgres.connection;
  return {
    ...config,
    app: { ...config.app, baseUrl: url },
    backend: {
      ...config.backend,
      baseUrl: url,
      listen: { host: '127.0.0.1', port },
      database: {
        client: 'pg',
        prefix: `bench_${name}_`,
        connection: { host, port: databasePort, user, password },
      },
      auth: {
        keys: [{ secret: Buffer.from(TOKEN).toString('base64') }],
        externalAccess: [
          { type: 'static', options: { token: TOKEN, subject: 'bench' } },
        ],
      },
    },
    catalog: { ...config.catalog, locations: [] },
    lakehouse: {
      scan: {
        schedule: { frequency: { hours: 24 }, timeout: { minutes: 30 } },
        // Each scan of the large table reads all of it.
        cache: { memoryMb: 0, databaseMb: 0 },
      },
      connections: { many: { type: 'many' }, large: { type: 'large' } },
    },
  };
}
