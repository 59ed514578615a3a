import {
  BucketAlreadyOwnedByYou,
  CreateBucketCommand,
} from '@aws-sdk/client-s3';
import type { S3Access } from '../rest/S3Access';
import { s3Client } from './s3Client';

/** Makes a bucket by S3, for stores whose buckets are no folders; one that is there already is left as it is. */
export async function createBucket(
  access: S3Access,
  bucket: string,
): Promise<void> {
  const client = s3Client(access);
  try {
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
  } catch (error) {
    if (!(error instanceof BucketAlreadyOwnedByYou)) throw error;
  } finally {
    client.destroy();
  }
}
