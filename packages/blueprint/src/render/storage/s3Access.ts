import type { Lakehouse } from '../../document';
import { nameOf } from '../model/metadata';
import { storageKeys } from '../secrets/secretValues';
import type { SecretValue } from '../secrets/SecretUse';
import { IN_CLUSTER_STORES } from './inClusterStores';

/** How pods reach a bucket of S3 or a store that speaks it. */
export interface S3Access {
  /** undefined: Amazon's own. */
  endpoint?: string;
  region: string;
  pathStyleAccess: boolean;
  bucket: string;
  /** undefined: the identity of the service account. */
  keys?: { accessKey: SecretValue; secretKey: SecretValue };
}

/** @returns undefined for storage that is no S3. */
export function s3Access(lakehouse: Lakehouse): S3Access | undefined {
  const { storage } = lakehouse;
  const keys = storageKeys(lakehouse);
  switch (storage.type) {
    case 'gcs':
    case 'azure':
      return undefined;
    case 's3': {
      const { endpoint, region, pathStyleAccess, bucket } = storage;
      return { endpoint, region, pathStyleAccess, bucket, keys };
    }
    case 'rook-ceph':
      return {
        endpoint: storage.endpoint,
        ...{ region: 'us-east-1', pathStyleAccess: true },
        bucket: storage.bucket,
        keys,
      };
    default:
      return {
        endpoint: `http://${nameOf(lakehouse, 'storage')}:${
          IN_CLUSTER_STORES[storage.type].port
        }`,
        ...{ region: 'us-east-1', pathStyleAccess: true },
        bucket: storage.bucket,
        keys,
      };
  }
}
