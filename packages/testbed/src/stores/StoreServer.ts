import { basename } from 'node:path';
import { ServerProcess } from '../processes';

/** On a machine that starts much else at the same time. */
const START_TIMEOUT_MS = 180_000;

/**
 * A server on the loopback interface that a test starts and stops. It ends with this process, however that ends.
 */
export class StoreServer {
  /**
   * Starts a program and waits until it answers.
   *
   * @param options - `name`: for its log; `readyUrl`: any answer at all means that it is ready, or with `needsSuccess` one that
   * says so; `watchesParent`: its standard input stays open as long as this process lives.
   * @throws Error with the end of its log, and the place of the whole.
   */
  static async start(options: {
    name?: string;
    command: string;
    args: string[];
    env?: NodeJS.ProcessEnv;
    cwd?: string;
    url: string;
    readyUrl: string;
    needsSuccess?: boolean;
    watchesParent?: boolean;
    startTimeoutMs?: number;
  }): Promise<StoreServer> {
    const process = await ServerProcess.start({
      name: options.name ?? basename(options.command),
      command: options.command,
      args: options.args,
      env: options.env,
      cwd: options.cwd,
      keepsInputOpen: options.watchesParent,
      timeoutMs: options.startTimeoutMs ?? START_TIMEOUT_MS,
      isReady: async () => {
        const response = await fetch(options.readyUrl);
        await response.body?.cancel();
        return response.ok || !options.needsSuccess;
      },
      // What it keeps goes anyway.
      stopSignal: 'SIGKILL',
    });
    return new StoreServer(options.url, process);
  }

  private constructor(readonly url: string, readonly process: ServerProcess) {}

  async stop(): Promise<void> {
    await this.process.stop();
  }
}
