import { AzureFileIO } from '../azure/AzureFileIO';
import { StorageConfigError } from '../errors';
import { GcsFileIO } from '../gcs/GcsFileIO';
import { HttpFileIO } from '../http/HttpFileIO';
import { S3FileIO } from '../s3/S3FileIO';
import type { StoreFileIO } from '../StoreFileIO';
import type { StorageConfig, StoreConfig } from './StorageConfig';

/**
 * Makes the stores of a configuration. Nothing is requested yet, and no client library is loaded.
 *
 * @throws StorageConfigError, with the name of the store in the message.
 * @public
 */
export function createStores(config: StorageConfig): StoreFileIO[] {
  return config.stores.map(store => {
    try {
      return createStore(store, config);
    } catch (error) {
      if (!(error instanceof StorageConfigError)) throw error;
      const path = `${config.path}.stores.${store.name}`;
      throw new StorageConfigError(
        `The store ${store.name} (${path}): ${error.message}`,
        { path },
      );
    }
  });
}

function createStore(
  store: StoreConfig,
  { requests }: StorageConfig,
): StoreFileIO {
  switch (store.kind) {
    case 's3':
      return new S3FileIO({ ...store, requests });
    case 'gs':
      return new GcsFileIO({ ...store, requests });
    case 'azure':
      return new AzureFileIO({ ...store, ...azureKeys(store), requests });
    default:
      return new HttpFileIO({ ...store, requests });
  }
}

/** As for S3 and Google, what the configuration does not say the environment may: these are the names that `az` knows. */
function azureKeys(
  store: Extract<StoreConfig, { kind: 'azure' }>,
): Pick<typeof store, 'accountKey' | 'sasToken'> {
  const { accountKey, sasToken, anonymous } = store;
  if (accountKey !== undefined || sasToken !== undefined || anonymous)
    return { accountKey, sasToken };
  const key = process.env.AZURE_STORAGE_KEY || undefined;
  const token = process.env.AZURE_STORAGE_SAS_TOKEN || undefined;
  return key === undefined ? { sasToken: token } : { accountKey: key };
}
