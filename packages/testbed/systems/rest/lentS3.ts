import { S3FileIO, vendedStores } from '@lakehouse-portal/storage';

/**
 * Reads with what a catalog lent for a table, and with nothing else.
 *
 * @param storage - As `LoadedTable.storage` has it.
 * @param store - What a connection without keys knows of the store.
 * @throws Error where nothing for S3 was lent.
 */
export function lentS3(
  storage: Record<string, string>,
  store: { warehouse: string; endpoint: string },
): S3FileIO {
  const [lent] =
    vendedStores(
      [{ name: 'lake', kind: 's3', warehouses: [store.warehouse] }],
      storage,
      [store.endpoint],
    ) ?? [];
  if (lent?.kind !== 's3') throw new Error('Nothing for S3 was lent');
  return new S3FileIO(lent);
}
