import type { ServerProcess } from '../processes';

/** A Hive Metastore of the testbed, on the loopback interface. */
export class HiveMetastoreServer {
  readonly #removeFiles: () => Promise<void>;

  constructor(
    readonly port: number,
    readonly process: ServerProcess,
    removeFiles: () => Promise<void>,
  ) {
    this.#removeFiles = removeFiles;
  }

  /** As engines write it. */
  get uri(): string {
    return `thrift://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    await this.process.stop();
    await this.#removeFiles();
  }
}
