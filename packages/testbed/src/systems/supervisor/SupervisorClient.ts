import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { serverLog } from '../../processes';
import type { SystemName } from '../connections';
import type { SupervisorStatus, UpEvent } from './protocol';
import {
  findSupervisor,
  isAlive,
  type SupervisorState,
} from './SupervisorState';

const START_TIMEOUT_MS = 180_000;
const END_TIMEOUT_MS = 45_000;
/** Lets Node run TypeScript. */
const TRANSFORM = join(
  dirname(require.resolve('@backstage/cli/package.json')),
  'config/nodeTransform.cjs',
);

const MAIN = join(
  dirname(require.resolve('@lakehouse-portal/testbed/package.json')),
  'src/systems/supervisor/superviseMain.ts',
);

/** Asks the supervisor of a folder. */
export class SupervisorClient {
  /** The one that lives, if there is one. */
  static find(runtime: string): SupervisorClient | undefined {
    const state = findSupervisor(runtime);
    return state && new SupervisorClient(state);
  }

  /**
   * The one that lives, or a new one.
   *
   * @param owner - Process id of whom a new one ends with; none: it ends when it is told to.
   */
  static async findOrStart(
    runtime: string,
    owner?: number,
  ): Promise<SupervisorClient> {
    const found = SupervisorClient.find(runtime);
    if (found) return found;
    const logFile = serverLog('supervisor');
    const log = openSync(logFile, 'a', 0o600);
    const child = spawn(
      process.execPath,
      [
        ...['--require', TRANSFORM, MAIN],
        ...(owner === undefined ? [] : [String(owner)]),
      ],
      {
        detached: true,
        stdio: ['ignore', log, log],
        env: {
          ...process.env,
          LAKEHOUSE_TESTBED_RUNTIME: runtime,
          LAKEHOUSE_TESTBED_SUPERVISOR_LOG: logFile,
        },
      },
    );
    closeSync(log);
    child.unref();
    const deadline = Date.now() + START_TIMEOUT_MS;
    for (;;) {
      const started = SupervisorClient.find(runtime);
      if (started) return started;
      if (child.exitCode || child.signalCode || Date.now() > deadline)
        throw new Error(
          `The supervisor of the systems did not start. Log: ${logFile}\n${readFileSync(
            logFile,
            'utf8',
          ).slice(-4_000)}`,
        );
      await sleep(50);
    }
  }

  private constructor(readonly state: SupervisorState) {}

  /**
   * Brings systems up. Whoever gives up before its end takes back what was begun for it.
   *
   * @param listener - Is told all that happens.
   */
  async up(
    names: SystemName[],
    listener: (event: UpEvent) => void,
  ): Promise<void> {
    const response = await this.#request('POST', '/up', { names });
    for await (const line of createInterface({ input: response }))
      listener(JSON.parse(line));
  }

  /** @returns What it stopped: all that was named, and what needed it; without names, all. */
  async down(names?: SystemName[]): Promise<SystemName[]> {
    const response = await this.#request('POST', '/down', { names });
    const { stopped } = JSON.parse(await text(response));
    return stopped;
  }

  async status(): Promise<SupervisorStatus> {
    return JSON.parse(await text(await this.#request('GET', '/status')));
  }

  /** Waits until the supervisor itself is gone; by force when it does not go. */
  async untilGone(): Promise<void> {
    const deadline = Date.now() + END_TIMEOUT_MS;
    while (isAlive(this.state)) {
      // Its watchdog ends the rest.
      if (Date.now() > deadline) process.kill(this.state.pid, 'SIGKILL');
      await sleep(50);
    }
  }

  async #request(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<IncomingMessage> {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const call = request(
        { socketPath: this.state.socket, method, path, agent: false },
        resolve,
      );
      call.once('error', reject);
      call.end(body === undefined ? '' : JSON.stringify(body));
    });
    if (response.statusCode === 200) return response;
    throw new Error(
      `The supervisor of the systems answered ${
        response.statusCode
      }: ${await text(response)}. Its log: ${this.state.log}`,
    );
  }
}

async function text(response: IncomingMessage): Promise<string> {
  let all = '';
  for await (const chunk of response.setEncoding('utf8')) all += chunk;
  return all;
}
