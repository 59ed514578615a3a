import type { Volume, VolumeMount } from 'kubernetes-types/core/v1';
import type { Lakehouse } from '../../document';
import { secretValues } from '../secrets/secretValues';
import type { SecretValue } from '../secrets/SecretUse';
import { s3Access } from './s3Access';

/** How Trino reaches the storage. */
export interface StorageParts {
  /** Of each catalog whose tables lie there. */
  properties: Record<string, string | undefined>;
  /** Of the exchange manager, for what queries write in between. */
  exchange: Record<string, string | undefined>;
  env: Record<string, SecretValue>;
  volumes: Volume[];
  mounts: VolumeMount[];
  /** Annotations of the service account where it has an identity of the cloud. */
  identity: Record<string, string>;
  /** Labels of the pods for the same. */
  podLabels: Record<string, string>;
}

const NOTHING: StorageParts = {
  ...{ properties: {}, exchange: {}, env: {}, volumes: [], mounts: [] },
  ...{ identity: {}, podLabels: {} },
};

/** Trino's settings for the storage of a lakehouse. */
export function storagePartsOf(lakehouse: Lakehouse): StorageParts {
  switch (lakehouse.storage.type) {
    case 'gcs':
      return gcs(lakehouse);
    case 'azure':
      return azure(lakehouse);
    default:
      return s3(lakehouse);
  }
}

function s3(lakehouse: Lakehouse): StorageParts {
  const { endpoint, region, pathStyleAccess, bucket, keys } =
    s3Access(lakehouse)!;
  const { storage } = lakehouse;
  const access = {
    ...fileSystem(lakehouse, 's3'),
    's3.endpoint': endpoint,
    's3.region': region,
    's3.path-style-access': String(pathStyleAccess),
    's3.aws-access-key': keys && '${ENV:S3_ACCESS_KEY}',
    's3.aws-secret-key': keys && '${ENV:S3_SECRET_KEY}',
  };
  return {
    ...NOTHING,
    properties: access,
    exchange: {
      'exchange.base-directories': `s3://${bucket}/exchange`,
      'exchange.s3.endpoint': endpoint,
      'exchange.s3.region': region,
      'exchange.s3.path-style-access': String(pathStyleAccess),
      'exchange.s3.aws-access-key': keys && '${ENV:S3_ACCESS_KEY}',
      'exchange.s3.aws-secret-key': keys && '${ENV:S3_SECRET_KEY}',
    },
    env: keys
      ? { S3_ACCESS_KEY: keys.accessKey, S3_SECRET_KEY: keys.secretKey }
      : {},
    identity:
      storage.type === 's3' && storage.roleArn
        ? { 'eks.amazonaws.com/role-arn': storage.roleArn }
        : {},
  };
}

function gcs(lakehouse: Lakehouse): StorageParts {
  const { storage } = lakehouse;
  if (storage.type !== 'gcs') return NOTHING;
  const { bucket, project, credentials, serviceAccount } = storage;
  const key =
    credentials &&
    secretValues(lakehouse, 'storage', credentials, { json: 'key.json' }).json;
  const path = '/etc/trino-storage/key.json';
  return {
    ...NOTHING,
    properties: {
      ...fileSystem(lakehouse, 'gcs'),
      'gcs.project-id': project,
      'gcs.json-key-file-path': key && path,
      // Until 478 what no key was given for was looked up in the environment (release notes of 479).
      'gcs.auth-type':
        !key && lakehouse.trino.version >= 479
          ? 'APPLICATION_DEFAULT'
          : undefined,
    },
    exchange: {
      'exchange.base-directories': `gs://${bucket}/exchange`,
      'exchange.gcs.json-key-file-path': key && path,
    },
    volumes: key
      ? [
          {
            name: 'storage-key',
            secret: {
              secretName: key.secret,
              items: [{ key: key.key, path: 'key.json' }],
            },
          },
        ]
      : [],
    mounts: key
      ? [
          {
            name: 'storage-key',
            mountPath: '/etc/trino-storage',
            readOnly: true,
          },
        ]
      : [],
    identity: serviceAccount
      ? { 'iam.gke.io/gcp-service-account': serviceAccount }
      : {},
  };
}

function azure(lakehouse: Lakehouse): StorageParts {
  const { storage } = lakehouse;
  if (storage.type !== 'azure') return NOTHING;
  const { account, container, credentials, clientId } = storage;
  const key =
    credentials &&
    secretValues(lakehouse, 'storage', credentials, { accessKey: 'access-key' })
      .accessKey;
  return {
    ...NOTHING,
    properties: {
      ...fileSystem(lakehouse, 'azure'),
      'azure.auth-type': key ? 'ACCESS_KEY' : 'DEFAULT',
      'azure.access-key': key && '${ENV:AZURE_ACCESS_KEY}',
    },
    exchange: {
      'exchange.base-directories': `abfs://${container}@${account}.dfs.core.windows.net/exchange`,
      'exchange.azure.connection-string':
        key &&
        `DefaultEndpointsProtocol=https;AccountName=${account};AccountKey=\${ENV:AZURE_ACCESS_KEY};EndpointSuffix=core.windows.net`,
    },
    env: key ? { AZURE_ACCESS_KEY: key } : {},
    identity: clientId ? { 'azure.workload.identity/client-id': clientId } : {},
    podLabels: key ? {} : { 'azure.workload.identity/use': 'true' },
  };
}

/** Switches a file system on. Until 480 the switch had another name (release notes of 481). */
function fileSystem(
  { trino }: Lakehouse,
  name: 's3' | 'gcs' | 'azure',
): Record<string, string> {
  return {
    [trino.version >= 481 ? `fs.${name}.enabled` : `fs.native-${name}.enabled`]:
      'true',
  };
}
