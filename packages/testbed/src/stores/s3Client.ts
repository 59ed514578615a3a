import { S3Client } from '@aws-sdk/client-s3';
import type { S3Access } from '../rest/S3Access';

/** A client for a store of the testbed: path style, and no checksums that not every store knows. */
export function s3Client({
  endpoint,
  region,
  accessKeyId,
  secretAccessKey,
}: S3Access): S3Client {
  return new S3Client({
    ...{ endpoint, region, forcePathStyle: true },
    credentials: { accessKeyId, secretAccessKey },
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
}
