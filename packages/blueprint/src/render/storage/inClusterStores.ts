import type { Container } from 'kubernetes-types/core/v1';
import type { InClusterStorage } from '../../document';
import { envFrom, type SecretValue } from '../secrets/SecretUse';

/** Of the pods that use the store, and of the store's administrator, which are the same where a store has one user only. */
export interface StoreKeys {
  accessKey: SecretValue;
  secretKey: SecretValue;
  rootAccessKey: SecretValue;
  rootSecretKey: SecretValue;
}

/** How a store is run in the cluster, on one volume at `/data`. */
export interface InClusterStore {
  port: number;
  /** User id that it runs as. */
  user: number;
  /** Folders that must be there before it starts. */
  folders?: string[];
  /** Whether the pods that use it have a key of their own, which the Job makes that makes the bucket. */
  ownUser?: boolean;
  container(
    keys: StoreKeys,
  ): Pick<Container, 'args' | 'env' | 'readinessProbe' | 'livenessProbe'>;
}

const probes = (path: string, port: number) => ({
  readinessProbe: {
    httpGet: { path, port },
    periodSeconds: 5,
    timeoutSeconds: 3,
  },
  livenessProbe: {
    httpGet: { path, port },
    ...{ periodSeconds: 20, timeoutSeconds: 5, initialDelaySeconds: 20 },
  },
});

/** The stores that one pod with a volume can be. */
export const IN_CLUSTER_STORES: Record<
  InClusterStorage['type'],
  InClusterStore
> = {
  versitygw: {
    ...{
      port: 7070,
      user: 1000,
      folders: ['/data/buckets', '/data/attributes', '/data/users'],
      ownUser: true,
    },
    container: ({ rootAccessKey, rootSecretKey }) => ({
      args: [
        ...[
          '--port',
          ':7070',
          '--health',
          '/healthz',
          '--region',
          'us-east-1',
          '--iam-dir',
          '/data/users',
        ],
        // Not every volume keeps extended attributes.
        ...['posix', '--sidecar', '/data/attributes', '/data/buckets'],
      ],
      env: [
        envFrom('ROOT_ACCESS_KEY_ID', rootAccessKey),
        envFrom('ROOT_SECRET_ACCESS_KEY', rootSecretKey),
      ],
      ...probes('/healthz', 7070),
    }),
  },
  seaweedfs: {
    ...{ port: 8333, user: 1000 },
    container: ({ accessKey, secretKey }) => ({
      args: [
        'server',
        '-dir=/data',
        '-s3',
        '-s3.port=8333',
        '-volume.max=0',
        '-ip.bind=0.0.0.0',
      ],
      env: [
        envFrom('AWS_ACCESS_KEY_ID', accessKey),
        envFrom('AWS_SECRET_ACCESS_KEY', secretKey),
      ],
      ...probes('/healthz', 8333),
    }),
  },
  rustfs: {
    ...{ port: 9000, user: 10001 },
    container: ({ accessKey, secretKey }) => ({
      args: ['/data'],
      env: [
        { name: 'RUSTFS_ADDRESS', value: ':9000' },
        { name: 'RUSTFS_CONSOLE_ENABLE', value: 'false' },
        envFrom('RUSTFS_ACCESS_KEY', accessKey),
        envFrom('RUSTFS_SECRET_KEY', secretKey),
      ],
      ...probes('/health', 9000),
    }),
  },
  minio: {
    ...{ port: 9000, user: 1000 },
    container: ({ accessKey, secretKey }) => ({
      args: ['server', '/data', '--address', ':9000'],
      env: [
        envFrom('MINIO_ROOT_USER', accessKey),
        envFrom('MINIO_ROOT_PASSWORD', secretKey),
      ],
      readinessProbe: {
        httpGet: { path: '/minio/health/ready', port: 9000 },
        ...{ periodSeconds: 5, timeoutSeconds: 3 },
      },
      livenessProbe: {
        httpGet: { path: '/minio/health/live', port: 9000 },
        ...{ periodSeconds: 20, timeoutSeconds: 5, initialDelaySeconds: 20 },
      },
    }),
  },
};
