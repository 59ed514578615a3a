import type { ListingFileIO } from '@lakehouse-portal/table-metadata';
import type { ListedFile, ListOptions } from './requests/ObjectReader';

/**
 * What is directly in a folder.
 * @public
 */
export interface FolderContent {
  files: ListedFile[];
  /** Full locations, without a slash at the end. */
  folders: string[];
}

/**
 * A FileIO that lists folders too, so that a tree can be walked.
 * @public
 */
export interface FolderFileIO extends ListingFileIO {
  /**
   * Files and folders directly inside `location`. An absent folder is empty. One request for each 1,000 entries.
   *
   * @throws LimitExceededError beyond `maxEntries`; LocationNotAllowedError; AccessDeniedError, StoreReadError
   */
  listFolder(location: string, options?: ListOptions): Promise<FolderContent>;
}
