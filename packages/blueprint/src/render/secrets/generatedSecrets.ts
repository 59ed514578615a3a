import type { Lakehouse } from '../../document';
import { nameOf } from '../model/metadata';
import { IN_CLUSTER_STORES } from '../storage/inClusterStores';

/** A Secret that is made in the cluster when it is not there yet. */
export interface GeneratedSecret {
  name: string;
  /** What its keys get: random text of 32 letters and digits, or what is said here. */
  keys: Record<string, 'random' | { text: string }>;
}

/** Which Secrets of a lakehouse are random texts. */
export function generatedSecrets(lakehouse: Lakehouse): GeneratedSecret[] {
  const { storage, database } = lakehouse;
  const secrets: GeneratedSecret[] = [
    {
      name: nameOf(lakehouse, 'trino-internal'),
      keys: { 'shared-secret': 'random' },
    },
  ];
  if (storage.type in IN_CLUSTER_STORES)
    secrets.push({
      name: nameOf(lakehouse, 'storage'),
      keys: {
        'access-key': 'random',
        'secret-key': 'random',
        ...(storage.type === 'versitygw'
          ? { 'root-access-key': 'random', 'root-secret-key': 'random' }
          : {}),
      },
    });
  if (database?.type === 'postgres')
    secrets.push({
      name: nameOf(lakehouse, 'database'),
      keys: { username: { text: 'lakehouse' }, password: 'random' },
    });
  if (lakehouse.catalog.type === 'polaris')
    secrets.push({
      name: nameOf(lakehouse, 'polaris'),
      keys: { 'client-id': { text: 'root' }, 'client-secret': 'random' },
    });
  if (lakehouse.catalog.type === 'lakekeeper')
    secrets.push({
      name: nameOf(lakehouse, 'lakekeeper'),
      keys: { 'encryption-key': 'random' },
    });
  return secrets;
}

/** Whether Trino's users are made in the cluster. */
export function generatesPassword({ trino }: Lakehouse): boolean {
  const { authentication } = trino;
  return authentication.type === 'password' && !authentication.passwordFile;
}
