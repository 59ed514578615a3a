import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeInput, encodeInput, type FuzzInput } from './engine/FuzzInput';
import { FindingStore } from './engine/FindingStore';
import type { WorkerMessage } from './engine/messages';
import { minimize } from './engine/minimize';
import { type WorkerEnd, WorkerProcess } from './engine/WorkerProcess';
import type { FuzzOptions } from './FuzzOptions';

/** The machine may be busy with other things: longer than any input takes there. */
const HANG_MS = 30_000;
const REPLAY_HANG_MS = 15_000;
const PRINT_MS = 10_000;
/** Each try starts a process. */
const COSTLY_TRIES = 16;
/** When it dies again and again there is nothing to be learned from the next time. */
const MAX_RESTARTS = 200;

type Status = Extract<WorkerMessage, { type: 'status' }>;

/** Runs workers for a given time, replaces those that hang or die, and reports. */
export class Supervisor {
  readonly #options: FuzzOptions;
  readonly #folder: string;
  readonly #print: (line: string) => void;
  readonly #findings: FindingStore;
  /** Of workers that have ended. */
  readonly #inputsBefore: Record<string, number> = {};
  #status: Status | undefined;
  #worker: WorkerProcess | undefined;
  #isStopped = false;
  #started = 0;

  constructor(
    options: FuzzOptions,
    folder: string,
    print: (line: string) => void,
  ) {
    this.#options = options;
    this.#folder = folder;
    this.#print = print;
    this.#findings = new FindingStore(join(folder, 'findings'));
  }

  /** Ends after the current input. */
  stop(): void {
    this.#isStopped = true;
    this.#worker?.stop();
  }

  /** @returns The number of findings. */
  async run(): Promise<number> {
    mkdirSync(this.#folder, { recursive: true });
    this.#started = Date.now();
    const end = setTimeout(() => this.stop(), this.#options.seconds * 1000);
    const printing = setInterval(() => this.#printStatus(), PRINT_MS);
    let restarts = 0;
    while (!this.#isStopped && restarts < MAX_RESTARTS) {
      this.#worker = this.#startWorker(restarts++);
      const ended = await this.#worker.ended(HANG_MS);
      this.#addInputs();
      if (ended.kind !== 'done') await this.#reportEnd(ended);
    }
    clearTimeout(end);
    clearInterval(printing);
    this.#printSummary();
    return this.#findings.count;
  }

  /** Runs one input. @returns The number of findings. */
  async replay(path: string): Promise<number> {
    mkdirSync(this.#folder, { recursive: true });
    const { key, message } = await this.#tryOnce(path);
    this.#print(
      key === undefined ? 'Nothing wrong with it.' : `${key}\n${message}`,
    );
    return key === undefined ? 0 : 1;
  }

  #startWorker(generation: number): WorkerProcess {
    const { seed, targets } = this.#options;
    return new WorkerProcess(
      { seed: seed + generation * 1_000_003, targets, folder: this.#folder },
      message => this.#receive(message),
    );
  }

  #receive(message: WorkerMessage): void {
    if (message.type === 'status') this.#status = message;
    else if (message.type === 'finding')
      this.#reportFinding(
        message.key,
        message.message,
        decodeInput(Buffer.from(message.input, 'base64')),
      );
  }

  #reportFinding(key: string, message: string, input: FuzzInput): void {
    const path = this.#findings.add(key, message, input);
    if (path === undefined) return;
    this.#print(
      `FINDING ${key}\n  ${message
        .split('\n')
        .slice(0, 6)
        .join('\n  ')}\n  ${path}`,
    );
  }

  async #reportEnd(end: Exclude<WorkerEnd, { kind: 'done' }>): Promise<void> {
    const { kind, message, input } = end;
    if (!input) {
      this.#isStopped = true;
      this.#print(
        `The process that runs the inputs does not start: ${message}`,
      );
      this.#findings.add('start', message, {
        target: 'none',
        files: new Map(),
      });
      return;
    }
    const key = `${input.target}/${kind}`;
    if (this.#findings.has(key)) return;
    // It may have been another input that filled the memory.
    const again = await this.#isSame(input, kind);
    const smallest = again
      ? await minimize(input, other => this.#isSame(other, kind), COSTLY_TRIES)
      : input;
    this.#reportFinding(
      key,
      again ? message : `${message}\n(not when it runs alone)`,
      smallest,
    );
  }

  async #isSame(input: FuzzInput, kind: string): Promise<boolean> {
    if (this.#isStopped) return false;
    const path = join(this.#folder, 'candidate');
    writeFileSync(path, encodeInput(input));
    return (await this.#tryOnce(path)).key === kind;
  }

  async #tryOnce(path: string): Promise<{ key?: string; message?: string }> {
    let result: { key?: string; message?: string } = {};
    const worker = new WorkerProcess(
      {
        seed: 0,
        targets: [],
        folder: join(this.#folder, 'replay'),
        replay: path,
      },
      message => {
        if (message.type === 'replayed') result = message;
      },
    );
    const ended = await worker.ended(REPLAY_HANG_MS);
    return ended.kind === 'done'
      ? result
      : { key: ended.kind, message: ended.message };
  }

  #addInputs(): void {
    for (const [name, count] of Object.entries(this.#status?.inputs ?? {}))
      this.#inputsBefore[name] = (this.#inputsBefore[name] ?? 0) + count;
    if (this.#status) this.#status.inputs = {};
  }

  #inputs(): Record<string, number> {
    const result = { ...this.#inputsBefore };
    for (const [name, count] of Object.entries(this.#status?.inputs ?? {}))
      result[name] = (result[name] ?? 0) + count;
    return result;
  }

  #printStatus(): void {
    const seconds = (Date.now() - this.#started) / 1000;
    const total = sum(this.#inputs());
    const { corpus = 0, places = 0, totalPlaces = 0 } = this.#status ?? {};
    this.#print(
      `${Math.round(seconds)} s  ${thousands(total)} inputs  ${thousands(
        Math.round(total / seconds),
      )}/s  corpus ${thousands(corpus)}  coverage ${thousands(
        places,
      )} of ${thousands(totalPlaces)} places  findings ${this.#findings.count}`,
    );
  }

  #printSummary(): void {
    const inputs = this.#inputs();
    const perTarget = Object.entries(inputs)
      .map(([name, count]) => `${name} ${thousands(count)}`)
      .join(', ');
    this.#printStatus();
    this.#print(
      `${thousands(sum(inputs))} inputs (${perTarget}), ${
        this.#findings.count
      } findings`,
    );
    if (this.#findings.count > 0)
      this.#print(`The findings are in ${this.#findings.folder}`);
  }
}

function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

function thousands(value: number): string {
  return value.toLocaleString('en');
}
