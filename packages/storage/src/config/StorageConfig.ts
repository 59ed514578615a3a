import type { AzureFileIOOptions } from '../azure/AzureFileIO';
import type { GcsFileIOOptions } from '../gcs/GcsFileIO';
import type { HttpFileIOOptions } from '../http/HttpFileIO';
import type { RequestOptions } from '../requests';
import type { S3FileIOOptions } from '../s3/S3FileIO';

/**
 * A store of the configuration.
 * @public
 */
export type StoreConfig = { name: string } & (
  | ({ kind: 's3' } & S3FileIOOptions)
  | ({ kind: 'gs' } & GcsFileIOOptions)
  | ({ kind: 'azure' } & AzureFileIOOptions)
  | ({ kind: 'http' } & HttpFileIOOptions)
);

/**
 * The section `lakehouse.storage` of the configuration, checked.
 * @public
 */
export interface StorageConfig {
  /** Key of the section, for messages. */
  path: string;
  stores: StoreConfig[];
  /** Requests that are under way at once, over all stores. */
  concurrency: number;
  requests: RequestOptions;
}
