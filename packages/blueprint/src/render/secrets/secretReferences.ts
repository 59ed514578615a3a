import type { Lakehouse } from '../../document';
import { nameOf } from '../model/metadata';
import { catalogSecretUse } from './catalogSecretUse';
import type { Reference } from './secretValues';

/** A Secret that the document refers to. */
export interface SecretReference {
  /** Name of the Secret that pods use. */
  secret: string;
  /** Keys that they read. */
  keys: string[];
  /** Where External Secrets gets it; undefined for one that is there already. */
  fetched?: { store: string; storeKind: string; key: string };
}

/** A reference of a document with where External Secrets gets it. */
interface FetchedReference extends Reference {
  store?: string;
  storeKind?: string;
  key?: string;
}

/** All Secrets that a document refers to, each with the keys that it must have. */
export function secretReferences(lakehouse: Lakehouse): SecretReference[] {
  const { storage, database, catalog, trino } = lakehouse;
  const found: SecretReference[] = [];
  const add = (
    use: string,
    reference: FetchedReference | undefined,
    keys: Record<string, string>,
  ) => {
    if (!reference) return;
    found.push({
      secret:
        reference.from === 'secret' ? reference.name! : nameOf(lakehouse, use),
      keys: Object.entries(keys).map(
        ([name, key]) => reference.keys?.[name] ?? key,
      ),
      ...(reference.from === 'external'
        ? {
            fetched: {
              store: reference.store!,
              storeKind: reference.storeKind ?? 'SecretStore',
              key: reference.key!,
            },
          }
        : {}),
    });
  };
  if (storage.type === 's3')
    add('storage', storage.credentials, {
      accessKey: 'access-key',
      secretKey: 'secret-key',
    });
  if (storage.type === 'gcs')
    add('storage', storage.credentials, { json: 'key.json' });
  if (storage.type === 'azure')
    add('storage', storage.credentials, { accessKey: 'access-key' });
  if (database?.type === 'external')
    add('database', database.credentials, {
      user: 'username',
      password: 'password',
    });
  if (catalog.type === 'unity')
    add('catalog', catalog.token, { token: 'token' });
  if (catalog.type === 'rest') {
    add('catalog', catalog.token, { token: 'token' });
    add('catalog', catalog.oauth2?.credential, { credential: 'credential' });
  }
  for (const other of trino.catalogs)
    if (other.type === 'postgresql')
      add(catalogSecretUse(other.name), other.credentials, {
        user: 'username',
        password: 'password',
      });
  if (trino.authentication.type === 'password')
    add('trino-users', trino.authentication.passwordFile, {
      file: 'password.db',
    });
  return found;
}
