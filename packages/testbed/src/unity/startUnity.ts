import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, runCommand } from '../processes';
import type { S3Access } from '../rest/S3Access';
import { StoreServer } from '../stores/StoreServer';
import { findJava } from '../trino/findJava';
import { buildUnity } from './buildUnity';

const START_TIMEOUT_MS = 180_000;
const DATABASE = 'etc/db/h2db';

/** How a Unity Catalog is started. */
export interface UnityOptions {
  /** Has its database, and keeps it for the next start. */
  directory: string;
  /** Whoever has no token is refused; {@link unityAdminToken} is one that may do all. */
  asksForTokens?: boolean;
  /** A bucket for whose files it lends credentials, which it gets from the store's own STS. */
  lends?: { bucket: string; s3: S3Access };
}

/** A token of its administrator, where one is asked for; it is another one after each start. */
export function unityAdminToken(directory: string): Promise<string> {
  return readFile(join(directory, 'etc/conf/token.txt'), 'utf8');
}

/**
 * Starts Unity Catalog on the loopback interface. Built from its source on first use.
 *
 * @throws MissingPrerequisiteError without git, its source, Maven or a JDK 17.
 */
export async function startUnity(options: UnityOptions): Promise<StoreServer> {
  const { directory, lends } = options;
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
  await writeFile(
    join(directory, 'etc/conf/server.properties'),
    settingsOf(
      await readFile(join(program, 'conf/server.properties'), 'utf8'),
      options,
    ),
    { mode: 0o600 },
  );
  // It takes the next port besides.
  const port = await freePort(2);
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
    env: lends && {
      AWS_ENDPOINT_URL: lends.s3.endpoint,
      AWS_REGION: lends.s3.region,
    },
    url,
    readyUrl: `${url}/api/2.1/unity-catalog/catalogs`,
    startTimeoutMs: START_TIMEOUT_MS,
  });
}

/** Its settings, with the lines that have to be others. */
function settingsOf(
  published: string,
  { asksForTokens, lends }: UnityOptions,
): string {
  const changes: Record<string, string> = {
    ...(asksForTokens && {
      'server.authorization': 'enable',
      // It wants some, for tokens of others, which nobody here has.
      'server.allowed-issuers': 'https://login.example.com',
      'server.audiences': 'unity',
    }),
    ...(lends && {
      's3.bucketPath.0': `s3://${lends.bucket}`,
      's3.region.0': lends.s3.region,
      's3.awsRoleArn.0': 'arn:aws:iam::000000000000:role/unity',
      's3.accessKey.0': lends.s3.accessKeyId,
      's3.secretKey.0': lends.s3.secretAccessKey,
    }),
  };
  return published
    .split('\n')
    .map(line => {
      const [, key] = /^([\w.-]+)=/.exec(line) ?? [];
      return key !== undefined && Object.hasOwn(changes, key)
        ? `${key}=${changes[key]}`
        : line;
    })
    .join('\n');
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
