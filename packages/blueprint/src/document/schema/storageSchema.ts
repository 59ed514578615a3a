import { z } from 'zod';
import { dnsName, httpUrl, image } from './names';
import { quantity } from './primitives';
import { keyPairSecret, secretSchema } from './secretSchema';
import { textOf } from './textOf';

const bucket = textOf(
  /^(?!.*\.\.)[a-z0-9][a-z0-9.-]+[a-z0-9]$/,
  'must be 3 to 63 lower case letters, digits, single dots and dashes',
  63,
);
const prefix = textOf(
  // In the pattern, so that the JSON Schema has it too.
  /^(?!(.*\/)?\.\.(\/|$))[A-Za-z0-9_][A-Za-z0-9_./=-]*$/,
  'must be a path of letters, digits and _ . / = - that does not begin with a slash or go up with ..',
  200,
)
  .optional()
  .describe('Folder of the bucket that is the warehouse; default: warehouse');
const region = textOf(
  /^[a-z0-9-]+$/,
  'must be a region, for example eu-west-1',
  40,
);

function inCluster<const T extends string>(type: T, what: string) {
  return z
    .strictObject({
      type: z.literal(type),
      bucket: bucket.optional().describe('Default: the name of the lakehouse'),
      prefix,
      volume: quantity.optional().describe('Default: by size'),
      image: image.optional(),
    })
    .describe(what);
}

/** Object storage. */
export const storageSchema = z.discriminatedUnion('type', [
  inCluster(
    'versitygw',
    'Versity S3 gateway on one volume: demo and small lakehouses',
  ),
  inCluster('seaweedfs', 'SeaweedFS on one volume'),
  inCluster('rustfs', 'RustFS on one volume; young'),
  inCluster(
    'minio',
    'MinIO, pinned: its sources are archived, and its last images have known holes',
  ),
  z
    .strictObject({
      type: z.literal('rook-ceph'),
      storageClass: dnsName
        .optional()
        .describe('Of bucket claims; default: rook-ceph-bucket'),
      bucket: bucket
        .optional()
        .describe('Name of the bucket; default: the name of the lakehouse'),
      prefix,
      endpoint: httpUrl.describe(
        'Of the object gateway, for example http://rook-ceph-rgw-store.rook-ceph',
      ),
    })
    .describe('A bucket claim of Rook-Ceph'),
  z
    .strictObject({
      type: z.literal('s3'),
      bucket,
      prefix,
      region: region.optional().describe('Default: us-east-1'),
      endpoint: httpUrl.optional().describe("Without: Amazon's own"),
      pathStyleAccess: z
        .boolean()
        .optional()
        .describe('Default: with an endpoint of your own'),
      credentials: keyPairSecret
        .optional()
        .describe(
          'Without: the identity of the service account (IRSA, Pod Identity)',
        ),
      roleArn: textOf(/^arn:[\w:/+=,.@-]+$/, 'must be an ARN')
        .optional()
        .describe('Role for the service account, where there are no keys'),
    })
    .describe('An existing bucket in S3 or a store that speaks it'),
  z
    .strictObject({
      type: z.literal('gcs'),
      bucket: textOf(
        /^[a-z0-9][a-z0-9._-]+[a-z0-9]$/,
        'must be the name of a bucket',
        222,
      ),
      prefix,
      project: textOf(
        /^[a-z][a-z0-9-]+$/,
        'must be the id of a project',
        30,
      ).optional(),
      credentials: secretSchema(
        { json: 'key.json' },
        'Key of a service account',
      )
        .optional()
        .describe('Without: workload identity'),
      serviceAccount: textOf(
        /^[^\s@$]+@[^\s$]+$/,
        'must be the address of a service account',
      ).optional(),
    })
    .describe('An existing bucket in Google Cloud Storage'),
  z
    .strictObject({
      type: z.literal('azure'),
      account: textOf(
        /^[a-z0-9]{3,24}$/,
        'must be 3 to 24 lower case letters and digits',
        24,
      ),
      container: textOf(
        /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
        'must be the name of a container',
        63,
      ),
      prefix,
      credentials: secretSchema(
        { accessKey: 'access-key' },
        'Access key of the storage account',
      )
        .optional()
        .describe('Without: workload identity'),
      clientId: textOf(
        /^[0-9a-f-]{36}$/,
        'must be the id of a managed identity',
        36,
      ).optional(),
    })
    .describe('An existing container in Azure Data Lake Storage'),
]);
