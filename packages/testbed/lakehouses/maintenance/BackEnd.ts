import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '@backstage/types';
import { MaintenanceClient } from '@lakehouse-portal/plugin-lakehouse-common';
import { stringify } from 'yaml';
import { freePort } from '../../src';

const READY_WITHIN_MS = 120_000;

/** Two services that may maintain: one proposes, the other approves. */
export const ANN = { token: 'only-for-tests-on-this-machine-ann' };
export const BEN = { token: 'only-for-tests-on-this-machine-ben' };

/** A back end in a process of its own, which can be killed and started again on the same database. */
export class BackEnd {
  readonly client: MaintenanceClient;
  readonly #url: string;
  readonly #directory: string;
  #child: ChildProcess | undefined;

  /** @param options - `lakehouse` of app-config; `directory` for its database and its log. */
  static async create(options: {
    lakehouse: JsonObject;
    directory: string;
  }): Promise<BackEnd> {
    const { lakehouse, directory } = options;
    await mkdir(join(directory, 'databases'), { recursive: true });
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const config = {
      app: { baseUrl: url },
      backend: {
        baseUrl: url,
        listen: { host: '127.0.0.1', port },
        database: {
          client: 'better-sqlite3',
          connection: { directory: join(directory, 'databases') },
        },
        auth: {
          externalAccess: [
            { type: 'static', options: { ...ANN, subject: 'ann' } },
            { type: 'static', options: { ...BEN, subject: 'ben' } },
          ],
        },
      },
      lakehouse,
    };
    await writeFile(join(directory, 'app-config.yaml'), stringify(config), {
      mode: 0o600,
    });
    return new BackEnd(url, directory);
  }

  private constructor(url: string, directory: string) {
    this.#url = url;
    this.#directory = directory;
    this.client = new MaintenanceClient({
      discoveryApi: { getBaseUrl: async () => `${url}/api/lakehouse` },
    });
  }

  /** @throws Error with the log when it doesn't come up. */
  async start(): Promise<void> {
    const log = join(this.#directory, 'back-end.log');
    const output = createWriteStream(log, { flags: 'a' });
    const child = spawn(
      process.execPath,
      [
        '--require',
        process.env.LAKEHOUSE_TRANSFORM ??
          require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        join(__dirname, 'backEndProcess.ts'),
        ...['--config', join(this.#directory, 'app-config.yaml')],
      ],
      {
        cwd: resolve(__dirname, '../../../backend'),
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        env: { ...process.env, NODE_ENV: 'production' },
      },
    );
    child.stdout?.pipe(output, { end: false });
    child.stderr?.pipe(output, { end: false });
    this.#child = child;
    const deadline = Date.now() + READY_WITHIN_MS;
    while (!(await this.#isReady())) {
      if (child.exitCode !== null || Date.now() > deadline) {
        await this.kill();
        throw new Error(
          `The back end did not start: ${await readFile(log, 'utf8')}`,
        );
      }
      await sleep(250);
    }
  }

  /** Ends it with SIGKILL: it has no time to say anything. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child && child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  }

  async #isReady(): Promise<boolean> {
    try {
      return (await fetch(`${this.#url}/.backstage/health/v1/readiness`)).ok;
    } catch {
      return false;
    }
  }
}
