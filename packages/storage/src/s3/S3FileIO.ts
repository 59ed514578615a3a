import { StorageConfigError } from '../errors';
import { Warehouses } from '../locations';
import {
  type ObjectStoreOptions,
  ObjectStoreFileIO,
} from '../ObjectStoreFileIO';
import { S3Store } from './S3Store';

/**
 * Warehouses are `s3://bucket` or `s3://bucket/folder`; `s3a` and `s3n` are the same. An endpoint that is left out the
 * environment may name (`AWS_ENDPOINT_URL_S3`, `AWS_ENDPOINT_URL`).
 * @public
 */
export interface S3FileIOOptions extends ObjectStoreOptions {
  /** Left out: that of the environment or of the profile; with an endpoint `us-east-1` where neither says any. */
  region?: string;
  /** `https://host/bucket/key` rather than `https://bucket.host/key`. Left out: with an endpoint only. */
  pathStyle?: boolean;
  /** Left out: the usual chain of environment variables, profiles, web identity and instance roles. */
  credentials?: {
    accessKeyId: string;
    secretAccessKey: string;
    sessionToken?: string;
  };
  /** Profile of `~/.aws`, for the chain. */
  profile?: string;
}

/**
 * Reads files from Amazon S3, and from stores that speak its language: one GET per file, listing by ListObjectsV2.
 * The client library is loaded with the first request.
 * @public
 */
export class S3FileIO extends ObjectStoreFileIO {
  /** @throws StorageConfigError */
  constructor(options: S3FileIOOptions) {
    if (
      options.anonymous &&
      (options.credentials || options.profile !== undefined)
    )
      throw new StorageConfigError(
        'An anonymous S3 store has neither credentials nor a profile',
        { path: 'anonymous' },
      );
    super(
      new S3Store(options),
      new Warehouses('s3', options.warehouses),
      options.requests,
    );
  }
}
