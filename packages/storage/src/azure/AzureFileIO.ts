import { StorageConfigError } from '../errors';
import { Warehouses } from '../locations';
import {
  type ObjectStoreOptions,
  ObjectStoreFileIO,
} from '../ObjectStoreFileIO';
import { AzureStore } from './AzureStore';

/**
 * Warehouses are all of one account: `abfss://container@account.dfs.core.windows.net/folder`; `abfs`, `wasb` and `wasbs`
 * are the same. The endpoint is that of the account's blob service: `http://127.0.0.1:10000/devstoreaccount1`.
 * @public
 */
export interface AzureFileIOOptions extends ObjectStoreOptions {
  /** Key of the account. Without it, a SAS token or `anonymous`: the identity of the environment or machine. */
  accountKey?: string;
  /** Shared access signature, with or without a question mark. */
  sasToken?: string;
}

/**
 * Reads files from Azure Blob Storage and Data Lake Storage: one GET per file. The client libraries are loaded with the
 * first request.
 * @public
 */
export class AzureFileIO extends ObjectStoreFileIO {
  /** @throws StorageConfigError */
  constructor(options: AzureFileIOOptions) {
    const ways = [options.accountKey, options.sasToken, options.anonymous];
    if (ways.filter(way => way !== undefined && way !== false).length > 1)
      throw new StorageConfigError(
        'An Azure store has one of accountKey, sasToken and anonymous',
        { path: 'accountKey' },
      );
    const warehouses = new Warehouses('azure', options.warehouses);
    const [first, ...others] = warehouses.all;
    if (
      others.some(
        ({ account, accountDomain }) =>
          account !== first.account || accountDomain !== first.accountDomain,
      )
    )
      throw new StorageConfigError(
        `The warehouses ${warehouses} are of several accounts; each account is a store of its own`,
        { path: 'warehouses' },
      );
    super(new AzureStore(first, options), warehouses, options.requests);
  }
}
