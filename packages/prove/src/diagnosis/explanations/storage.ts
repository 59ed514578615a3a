import type { Explanation } from '../Explanation';
import type { FailureFacts } from '../FailureFacts';

const STORAGE_ERRORS =
  /^(?:ICEBERG_FILESYSTEM_ERROR|HIVE_FILESYSTEM_ERROR|FILESYSTEM_ERROR|ICEBERG_(?:WRITER_(?:OPEN|CLOSE|DATA)_ERROR|CANNOT_OPEN_SPLIT|CURSOR_ERROR)|HIVE_WRITER_(?:OPEN|CLOSE|DATA)_ERROR)$/;

/** The client of an object store is among the exceptions, or Trino's name for its failures. */
function isStorage({ types, errorName, text }: FailureFacts): boolean {
  return (
    STORAGE_ERRORS.test(errorName) ||
    /software\.amazon\.awssdk|io\.trino\.filesystem|com\.azure\.(?:storage|core)|com\.google\.cloud\.storage|iceberg\.aws\.s3|S3Exception/.test(
      types,
    ) ||
    /No factory for location|S3Exception|NoSuchBucketException/.test(text)
  );
}

function storage(words: RegExp): Explanation['when'] {
  return facts =>
    isStorage(facts) && words.test(`${facts.text}\n${facts.types}`);
}

/** The object store that holds the files. */
export const STORAGE: Explanation[] = [
  {
    when: storage(/No factory for location|No FileSystem for scheme/),
    hop: 'storage',
    cause:
      'The catalog of Trino has no file system for locations of this kind (s3://, gs://, abfss://).',
    remedy:
      'Switch it on in the properties of the catalog: fs.native-s3.enabled=true (from 481: fs.s3.enabled), fs.native-gcs.enabled, fs.native-azure.enabled; and compare the warehouse location.',
  },
  {
    when: storage(/NoSuchBucket|bucket does not exist|ContainerNotFound/i),
    hop: 'storage',
    cause: 'The bucket does not exist.',
    remedy:
      'Make the bucket, or correct the name in the warehouse location or in the location of the schema.',
  },
  {
    when: storage(/RequestTimeTooSkewed|time is too skewed/i),
    hop: 'storage',
    cause: 'The clocks of Trino and of the object store differ.',
    remedy: 'Set the clocks of the nodes right (NTP).',
  },
  {
    when: storage(
      /signature we calculated does not match|SignatureDoesNotMatch|AuthenticationFailed/i,
    ),
    hop: 'storage',
    cause: 'The secret key is wrong.',
    remedy:
      "Compare s3.aws-secret-key of the catalog with the object store's; a Secret that was changed reaches Trino at its next start only.",
  },
  {
    when: storage(
      /InvalidAccessKeyId|access key id (?:you provided )?does not exist|No user exists with the provided access key|Unable to load credentials|security token included in the request is invalid/i,
    ),
    hop: 'storage',
    cause: 'The object store does not know the access key, or Trino has none.',
    remedy:
      "Compare s3.aws-access-key of the catalog with the object store's users; a role (IRSA, workload identity) needs its annotation on Trino's service account.",
  },
  {
    when: storage(
      /PermanentRedirect|AuthorizationHeaderMalformed|region .* is wrong|must be addressed using the specified endpoint/i,
    ),
    hop: 'storage',
    cause: 'The bucket is in another region than s3.region says.',
    remedy: 'Set s3.region to the region of the bucket.',
  },
  {
    when: storage(
      /Status Code: 403|AccessDenied|Access Denied|Forbidden|AuthorizationPermissionMismatch/i,
    ),
    hop: 'storage',
    cause:
      'The object store knows the key, and its policy does not allow what Trino wants with these files.',
    remedy:
      'The key needs to list the bucket, and to get, put and delete objects (with multipart uploads) below the warehouse location.',
  },
  {
    when: storage(
      /No space left|InsufficientStorage|StorageFull|QuotaExceeded|quota/i,
    ),
    hop: 'storage',
    cause: 'The object store is full, or a quota is used up.',
    remedy: 'Enlarge its volume or the quota; remove what is not needed.',
  },
  {
    when: storage(/UnknownHostException/),
    hop: 'storage',
    cause:
      'Trino does not know the host name of the object store. With a store that is not Amazon this is also what a bucket name before the host looks like.',
    remedy:
      'Check s3.endpoint; for stores other than Amazon set s3.path-style-access=true.',
  },
  {
    when: storage(/PKIX|certificate|SSLHandshake|SSLException/i),
    hop: 'storage',
    cause:
      'Trino does not trust the certificate of the object store, or its endpoint does not speak TLS.',
    remedy:
      "Add the authority to the truststore of Trino's Java, or correct http:// and https:// of s3.endpoint.",
  },
  {
    when: storage(
      /Connection refused|ConnectException|NoRouteToHost|Connection reset|timed out|TimeoutException|NoHttpResponse|Status Code: 50[0-4]|SlowDown/i,
    ),
    hop: 'storage',
    cause:
      'The object store does not answer: it does not run, is overloaded, or can not be reached from the nodes of Trino.',
    remedy:
      'Look at its pod and log; check s3.endpoint, and NetworkPolicies between Trino (coordinator and workers) and it.',
  },
  {
    when: ({ errorName }) =>
      errorName === 'ICEBERG_INVALID_METADATA' ||
      errorName === 'ICEBERG_MISSING_METADATA' ||
      errorName === 'ICEBERG_BAD_DATA',
    hop: 'storage',
    cause:
      'A file that was just written is missing or damaged: the store lost it, somebody removes files, or two stores answer under one name.',
    remedy:
      'Look at lifecycle rules of the bucket and at jobs that remove orphan files; is every replica of the store the same?',
  },
  {
    when: isStorage,
    hop: 'storage',
    cause: 'The object store refuses or fails at what Trino asks.',
    remedy: "The innermost message is the store's own; look into its log.",
  },
];
