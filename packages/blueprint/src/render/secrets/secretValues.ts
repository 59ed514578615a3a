import type { Lakehouse } from '../../document';
import { nameOf } from '../model/metadata';
import type { SecretValue } from './SecretUse';

/** A reference in a document, of either kind. */
export interface Reference {
  from: 'secret' | 'external';
  name?: string;
  keys?: Partial<Record<string, string>>;
}

/**
 * Where pods find what a document refers to. What External Secrets fetches lands in a Secret of the lakehouse.
 *
 * @param use - Ends the name of that Secret.
 */
export function secretValues<const K extends string>(
  lakehouse: Lakehouse,
  use: string,
  reference: Reference,
  keys: Record<K, string>,
): Record<K, SecretValue> {
  const secret =
    reference.from === 'secret' ? reference.name! : nameOf(lakehouse, use);
  return Object.fromEntries(
    Object.entries<string>(keys).map(([name, key]) => [
      name,
      { secret, key: reference.keys?.[name] ?? key },
    ]),
  ) as Record<K, SecretValue>;
}

/** Access key and secret key of the storage; undefined where pods have an identity instead. */
export function storageKeys(
  lakehouse: Lakehouse,
): { accessKey: SecretValue; secretKey: SecretValue } | undefined {
  const { storage } = lakehouse;
  const keys = { accessKey: 'access-key', secretKey: 'secret-key' };
  switch (storage.type) {
    case 's3':
      return (
        storage.credentials &&
        secretValues(lakehouse, 'storage', storage.credentials, keys)
      );
    case 'gcs':
    case 'azure':
      return undefined;
    case 'rook-ceph': {
      // Rook makes a Secret with the name of the claim.
      const secret = nameOf(lakehouse, 'storage');
      return {
        accessKey: { secret, key: 'AWS_ACCESS_KEY_ID' },
        secretKey: { secret, key: 'AWS_SECRET_ACCESS_KEY' },
      };
    }
    default:
      return secretValues(
        lakehouse,
        'storage',
        { from: 'secret', name: nameOf(lakehouse, 'storage') },
        keys,
      );
  }
}

/** Keys of the administrator of a store in the cluster; Trino does not have them. */
export function rootKeys(lakehouse: Lakehouse): {
  rootAccessKey: SecretValue;
  rootSecretKey: SecretValue;
} {
  const secret = nameOf(lakehouse, 'storage');
  const own = lakehouse.storage.type === 'versitygw' ? 'root-' : '';
  return {
    rootAccessKey: { secret, key: `${own}access-key` },
    rootSecretKey: { secret, key: `${own}secret-key` },
  };
}

/** User and password of the metadata database. */
export function databaseLogin(lakehouse: Lakehouse): {
  user: SecretValue;
  password: SecretValue;
} {
  const { database } = lakehouse;
  const keys = { user: 'username', password: 'password' };
  if (database?.type === 'external')
    return secretValues(lakehouse, 'database', database.credentials, keys);
  const name =
    database?.type === 'cloudnative-pg'
      ? // The operator makes it.
        nameOf(lakehouse, 'postgres-app')
      : nameOf(lakehouse, 'database');
  return secretValues(lakehouse, 'database', { from: 'secret', name }, keys);
}

/** What nodes of Trino prove to each other that they belong together with. */
export function internalSecret(lakehouse: Lakehouse): SecretValue {
  return { secret: nameOf(lakehouse, 'trino-internal'), key: 'shared-secret' };
}
