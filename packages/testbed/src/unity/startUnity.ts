import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, runCommand } from '../processes';
import { StoreServer } from '../stores/StoreServer';
import { findJava } from '../trino/findJava';
import { buildUnity } from './buildUnity';

const START_TIMEOUT_MS = 120_000;
const DATABASE = 'etc/db/h2db';

/**
 * Starts Unity Catalog, which lets in everybody, on the loopback interface. Built from its source on first use.
 *
 * @param options - `directory`: has its database, and keeps it for the next start.
 * @throws MissingPrerequisiteError without git, its source, Maven or a JDK 17.
 */
export async function startUnity(options: {
  directory: string;
}): Promise<StoreServer> {
  const { directory } = options;
  const program = await buildUnity();
  if (!existsSync(join(directory, 'etc'))) {
    await mkdir(join(directory, 'etc/db'), { recursive: true });
    await cp(join(program, 'conf'), join(directory, 'etc/conf'), {
      recursive: true,
    });
    const settings = join(directory, 'etc/conf/hibernate.properties');
    // It is ended without a word, and H2 else keeps the last half second to itself.
    await writeFile(
      settings,
      (
        await readFile(settings, 'utf8')
      ).replace('DB_CLOSE_DELAY=-1', 'DB_CLOSE_DELAY=-1;WRITE_DELAY=0'),
    );
    // Its log is the one of the process: no files of its own beside it.
    await writeFile(
      join(directory, 'etc/conf/server.log4j2.properties'),
      'status = warn\nappender.console.type = Console\nappender.console.name = console\nappender.console.layout.type = PatternLayout\nrootLogger.level = info\nrootLogger.appenderRef.console.ref = console\n',
    );
  }
  // It takes the next port besides.
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  return StoreServer.start({
    name: 'unity',
    command: java(),
    args: [
      ...['-Xmx384m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'],
      ...['-cp', classPath(program)],
      ...['io.unitycatalog.server.UnityCatalogServer', '-p', String(port)],
    ],
    // It finds its settings and its database from where it is started.
    cwd: directory,
    url,
    readyUrl: `${url}/api/2.1/unity-catalog/catalogs`,
    startTimeoutMs: START_TIMEOUT_MS,
  });
}

/**
 * Changes the database of a Unity Catalog that does not run: what writers of Delta do by ways that are not in its API.
 *
 * @param sql - One statement, in the SQL of H2.
 */
export async function changeUnityDatabase(
  directory: string,
  sql: string,
): Promise<void> {
  const program = await buildUnity();
  await runCommand(
    java(),
    [
      ...['-cp', classPath(program), 'org.h2.tools.Shell'],
      ...['-url', `jdbc:h2:file:${join(directory, DATABASE)}`, '-sql', sql],
    ],
    { timeoutMs: 60_000 },
  );
}

function java(): string {
  return join(findJava(17, Infinity, 'Unity Catalog'), 'bin', 'java');
}

function classPath(program: string): string {
  return `${join(program, 'classes')}:${join(program, 'lib', '*')}`;
}
