import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JvmProgram } from '../jvm';
import { freePort, ServerProcess } from '../processes';
import { fetchTrino, type TrinoVersion } from './fetchTrino';
import { findJava } from './findJava';
import { hasTrinoStarted, isTrinoReady, PROBE_CATALOG } from './isTrinoReady';
import { TrinoStatements } from './TrinoStatements';
import {
  OPTIMIZED_JVM_ARG,
  TRINO_JVM_ARGS,
  writeCatalogs,
  writeTrinoConfiguration,
} from './writeTrinoConfiguration';

const START_TIMEOUT_MS = 300_000;
const DEFAULT_MEMORY_MB = 2048;

const READY = {
  works: isTrinoReady,
  started: hasTrinoStarted,
  listens: async (url: string) =>
    (await fetch(`${url}/v1/info`, { signal: AbortSignal.timeout(10_000) })) !==
    undefined,
};

/** Which Trino, and how large. */
export interface TrinoOptions {
  /** Where nothing is said: 476, the newest of which the server itself is published. 483 is put together from jars. */
  version?: TrinoVersion;
  /** Heap; default: 2048. */
  memoryMb?: number;
  /** Only of 476: properties of `config.properties` besides the usual ones, or instead of them; empty: left out. `ETC` stands for the folder `etc`. */
  config?: Record<string, string>;
  /** Only of 476: further files of the folder `etc`, by name; `ETC` in them stands for its path. */
  files?: Record<string, string>;
  /** Java's whole compiler, which takes a minute to warm up: for measurements. Default: the quick one alone, which starts in half the time. */
  optimized?: boolean;
  /** Among the nodes of a cluster; default: `testbed`. */
  nodeId?: string;
  /** Who asks whether it runs a query, where its rules let not everybody; default: `testbed`. */
  probedBy?: string;
  /**
   * `started`: says so; for one that can't run queries of anybody. `listens`: answers at all. Default: that it runs a query.
   */
  readyWhen?: 'works' | 'started' | 'listens';
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
    const {
      version = '476',
      memoryMb = DEFAULT_MEMORY_MB,
      readyWhen = 'works',
      probedBy,
      ...settings
    } = options;
    if (version !== '476' && (settings.config || settings.files))
      throw new Error(`Trino ${version} of the testbed takes no configuration`);
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
          ...settings,
        })),
        isReady: () => READY[readyWhen](url, probedBy),
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

interface Launch
  extends Pick<TrinoOptions, 'config' | 'files' | 'nodeId' | 'optimized'> {
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
  const { directory, port, memoryMb, optimized } = launch;
  const temporary = join(directory, 'temporary');
  await mkdir(temporary);
  await mkdir(join(directory, 'data'));
  const program = new JvmProgram({
    pom: 'trino-483',
    sources: ['trino'],
    main: 'TrinoFromJars',
    memoryMb,
    jdk: { minimum: 25 },
    jvmArgs: [
      ...TRINO_JVM_ARGS,
      ...(optimized ? [OPTIMIZED_JVM_ARG] : []),
      `-Djava.io.tmpdir=${temporary}`,
    ],
  });
  return program.commandLine([
    String(port),
    join(directory, 'data'),
    join(directory, 'etc', 'catalog'),
  ]);
}
