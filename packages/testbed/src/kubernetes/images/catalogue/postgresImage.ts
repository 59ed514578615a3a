import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { MissingPrerequisiteError } from '../../../MissingPrerequisiteError';
import { fetchPostgres } from '../../../postgres';
import type { LocalImage } from '../LocalImage';
import { POSTGRES_ENTRYPOINT } from './postgresEntrypoint';
import { SHELL_PROGRAMS } from './shell';

const HOME = '/usr/lib/postgresql/17';
const DEBIAN = '/usr/lib/postgresql';
const CLIENTS = ['psql', 'pg_isready'];

/**
 * PostgreSQL 17 in place of `postgres`: the same user, folders, variables (`POSTGRES_USER`, `POSTGRES_PASSWORD`,
 * `POSTGRES_DB`, each also as `…_FILE`, `POSTGRES_INITDB_ARGS`, `PGDATA`) and `/docker-entrypoint-initdb.d`. Unlike that one
 * it can't start as root, and its locale is C. `psql` and `pg_isready` are this machine's.
 *
 * @throws MissingPrerequisiteError where there is no PostgreSQL for this platform, or no client of it on this machine.
 */
export async function postgresImage(
  name: string = 'postgres:17',
): Promise<LocalImage> {
  const server = await fetchPostgres();
  const clients = CLIENTS.map(client => [`/usr/bin/${client}`, find(client)]);
  return {
    name,
    files: { [HOME]: server, ...Object.fromEntries(clients) },
    texts: {
      '/usr/local/bin/docker-entrypoint.sh': {
        text: POSTGRES_ENTRYPOINT,
        executable: true,
      },
    },
    programs: SHELL_PROGRAMS,
    user: {
      ...{ name: 'postgres', uid: 999, gid: 999 },
      home: '/var/lib/postgresql',
    },
    writable: [
      ...['/var/lib/postgresql', '/var/lib/postgresql/data'],
      ...['/run/postgresql', '/docker-entrypoint-initdb.d'],
    ],
    entrypoint: ['docker-entrypoint.sh'],
    command: ['postgres'],
    env: {
      PATH: `${HOME}/bin:/usr/local/bin:/usr/bin:/bin`,
      PGDATA: '/var/lib/postgresql/data',
    },
  };
}

/** What Debian has on the PATH is a script of its own. */
function find(program: string): string {
  const folders = [
    ...(existsSync(DEBIAN)
      ? readdirSync(DEBIAN).map(version => join(DEBIAN, version, 'bin'))
      : []),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  const found = folders
    .map(folder => join(folder, program))
    .find(path => existsSync(path));
  if (!found)
    throw new MissingPrerequisiteError(
      `The image of PostgreSQL is made with this machine's own ${program} (Debian: apt-get install postgresql-client)`,
    );
  return found;
}
