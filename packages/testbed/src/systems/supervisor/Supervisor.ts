import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { withProgress } from '../../processes';
import type { SystemConnections, SystemName } from '../connections';
import type { RunningSystem, System } from '../System';

/** A system that was asked for: being started, or running. */
interface Entry {
  running: Promise<RunningSystem>;
  connection?: SystemConnections[SystemName];
  /** Milliseconds since 1970, when it was ready. */
  readySince?: number;
}

/** What there is to know of a running system. */
export interface SystemStatus {
  name: SystemName;
  title: string;
  /** Milliseconds since 1970. */
  readySince: number;
  connection: SystemConnections[SystemName];
}

/** Starts systems, each once, those first that others need, and stops them in the opposite order. */
export class Supervisor {
  readonly #entries = new Map<SystemName, Entry>();

  constructor(
    readonly systems: { [N in SystemName]: System<N> },
    /** Each system gets a folder in it. */
    readonly directory: string,
  ) {}

  /**
   * Starts a system, and those that it needs, unless they run.
   *
   * @param listener - Is told how it comes on.
   * @throws what its start threw; nothing of it is left then, and it can be asked for again.
   */
  async start<N extends SystemName>(
    name: N,
    listener: (system: SystemName, line: string) => void = () => undefined,
  ): Promise<SystemConnections[N]> {
    const entry = this.#entries.get(name) ?? this.#begin(name, listener);
    return (await entry.running).connection as SystemConnections[N];
  }

  /** Those that run, each after those that it needs. */
  status(): SystemStatus[] {
    const all: SystemStatus[] = [];
    for (const [name, { connection, readySince }] of this.#entries)
      if (connection && readySince !== undefined)
        all.push({
          name,
          title: this.systems[name].title,
          readySince,
          connection,
        });
    return all;
  }

  /** Of those that run or are being started. */
  get names(): SystemName[] {
    return [...this.#entries.keys()];
  }

  /** Whether nothing runs, and nothing is being started. */
  get isIdle(): boolean {
    return this.#entries.size === 0;
  }

  /**
   * Stops systems, and first those that need them; all where none is named.
   *
   * @returns Those that it stopped.
   * @throws the first error of those that could not be stopped, when all have been tried.
   */
  async stop(names: SystemName[] = this.names): Promise<SystemName[]> {
    const stopped: SystemName[] = [];
    const failures: unknown[] = [];
    for (const name of names)
      await this.#stopOne(name).then(
        all => stopped.push(...all),
        error => failures.push(error),
      );
    if (failures.length > 0) throw failures[0];
    return stopped;
  }

  #begin(
    name: SystemName,
    listener: (system: SystemName, line: string) => void,
  ): Entry {
    const entry: Entry = {
      running: withProgress(
        line => listener(name, line),
        () => this.#startWithNeeds(name, listener),
      ),
    };
    this.#entries.set(name, entry);
    entry.running.then(
      ({ connection }) => {
        entry.connection = connection;
        entry.readySince = Date.now();
      },
      () => {
        if (this.#entries.get(name) === entry) this.#entries.delete(name);
      },
    );
    return entry;
  }

  async #startWithNeeds(
    name: SystemName,
    listener: (system: SystemName, line: string) => void,
  ): Promise<RunningSystem> {
    const system = this.systems[name] as System;
    const needed = new Map<SystemName, SystemConnections[SystemName]>();
    await Promise.all(
      system.needs.map(async need => {
        needed.set(need, await this.start(need, listener));
      }),
    );
    const directory = join(this.directory, name);
    await rm(directory, { recursive: true, force: true });
    // Others may enter, not look: some servers run as another user.
    await mkdir(directory, { recursive: true, mode: 0o711 });
    try {
      return await system.start({
        directory,
        connection: <N extends SystemName>(need: N) => {
          const connection = needed.get(need);
          if (!connection) throw new Error(`${name} does not need ${need}`);
          return connection as SystemConnections[N];
        },
      });
    } catch (error) {
      await rm(directory, { recursive: true, force: true });
      throw error;
    }
  }

  async #stopOne(name: SystemName): Promise<SystemName[]> {
    const entry = this.#entries.get(name);
    if (!entry) return [];
    const stopped: SystemName[] = [];
    for (const other of this.names)
      if (this.systems[other].needs.includes(name))
        stopped.push(...(await this.#stopOne(other)));
    const running = await entry.running.catch(() => undefined);
    this.#entries.delete(name);
    if (running) {
      await running.stop();
      stopped.push(name);
    }
    await rm(join(this.directory, name), { recursive: true, force: true });
    return stopped;
  }
}
