import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JvmProgram } from '../jvm';
import { freePort, ServerProcess } from '../processes';
import { fetchTrino, type TrinoVersion } from './fetchTrino';
import { findJava } from './findJava';
import { isTrinoReady, PROBE_CATALOG } from './isTrinoReady';
import { TrinoStatements } from './TrinoStatements';
import {
  TRINO_JVM_ARGS,
  writeCatalogs,
  writeTrinoConfiguration,
} from './writeTrinoConfiguration';

const START_TIMEOUT_MS = 180_000;
const DEFAULT_MEMORY_MB = 2048;

/** Which Trino, and how large. */
export interface TrinoOptions {
  /** Where nothing is said: 476, the newest of which the server itself is published. 483 is put together from jars. */
  version?: TrinoVersion;
  /** Heap; default: 2048. */
  memoryMb?: number;
}

/**
 * A single-node Trino on the loopback interface, with catalogs by name, and more of them at run time.
 */
export class TrinoServer extends TrinoStatements {
  /**
   * Fetches Trino if need be, starts it, and waits until it answers.
   *
   * @param catalogs - Properties by name, `connector.name` among them.
   * @throws MissingPrerequisiteError without Maven or a JDK of at least 24 (483: 25); Error with the place of the log when it does not start.
   */
  static async start(
    catalogs: Record<string, Record<string, string>>,
    options: TrinoOptions = {},
  ): Promise<TrinoServer> {
    const { version = '476', memoryMb = DEFAULT_MEMORY_MB } = options;
    const directory = await mkdtemp(join(tmpdir(), 'lakehouse-trino-'));
    try {
      const port = await freePort();
      const url = `http://127.0.0.1:${port}`;
      await writeCatalogs(join(directory, 'etc', 'catalog'), {
        ...catalogs,
        [PROBE_CATALOG]: { 'connector.name': 'tpch' },
      });
      const process = await ServerProcess.start({
        name: `trino-${version}`,
        ...(await (version === '476' ? ofTarball : ofJars)({
          directory,
          port,
          memoryMb,
        })),
        isReady: () => isTrinoReady(url),
        timeoutMs: START_TIMEOUT_MS,
        // Its data goes anyway: an orderly end takes seconds.
        stopSignal: 'SIGKILL',
      });
      return new TrinoServer(url, version, directory, port, process);
    } catch (error) {
      await rm(directory, { recursive: true, force: true });
      throw error;
    }
  }

  private constructor(
    url: string,
    readonly version: TrinoVersion,
    readonly directory: string,
    readonly port: number,
    readonly process: ServerProcess,
  ) {
    super(url);
  }

  /** Ends it and removes what it kept. */
  async stop(): Promise<void> {
    await this.process.stop();
    await rm(this.directory, { recursive: true, force: true });
  }
}

interface Launch {
  directory: string;
  port: number;
  memoryMb: number;
}

async function ofTarball(
  launch: Launch,
): Promise<{ command: string; args: string[] }> {
  const home = await fetchTrino();
  const java = findJava(24);
  await writeTrinoConfiguration({ home, ...launch });
  return {
    command: join(home, 'bin', 'launcher'),
    args: [
      `--etc-dir=${join(launch.directory, 'etc')}`,
      `--data-dir=${join(launch.directory, 'data')}`,
      `--jvm-dir=${java}`,
      'run',
    ],
  };
}

async function ofJars(
  launch: Launch,
): Promise<{ command: string; args: string[] }> {
  const { directory, port, memoryMb } = launch;
  const temporary = join(directory, 'temporary');
  await mkdir(temporary);
  await mkdir(join(directory, 'data'));
  const program = new JvmProgram({
    pom: 'trino-483',
    sources: ['trino'],
    main: 'TrinoFromJars',
    memoryMb,
    jdk: { minimum: 25 },
    jvmArgs: [...TRINO_JVM_ARGS, `-Djava.io.tmpdir=${temporary}`],
  });
  return program.commandLine([
    String(port),
    join(directory, 'data'),
    join(directory, 'etc', 'catalog'),
  ]);
}
