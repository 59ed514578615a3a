import { StorageConfigError } from '../errors';
import { storeKindOf, type StoreKind } from '../locations';
import type { RequestOptions } from '../requests';
import { ConfigSection } from './ConfigSection';
import type { StorageConfig, StoreConfig } from './StorageConfig';

/** Keys of a store beside `warehouses`, by its kind. */
const KEYS: Record<StoreKind, readonly string[]> = {
  s3: [
    'endpoint',
    'region',
    'pathStyle',
    'accessKeyId',
    'secretAccessKey',
    'sessionToken',
    'profile',
    'anonymous',
  ],
  gs: ['endpoint', 'keyFile', 'anonymous'],
  azure: ['endpoint', 'accountKey', 'sasToken', 'anonymous'],
  http: ['headers', 'query'],
};
const DEFAULT_CONCURRENCY = 64;

/**
 * Reads the section `lakehouse.storage` of the configuration, or one of the same form.
 *
 * @param value - The section, with variables of the environment already put in; undefined when there is none.
 * @param options - `path`: where the section is. `warehouses`: what a store is for that names none, where there is no other.
 * @throws StorageConfigError, with the key in the message and never its value.
 * @public
 */
export function readStorageConfig(
  value: unknown,
  options: { path?: string; warehouses?: string[] } = {},
): StorageConfig {
  const path = options.path ?? 'lakehouse.storage';
  const root = new ConfigSection(value ?? {}, path, [
    'stores',
    'concurrency',
    'attempts',
    'stallTimeoutSeconds',
    'attemptTimeoutSeconds',
  ]);
  const stall = root.number('stallTimeoutSeconds', 1, 3600);
  const total = root.number('attemptTimeoutSeconds', 1, 86_400);
  const requests: RequestOptions = {
    attempts: root.number('attempts', 1, 20),
    stallTimeoutMs: stall === undefined ? undefined : Math.ceil(stall * 1000),
    attemptTimeoutMs: total === undefined ? undefined : Math.ceil(total * 1000),
  };
  const stores = root.section('stores');
  const names = stores?.keys() ?? [];
  const fallback = names.length === 1 ? options.warehouses : undefined;
  return {
    path,
    concurrency: root.number('concurrency', 1, 1024) ?? DEFAULT_CONCURRENCY,
    requests,
    stores: names.map(name => {
      const store = stores?.section(name);
      if (store) return readStore(name, store, fallback);
      throw new StorageConfigError(
        `${path}.stores.${name} has to be an object`,
        { path: `${path}.stores.${name}` },
      );
    }),
  };
}

function readStore(
  name: string,
  raw: ConfigSection,
  fallback: string[] | undefined,
): StoreConfig {
  const warehouses =
    fallback && !raw.keys().includes('warehouses')
      ? fallback
      : raw.texts('warehouses');
  const kind = storeKindOf(warehouses[0]);
  if (kind === undefined)
    throw new StorageConfigError(
      `${raw.path}.warehouses has to name locations like s3://bucket/folder, gs://…, abfss://… or https://…`,
      { path: `${raw.path}.warehouses` },
    );
  for (const key of raw.keys()) {
    if (key !== 'warehouses' && !KEYS[kind].includes(key))
      throw new StorageConfigError(
        `${
          raw.path
        }.${key} is not a key of a store of this kind; known are warehouses, ${KEYS[
          kind
        ].join(', ')}`,
        { path: `${raw.path}.${key}` },
      );
  }
  const endpoint = raw.text('endpoint');
  const anonymous = raw.flag('anonymous');
  switch (kind) {
    case 's3':
      return {
        name,
        kind,
        warehouses,
        endpoint,
        anonymous,
        region: raw.text('region'),
        pathStyle: raw.flag('pathStyle'),
        profile: raw.text('profile'),
        credentials: readS3Keys(raw),
      };
    case 'gs':
      return {
        name,
        kind,
        warehouses,
        endpoint,
        anonymous,
        keyFile: raw.text('keyFile'),
      };
    case 'azure':
      return {
        name,
        kind,
        warehouses,
        endpoint,
        anonymous,
        accountKey: raw.text('accountKey'),
        sasToken: raw.text('sasToken'),
      };
    default:
      return {
        name,
        kind,
        warehouses,
        headers: readHeaders(raw),
        query: raw.text('query'),
      };
  }
}

function readS3Keys(raw: ConfigSection) {
  const accessKeyId = raw.text('accessKeyId');
  const secretAccessKey = raw.text('secretAccessKey');
  const sessionToken = raw.text('sessionToken');
  if (accessKeyId !== undefined && secretAccessKey !== undefined)
    return { accessKeyId, secretAccessKey, sessionToken };
  if ((accessKeyId ?? secretAccessKey ?? sessionToken) === undefined)
    return undefined;
  const missing = accessKeyId === undefined ? 'accessKeyId' : 'secretAccessKey';
  throw new StorageConfigError(
    `${raw.path}.${missing} is missing: accessKeyId and secretAccessKey belong together`,
    { path: `${raw.path}.${missing}` },
  );
}

function readHeaders(raw: ConfigSection): Record<string, string> | undefined {
  const headers = raw.section('headers');
  return (
    headers &&
    Object.fromEntries(
      headers.keys().map(key => [key, headers.text(key) ?? '']),
    )
  );
}
