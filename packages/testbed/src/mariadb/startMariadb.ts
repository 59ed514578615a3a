import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { CertificatePaths } from '../kubernetes/Certificates';
import { freePort, runCommand, ServerProcess } from '../processes';
import { fetchMariadb } from './fetchMariadb';
import { MariadbServer, queryMariadb } from './MariadbServer';

const DATABASE = 'lake';

/**
 * Starts MariaDB with an empty database, on the loopback interface at a free port. Fetched on first use.
 *
 * @param options - `tls`: its certificate; without one it makes its own, which nobody trusts.
 * @throws MissingPrerequisiteError without Maven, or elsewhere than on Linux with an x64 processor.
 */
export async function startMariadb(
  options: { tls?: CertificatePaths } = {},
): Promise<MariadbServer> {
  const home = await fetchMariadb();
  const directory = await mkdtemp(join(tmpdir(), 'lakehouse-mariadb-'));
  const remove = () => rm(directory, { recursive: true, force: true });
  try {
    const data = join(directory, 'data');
    const user = userInfo().username;
    await runCommand(
      'sh',
      [
        join(home, 'scripts', 'mariadb-install-db'),
        '--no-defaults',
        `--basedir=${home}`,
        `--datadir=${data}`,
        // Its superuser comes through its socket only, as whoever runs the server.
        '--auth-root-authentication-method=socket',
        '--skip-test-db',
        `--user=${user}`,
      ],
      { timeoutMs: 120_000 },
    );
    const port = await freePort();
    const connection = {
      ...{ host: '127.0.0.1', port, user: 'lake', database: DATABASE },
      password: randomBytes(16).toString('hex'),
    };
    await writeFile(
      join(directory, 'init.sql'),
      [
        `CREATE DATABASE ${DATABASE};`,
        `CREATE USER lake@'127.0.0.1' IDENTIFIED BY '${connection.password}';`,
        `GRANT ALL ON *.* TO lake@'127.0.0.1' WITH GRANT OPTION;`,
      ].join('\n'),
      { mode: 0o600 },
    );
    const server = await ServerProcess.start({
      name: 'mariadb',
      command: join(home, 'bin', 'mariadbd'),
      args: [
        '--no-defaults',
        `--basedir=${home}`,
        `--datadir=${data}`,
        `--lc-messages-dir=${join(home, 'share')}`,
        `--user=${user}`,
        '--bind-address=127.0.0.1',
        `--port=${port}`,
        // The path of a socket has at most 107 characters, which that of the data may exceed: it is relative to these.
        '--socket=s',
        `--pid-file=${join(directory, 'pid')}`,
        `--init-file=${join(directory, 'init.sql')}`,
        '--skip-name-resolve',
        '--innodb-flush-log-at-trx-commit=0',
        '--innodb-buffer-pool-size=64M',
        ...(options.tls
          ? [
              `--ssl-cert=${options.tls.certificate}`,
              `--ssl-key=${options.tls.key}`,
            ]
          : []),
      ],
      isReady: async () => {
        await queryMariadb(home, connection, 'SELECT 1');
        return true;
      },
    });
    return new MariadbServer(connection, server, { home, remove });
  } catch (error) {
    await remove();
    throw error;
  }
}
