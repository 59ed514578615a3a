import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  cacheDirectory,
  prepareOnce,
  runCommand,
  runMaven,
} from '../processes';
import { StoreServer } from '../stores/StoreServer';
import { findJava } from '../trino/findJava';

const ROOT = join(
  dirname(require.resolve('@lakehouse-portal/testbed/package.json')),
  'jvm',
);
/** On a machine that does much else. */
const SERVER_START_TIMEOUT_MS = 300_000;
/** Hadoop's client, which all of them use, fails on JDK 24 and newer: the security manager is gone there. */
const MAXIMUM_JDK = 23;

/** What Spark needs to run on a JDK of today; no harm to the others. */
const OPENED = [
  'java.lang',
  'java.lang.invoke',
  'java.lang.reflect',
  'java.io',
  'java.net',
  'java.nio',
  'java.util',
  'java.util.concurrent',
  'java.util.concurrent.atomic',
]
  .map(name => `--add-opens=java.base/${name}=ALL-UNNAMED`)
  .concat([
    '--add-opens=java.base/sun.nio.ch=ALL-UNNAMED',
    '--add-opens=java.base/sun.security.action=ALL-UNNAMED',
    '--add-opens=java.base/sun.util.calendar=ALL-UNNAMED',
  ]);

/**
 * A program of the testbed in Java: its libraries are those of `jvm/poms/<pom>.xml`, its sources those of `jvm/java/common`
 * (unless it is too old for them) and of `jvm/java/<sources>`. Both are fetched and compiled into the cache once.
 */
export class JvmProgram {
  constructor(
    readonly options: {
      pom: string;
      sources: string[];
      main: string;
      memoryMb?: number;
      /** Instead of 17 to 23. */
      jdk?: { minimum: number; maximum?: number };
      /** More arguments of Java itself. */
      jvmArgs?: string[];
    },
  ) {}

  /**
   * Runs it to its end.
   *
   * @returns What it printed.
   * @throws MissingPrerequisiteError without Maven or a JDK; Error with the end of its output when it fails.
   */
  async run(
    args: string[],
    options: { timeoutMs: number; workingDirectory?: string },
  ): Promise<string> {
    const { java, javaArgs } = await this.#java(this.options.main);
    return runCommand(java, [...javaArgs, this.options.main, ...args], {
      timeoutMs: options.timeoutMs,
      cwd: options.workingDirectory,
    });
  }

  /**
   * How to run it, with its libraries and classes in place.
   *
   * @throws MissingPrerequisiteError without Maven or a JDK.
   */
  async commandLine(
    args: string[],
  ): Promise<{ command: string; args: string[] }> {
    const { java, javaArgs } = await this.#java(this.options.main);
    return { command: java, args: [...javaArgs, this.options.main, ...args] };
  }

  /**
   * Starts it as a server, which ends when it is stopped and when this process ends, however that may be. It has to
   * have `withparent` among its sources.
   *
   * @param options - `readyUrl`: any answer means that it is ready. What is secret belongs into `env`: arguments are
   * seen by everybody on the machine.
   */
  async start(
    args: string[],
    options: {
      url: string;
      readyUrl: string;
      env?: NodeJS.ProcessEnv;
      systemProperties?: Record<string, string>;
    },
  ): Promise<StoreServer> {
    const { java, javaArgs } = await this.#java(this.options.main);
    const properties = Object.entries(options.systemProperties ?? {}).map(
      ([key, value]) => `-D${key}=${value}`,
    );
    return StoreServer.start({
      name: this.options.pom,
      command: java,
      args: [
        ...properties,
        ...javaArgs,
        'WithParent',
        this.options.main,
        ...args,
      ],
      env: options.env,
      url: options.url,
      readyUrl: options.readyUrl,
      watchesParent: true,
      startTimeoutMs: SERVER_START_TIMEOUT_MS,
    });
  }

  async #java(neededBy: string): Promise<{ java: string; javaArgs: string[] }> {
    const { minimum, maximum } = this.options.jdk ?? {
      minimum: 17,
      maximum: MAXIMUM_JDK,
    };
    const home = findJava(minimum, maximum, neededBy);
    const libraries = await this.#libraries();
    const classes = await this.#classes(home, libraries);
    return {
      java: join(home, 'bin', 'java'),
      javaArgs: [
        `-Xmx${this.options.memoryMb ?? 512}m`,
        '-XX:+UseSerialGC',
        // Halves the start: these programs end before optimised code would pay.
        '-XX:TieredStopAtLevel=1',
        '-Duser.timezone=UTC',
        ...OPENED,
        ...(this.options.jvmArgs ?? []),
        '-cp',
        [classes, join(libraries, '*')].join(':'),
      ],
    };
  }

  async #libraries(): Promise<string> {
    const pom = join(ROOT, 'poms', `${this.options.pom}.xml`);
    const version = hashOf([await readFile(pom)]);
    return prepareOnce(
      cacheDirectory('jvm', `${this.options.pom}-${version}`),
      directory =>
        runMaven(
          'copy-dependencies',
          [
            '--file',
            pom,
            '-DincludeScope=runtime',
            `-DoutputDirectory=${directory}`,
          ],
          this.options.pom,
        ),
    );
  }

  async #classes(home: string, libraries: string): Promise<string> {
    const files: string[] = [];
    for (const folder of this.options.sources) {
      const directory = join(ROOT, 'java', folder);
      for (const name of (await readdir(directory)).sort()) {
        files.push(join(directory, name));
      }
    }
    const contents = await Promise.all(files.map(file => readFile(file)));
    const version = hashOf([Buffer.from(libraries), ...contents]);
    return prepareOnce(
      cacheDirectory('jvm', 'classes', `${this.options.main}-${version}`),
      async directory => {
        await mkdir(directory, { recursive: true });
        await runCommand(
          join(home, 'bin', 'javac'),
          ['-nowarn', '-d', directory, '-cp', join(libraries, '*'), ...files],
          { timeoutMs: 120_000 },
        ).catch(error => {
          throw new Error(
            `${this.options.main} could not be compiled. It needs a whole JDK, not only a JRE. ${error.message}`,
          );
        });
      },
    );
  }
}

function hashOf(parts: Buffer[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex').slice(0, 12);
}
