import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Job, RunResult } from './Answer';

const PROCESS = join(__dirname, 'contenderProcess.ts');

/**
 * One of those that are compared, in a process of its own: what one leaves behind in memory is no other's burden, and
 * each has its own peak. It waits between its turns.
 */
export class Contender {
  readonly runs: RunResult[] = [];
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  readonly #exit: Promise<unknown[]>;
  #errors = '';

  private constructor(readonly name: string, command: string, args: string[]) {
    this.#child = spawn(command, args);
    this.#lines = createInterface({ input: this.#child.stdout })[
      Symbol.asyncIterator
    ]();
    this.#child.stderr.on('data', chunk => {
      this.#errors = `${this.#errors}${chunk}`.slice(-4000);
    });
    this.#child.stdin.on('error', () => {
      // It has ended: the next answer that is missing says so.
    });
    this.#exit = once(this.#child, 'close');
  }

  /** Starts a contender in Node, with these flags; resolves when it is ready to run. */
  static async node(
    name: string,
    job: Job,
    flags: string[] = [],
  ): Promise<Contender> {
    const contender = new Contender(name, process.execPath, [
      ...flags,
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      PROCESS,
      JSON.stringify(job),
    ]);
    await contender.#answer();
    return contender;
  }

  /** As {@link Contender.node}, a Python script that follows the same protocol. */
  static async python(
    name: string,
    interpreter: string,
    script: string,
    job: Job,
  ): Promise<Contender> {
    const contender = new Contender(name, interpreter, [
      script,
      JSON.stringify(job),
    ]);
    await contender.#answer();
    return contender;
  }

  async run(): Promise<RunResult> {
    this.#child.stdin.write('run\n');
    const result = (await this.#answer()) as RunResult;
    this.runs.push(result);
    return result;
  }

  /** The most memory it had so far, in bytes. */
  async peakBytes(): Promise<number> {
    this.#child.stdin.write('memory\n');
    return ((await this.#answer()) as { peakBytes: number }).peakBytes;
  }

  async end(): Promise<void> {
    this.#child.stdin.end();
    await this.#exit;
  }

  async #answer(): Promise<unknown> {
    const { value, done } = await this.#lines.next();
    if (!done) return JSON.parse(value);
    const [code, signal] = await this.#exit;
    throw new Error(
      `${this.name} ended with ${signal ?? code}: ${this.#errors.trim()}`,
    );
  }
}
