import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JvmProgram } from '../jvm';
import { freePort, ServerProcess } from '../processes';

/** Version of Spark. */
export const SPARK_VERSION = '4.0.1';

/** Its catalog of tables in a folder, which it always has. */
export const SPARK_FILES_CATALOG = 'files';

const START_TIMEOUT_MS = 300_000;

/** A Spark of the testbed that takes sessions of Spark Connect, on the loopback interface. */
export class SparkServer {
  /**
   * Fetches Spark if need be (425 MB from Maven Central), starts it, and waits until it takes sessions. It has
   * the catalog `files` only: `replaceSparkCatalogs` gives it more.
   *
   * @throws MissingPrerequisiteError without Maven or a JDK 17 to 23; Error with the place of the log when it does not
   * start.
   */
  static async start(): Promise<SparkServer> {
    const program = new JvmProgram({
      pom: 'spark-connect',
      sources: ['withparent', 'sparkconnect'],
      main: 'WithParent',
      memoryMb: 1_200,
    });
    const [port, controlPort] = [await freePort(), await freePort()];
    const directory = await mkdtemp(join(tmpdir(), 'lakehouse-spark-'));
    const removeFiles = () => rm(directory, { recursive: true, force: true });
    try {
      const { command, args } = await program.commandLine([
        'SparkConnect',
        String(port),
        String(controlPort),
      ]);
      const process = await ServerProcess.start({
        name: 'spark',
        command,
        args: [`-Djava.io.tmpdir=${directory}`, ...args],
        // Where Spark and Derby leave files.
        cwd: directory,
        // For moto, which lets in everybody; those of the store are settings of the catalogs.
        env: { AWS_ACCESS_KEY_ID: 'testbed', AWS_SECRET_ACCESS_KEY: 'testbed' },
        keepsInputOpen: true,
        timeoutMs: START_TIMEOUT_MS,
        // The second is opened last.
        isReady: async () => (await accepts(controlPort)) && accepts(port),
        stopSignal: 'SIGKILL',
      });
      return new SparkServer(port, controlPort, process, removeFiles);
    } catch (error) {
      await removeFiles();
      throw error;
    }
  }

  readonly #removeFiles: () => Promise<void>;

  private constructor(
    readonly port: number,
    readonly controlPort: number,
    readonly process: ServerProcess,
    removeFiles: () => Promise<void>,
  ) {
    this.#removeFiles = removeFiles;
  }

  /** For `SparkSession.builder.remote` of a client. */
  get remote(): string {
    return `sc://127.0.0.1:${this.port}`;
  }

  /** Where `replaceSparkCatalogs` asks. */
  get control(): string {
    return `http://127.0.0.1:${this.controlPort}`;
  }

  async stop(): Promise<void> {
    await this.process.stop();
    await this.#removeFiles();
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
