import type { Lakehouse } from '../../document';

/**
 * Root of the warehouse as Trino and its catalogs write it: `s3://bucket/warehouse`, without a slash at its end.
 * @public
 */
export function warehouseLocation({ storage }: Lakehouse): string {
  switch (storage.type) {
    case 'gcs':
      return `gs://${storage.bucket}/${storage.prefix}`;
    case 'azure':
      return `abfss://${storage.container}@${storage.account}.dfs.core.windows.net/${storage.prefix}`;
    default:
      return `s3://${storage.bucket}/${storage.prefix}`;
  }
}
