import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { PortalOptions } from './PortalOptions';

/**
 * A portal in a process of its own: it can be killed, and the Kubernetes plugin loads modules in a way that Jest does not allow.
 */
export class PortalProcess {
  readonly #child: ChildProcess;
  readonly url: string;

  static async start(options: PortalOptions): Promise<PortalProcess> {
    const child = spawn(
      process.execPath,
      [
        '--require',
        process.env.LAKEHOUSE_TRANSFORM ??
          require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        join(__dirname, 'portalChild.ts'),
        JSON.stringify(options),
      ],
      {
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
        env: { ...process.env, NODE_ENV: 'test' },
      },
    );
    let errors = '';
    child.stderr!.on('data', data => {
      errors = `${errors}${data}`.slice(-4_000);
    });
    const url = await new Promise<string>((resolve, reject) => {
      // What transforms TypeScript sends messages of its own.
      child.on('message', (message: { url?: string }) => {
        if (message.url) resolve(message.url);
      });
      child.once('exit', code =>
        reject(new Error(`The portal ended with ${code}:\n${errors}`)),
      );
    });
    return new PortalProcess(child, url);
  }

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.url = url;
  }

  /** As the kernel does it when memory runs out: nothing can be tidied up. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null)
      return;
    await new Promise<void>(resolve => {
      this.#child.once('exit', () => resolve());
      this.#child.kill('SIGKILL');
    });
  }
}
