import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort, runCommand, ServerProcess } from '../processes';
import { fetchPostgres } from './fetchPostgres';
import { PostgresServer } from './PostgresServer';

/** For tests: quick, and without care for what a power cut leaves. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  // The path of a socket has at most 107 characters, which a temporary folder may exceed.
  unix_socket_directories: '',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '64MB',
  max_connections: '200',
  // In the order in which they happen, with who and when, as a test wants to read them.
  log_line_prefix: '%m [%p] %d ',
};

/**
 * Starts PostgreSQL with an empty database, on the loopback interface at a free port. Fetched on first use.
 *
 * @param options.user - The superuser; `lake` where nothing is said.
 * @param options.password - One made up where nothing is said. It is asked for by every connection.
 * @throws MissingPrerequisiteError on a platform for which there is no package.
 */
export async function startPostgres(
  options: { user?: string; password?: string } = {},
): Promise<PostgresServer> {
  const { user = 'lake', password = randomBytes(16).toString('hex') } = options;
  const home = await fetchPostgres();
  const directory = await mkdtemp(join(tmpdir(), 'lakehouse-postgres-'));
  const removeFiles = () => rm(directory, { recursive: true, force: true });
  try {
    await writeFile(join(directory, 'password'), password, { mode: 0o600 });
    const { program, identity } = await prepareFor(home, directory);
    await runCommand(
      join(program, 'bin', 'initdb'),
      [
        ...['--pgdata', join(directory, 'data'), '--username', user],
        ...['--pwfile', join(directory, 'password')],
        ...['--auth', 'scram-sha-256', '--no-sync', '--no-instructions'],
        ...['--encoding', 'UTF8', '--locale', 'C'],
      ],
      { identity, cwd: directory, timeoutMs: 120_000 },
    );
    const port = await freePort();
    const connection = {
      ...{ host: '127.0.0.1', port, user, password },
      database: 'postgres',
    };
    const server = await ServerProcess.start({
      name: 'postgres',
      command: join(program, 'bin', 'postgres'),
      args: [
        ...['-D', join(directory, 'data'), '-p', String(port)],
        ...Object.entries(SETTINGS).flatMap(([key, value]) => [
          '-c',
          `${key}=${value}`,
        ]),
      ],
      cwd: directory,
      identity,
      // "Fast": does not wait for those who are connected.
      stopSignal: 'SIGINT',
      isReady: async () => {
        const client = new Client(connection);
        try {
          await client.connect();
          await client.query('SELECT 1');
          return true;
        } finally {
          await client.end();
        }
      },
    });
    return new PostgresServer(connection, server, removeFiles);
  } catch (error) {
    await removeFiles();
    throw error;
  }
}

/**
 * PostgreSQL refuses to run as root. It then runs as `nobody`, who gets the folder, and a copy of the program in it, since the
 * cache is usually in root's home, which others can't enter.
 */
async function prepareFor(
  home: string,
  directory: string,
): Promise<{ program: string; identity?: { uid: number; gid: number } }> {
  if (process.getuid?.() !== 0) return { program: home };
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async flag =>
      Number(await runCommand('id', [flag, 'nobody'], { timeoutMs: 10_000 })),
    ),
  );
  const program = join(directory, 'program');
  await cp(home, program, { recursive: true, verbatimSymlinks: true });
  await runCommand('chown', ['-R', `${uid}:${gid}`, directory], {
    timeoutMs: 60_000,
  });
  return { program, identity: { uid, gid } };
}
