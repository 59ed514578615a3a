import type { InClusterStorage, Lakehouse } from '../../document';
import { EXTERNAL_ANNOTATION } from '../../lint';
import type { Component } from '../model/Component';
import { labelsOf, metadataOf, selectorOf } from '../model/metadata';
import type { RenderedObject } from '../model/RenderedObject';
import { jobOf } from '../pods/jobOf';
import { dataClaim } from '../pods/dataClaim';
import { podSpec } from '../pods/podSpec';
import { smallResources, SMALL_RESOURCES } from '../pods/resources';
import { envFrom } from '../secrets/SecretUse';
import { rootKeys, storageKeys } from '../secrets/secretValues';
import { TRINO_USER } from '../trino/trinoUser';
import { IN_CLUSTER_STORES } from './inClusterStores';
import { weaknessAnnotations } from './knownWeaknesses';
import { s3Access } from './s3Access';
import { SIGNED_REQUEST } from './signedRequest';

/** The object store that runs in the cluster, or the claim of a bucket; nothing where the bucket is there already. */
export function storageComponent(lakehouse: Lakehouse): Component | undefined {
  const { storage } = lakehouse;
  switch (storage.type) {
    case 's3':
    case 'gcs':
    case 'azure':
      return undefined;
    case 'rook-ceph':
      return {
        name: 'storage',
        title: 'A bucket of Rook-Ceph',
        objects: [
          {
            apiVersion: 'objectbucket.io/v1alpha1',
            kind: 'ObjectBucketClaim',
            metadata: metadataOf(lakehouse, 'storage', 'storage', {
              [EXTERNAL_ANNOTATION]: `Secret/${lakehouse.name}-storage`,
            }),
            spec: {
              bucketName: storage.bucket,
              storageClassName: storage.storageClass,
            },
          },
        ],
      };
    default:
      return {
        name: 'storage',
        title: `Object storage: ${storage.type} on one volume`,
        objects: [...store(lakehouse, storage), bucketJob(lakehouse, storage)],
      };
  }
}

function store(
  lakehouse: Lakehouse,
  storage: InClusterStorage,
): RenderedObject[] {
  const { port, user, folders, container } = IN_CLUSTER_STORES[storage.type];
  const image = storage.image ?? lakehouse.images[storage.type];
  const selector = selectorOf(lakehouse, 'storage');
  const data = { name: 'data', mountPath: '/data' };
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadataOf(lakehouse, 'storage', 'storage'),
      spec: { selector, ports: [{ name: 's3', port, targetPort: port }] },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: metadataOf(
        lakehouse,
        'storage',
        'storage',
        weaknessAnnotations(lakehouse),
      ),
      spec: {
        serviceName: `${lakehouse.name}-storage`,
        replicas: 1,
        selector: { matchLabels: selector },
        template: {
          metadata: { labels: labelsOf(lakehouse, 'storage') },
          spec: podSpec(lakehouse, {
            user,
            initContainers: folders && [
              {
                name: 'folders',
                image,
                command: ['mkdir', '-p', ...folders],
                resources: smallResources(SMALL_RESOURCES.job),
                volumeMounts: [data],
              },
            ],
            containers: [
              {
                ...{ name: storage.type, image },
                ports: [{ name: 's3', containerPort: port }],
                resources: smallResources(SMALL_RESOURCES.storage),
                volumeMounts: [data],
                ...container({
                  ...storageKeys(lakehouse)!,
                  ...rootKeys(lakehouse),
                }),
              },
            ],
          }),
        },
        volumeClaimTemplates: [dataClaim(lakehouse, storage.volume)],
      },
    },
  ];
}

/** Makes the bucket by S3 itself, so that it is the same for every store; one that is there already is left as it is. */
const BUCKET_SCRIPT = `${SIGNED_REQUEST}if [ -n "\${ROOT_ACCESS_KEY:-}" ]; then
  printf '<Account><Access>%s</Access><Secret>%s</Secret><Role>userplus</Role></Account>' "$ACCESS_KEY" "$SECRET_KEY" > /tmp/body
  status="$(send PATCH /create-user "$ROOT_ACCESS_KEY" "$ROOT_SECRET_KEY")"
  case "$status" in
    201) echo 'Key of the lakehouse: made' ;;
    409) echo 'Key of the lakehouse: is there already' ;;
    *) echo "Key of the lakehouse: the store answered $status: $(head -c 500 /tmp/answer)" >&2; exit 1 ;;
  esac
fi
: > /tmp/body
status="$(send PUT "/$BUCKET" "$ACCESS_KEY" "$SECRET_KEY")"
case "$status" in
  200) echo "Bucket $BUCKET: made" ;;
  409) echo "Bucket $BUCKET: is there already" ;;
  *) echo "Bucket $BUCKET: the store answered $status: $(head -c 500 /tmp/answer)" >&2; exit 1 ;;
esac
`;

function bucketJob(
  lakehouse: Lakehouse,
  { type }: InClusterStorage,
): RenderedObject {
  const { ownUser } = IN_CLUSTER_STORES[type];
  const root = rootKeys(lakehouse);
  const { endpoint, region, bucket, keys } = s3Access(lakehouse)!;
  return jobOf(lakehouse, 'bucket', {
    user: TRINO_USER,
    containers: [
      {
        name: 'bucket',
        image: lakehouse.images.trino,
        command: ['sh', '-c', BUCKET_SCRIPT],
        env: [
          { name: 'ENDPOINT', value: endpoint },
          { name: 'REGION', value: region },
          { name: 'BUCKET', value: bucket },
          envFrom('ACCESS_KEY', keys!.accessKey),
          envFrom('SECRET_KEY', keys!.secretKey),
          ...(ownUser
            ? [
                envFrom('ROOT_ACCESS_KEY', root.rootAccessKey),
                envFrom('ROOT_SECRET_KEY', root.rootSecretKey),
              ]
            : []),
        ],
        resources: smallResources(SMALL_RESOURCES.job),
      },
    ],
  });
}
