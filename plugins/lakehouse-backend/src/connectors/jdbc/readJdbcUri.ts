import { isAbsolute } from 'node:path';
import { InputError } from '@backstage/errors';

/** The database that a connection names. */
export type JdbcAddress =
  | {
      kind: 'postgresql' | 'mysql';
      /** An address of IPv6 without brackets. */
      host: string;
      port: number;
      database: string;
    }
  | { kind: 'sqlite'; file: string };

const EXAMPLE = 'postgresql://db.example.com:5432/lakehouse';
const PORTS = { postgresql: 5432, mysql: 3306 };

/**
 * Reads `postgresql://host:port/database`, `mysql://…` or `sqlite:/path`, each with or without `jdbc:` before it.
 *
 * @throws InputError that names the key; never with what is in the address, which may be a password.
 */
export function readJdbcUri(value: unknown, key: string): JdbcAddress {
  if (typeof value !== 'string' || value.trim() === '') {
    throw new InputError(
      `Config ${key} is missing; expected something like ${EXAMPLE}`,
    );
  }
  const text = value.trim().replace(/^jdbc:/, '');
  const [, scheme = ''] = /^([a-z]+):/.exec(text) ?? [];
  if (scheme === 'sqlite') {
    const file = text.replace(/^sqlite:(\/\/(?=\/))?/, '');
    if (!isAbsolute(file)) {
      throw new InputError(
        `Config ${key} must name the file of SQLite by its whole path, as sqlite:/data/catalog.db`,
      );
    }
    return { kind: 'sqlite', file };
  }
  const kind = kindOf(scheme);
  if (!kind || !URL.canParse(text)) {
    throw new InputError(
      `Config ${key} is no address of a database that is known; expected something like ${EXAMPLE}, mysql://host:3306/database or sqlite:/data/catalog.db`,
    );
  }
  const url = new URL(text);
  if (url.username || url.password) {
    throw new InputError(
      `Config ${key} must hold no user and password; they are keys of their own: user and password`,
    );
  }
  if (url.search || url.hash) {
    throw new InputError(
      `Config ${key} must have no parameters; for an encrypted connection set tls`,
    );
  }
  const database = decoded(url.pathname.replace(/^\//, ''), key);
  if (!url.hostname || !database || database.includes('/')) {
    throw new InputError(
      `Config ${key} must name a host and a database, as ${EXAMPLE}`,
    );
  }
  return {
    kind,
    // Brackets are for URLs only: with them it would be looked up as a name.
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(url.port || PORTS[kind]),
    database,
  };
}

function kindOf(scheme: string): 'postgresql' | 'mysql' | undefined {
  switch (scheme) {
    case 'postgresql':
    case 'postgres':
      return 'postgresql';
    case 'mysql':
    case 'mariadb':
      return 'mysql';
    default:
      return undefined;
  }
}

function decoded(text: string, key: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new InputError(
      `Config ${key} has a percent sign that begins no encoded character; a percent sign itself is written %25`,
    );
  }
}
