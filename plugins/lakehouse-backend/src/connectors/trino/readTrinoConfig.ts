import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { TrinoAuthentication } from '@lakehouse-portal/trino';
import { readInteger } from '../../config/readInteger';
import type { TrinoConnectorConfig } from './TrinoConnectorConfig';

/** @throws InputError naming the key; values of secrets are never quoted. */
export function readTrinoConfig(
  connection: Config,
  key: string,
  options: { maxTimeoutSeconds?: number } = {},
): TrinoConnectorConfig {
  const config = connection.getConfig('trino');
  const at = `${key}.trino`;
  const catalog = config.getOptionalString('catalog');
  const catalogs = config.getOptionalStringArray('catalogs');
  if ((catalog === undefined) === (catalogs === undefined)) {
    throw new InputError(
      `Config ${at} needs either "catalog", one catalog of Trino, or "catalogs", several: schemas are then named <catalog>.<schema>`,
    );
  }
  if (catalogs && new Set(catalogs).size !== catalogs.length) {
    throw new InputError(`Config ${at}.catalogs names a catalog twice`);
  }
  const timeoutSeconds = readInteger(config, 'timeoutSeconds', {
    key: at,
    min: 1,
    max: options.maxTimeoutSeconds ?? 3600,
    default: 60,
  });
  const tls = config.getOptionalConfig('tls');
  return {
    catalogs: catalogs ?? [catalog!],
    isPrefixed: catalogs !== undefined,
    previewUser: readPreviewUser(config, at),
    concurrency: readInteger(config, 'concurrency', {
      key: at,
      min: 1,
      max: 32,
      default: 3,
    }),
    client: {
      server: config.getString('server'),
      announcedServers: config.getOptionalStringArray('announcedServers'),
      user: config.getString('user'),
      source: config.getOptionalString('source') ?? 'lakehouse-portal',
      roles: config.getOptional<Record<string, string>>('roles'),
      sessionProperties:
        config.getOptional<Record<string, string>>('sessionProperties'),
      authentication: readAuthentication(
        config.getOptionalConfig('authentication'),
        at,
      ),
      allowInsecureAuthentication: config.getOptionalBoolean(
        'allowInsecureAuthentication',
      ),
      tls: tls && {
        ca: tls.getOptionalString('ca'),
        certificate: tls.getOptionalString('certificate'),
        key: tls.getOptionalString('key'),
        passphrase: tls.getOptionalString('passphrase'),
        serverName: tls.getOptionalString('serverName'),
      },
      limits: { maxDurationMs: timeoutSeconds * 1000 },
    },
  };
}

function readPreviewUser(config: Config, at: string): string | undefined {
  const user = config.getOptionalString('previewUser');
  const unknown = user?.replace(/\{(name|namespace)\}/g, '');
  if (unknown && /[{}]/.test(unknown)) {
    throw new InputError(
      `Config ${at}.previewUser may hold {name} and {namespace}, of the person who looks, and no other braces: "${user}"`,
    );
  }
  if (
    user !== undefined &&
    /\{namespace\}/.test(user) &&
    !/\{name\}/.test(user)
  ) {
    throw new InputError(
      `Config ${at}.previewUser needs {name} beside {namespace}: otherwise all people of a namespace would be one user`,
    );
  }
  return user;
}

function readAuthentication(
  config: Config | undefined,
  at: string,
): TrinoAuthentication {
  const type = config?.getString('type') ?? 'none';
  switch (type) {
    case 'none':
    case 'certificate':
      return { type };
    case 'basic':
      return {
        type,
        username: config!.getString('username'),
        password: config!.getString('password'),
      };
    case 'jwt':
      return { type, token: config!.getString('token') };
    default:
      throw new InputError(
        `Config ${at}.authentication.type must be none, basic, jwt or certificate, not "${type}"`,
      );
  }
}
