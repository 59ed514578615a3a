import type { FolderContent, FolderFileIO } from './FolderFileIO';
import type { ListedFile, ListOptions } from './requests/ObjectReader';
import { type StoreOptions, StoreReader } from './StoreReader';

/**
 * Settings that the stores of all clouds have.
 * @public
 */
export interface ObjectStoreOptions extends StoreOptions {
  /** Base URL of a store that is not the cloud's own. */
  endpoint?: string;
  /** Do not sign: for what is public. */
  anonymous?: boolean;
}

/** The stores of all clouds: they list what they have. */
export abstract class ObjectStoreFileIO
  extends StoreReader
  implements FolderFileIO
{
  /**
   * {@inheritDoc @lakehouse-portal/table-metadata#ListingFileIO.list}
   * @throws AccessDeniedError, StoreReadError
   */
  async list(location: string, options?: ListOptions): Promise<ListedFile[]> {
    return (await this.reader.listFolder(location, options)).files;
  }

  /** {@inheritDoc FolderFileIO.listFolder} */
  async listFolder(
    location: string,
    options?: ListOptions,
  ): Promise<FolderContent> {
    return this.reader.listFolder(location, options);
  }
}
