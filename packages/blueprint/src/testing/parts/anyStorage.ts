import fc from 'fast-check';
import { anySecret } from './anySecret';
import { anyUrl } from './anyHost';

const prefix = fc.constantFrom('lake', 'a/b=1/c.d/', '_');

function record(
  type: string,
  required: Record<string, fc.Arbitrary<unknown>>,
  optional: Record<string, fc.Arbitrary<unknown>>,
): fc.Arbitrary<object> {
  const model: Record<string, fc.Arbitrary<unknown>> = {
    ...{ type: fc.constant(type), prefix },
    ...required,
    ...optional,
  };
  return fc.record(model, {
    requiredKeys: ['type', ...Object.keys(required)],
  });
}

/** Every kind of storage by name, with all that can be said of it. */
export const STORAGES: Record<string, fc.Arbitrary<object>> = {
  ...Object.fromEntries(
    ['versitygw', 'seaweedfs', 'rustfs', 'minio'].map(type => [
      type,
      record(
        type,
        {},
        {
          volume: fc.constantFrom('5Gi', '1Ti', '1Mi'),
          bucket: fc.constantFrom('my-data', 'a.b'),
          image: fc.constant(`registry.example.com/own/${type}:1.2.3`),
        },
      ),
    ]),
  ),
  'rook-ceph': record(
    'rook-ceph',
    { endpoint: anyUrl('') },
    {
      bucket: fc.constant('my-data'),
      storageClass: fc.constant('rook-ceph.bucket'),
    },
  ),
  's3 with keys': record(
    's3',
    {
      bucket: fc.constant('my-data'),
      credentials: anySecret('accessKey', 'secretKey'),
    },
    {
      endpoint: anyUrl('/'),
      region: fc.constant('eu-west-1'),
      pathStyleAccess: fc.boolean(),
    },
  ),
  's3 with a role': record(
    's3',
    { bucket: fc.constant('my.data') },
    {
      endpoint: anyUrl(''),
      roleArn: fc.constant('arn:aws:iam::123456789012:role/lake'),
    },
  ),
  'gcs with a key': record(
    'gcs',
    { bucket: fc.constant('my_data'), credentials: anySecret('json') },
    { project: fc.constant('my-project-1') },
  ),
  'gcs with an identity': record(
    'gcs',
    { bucket: fc.constant('my-data') },
    { serviceAccount: fc.constant('lake@my-project.iam.gserviceaccount.com') },
  ),
  'azure with a key': record(
    'azure',
    {
      account: fc.constant('mydata'),
      container: fc.constant('lake'),
      credentials: anySecret('accessKey'),
    },
    {},
  ),
  'azure with an identity': record(
    'azure',
    { account: fc.constant('mydata'), container: fc.constant('lake') },
    { clientId: fc.constant('01234567-89ab-cdef-0123-456789abcdef') },
  ),
};

/** Any storage. */
export const anyStorage = fc.oneof(...Object.values(STORAGES));
