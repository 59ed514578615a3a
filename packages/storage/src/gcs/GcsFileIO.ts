import { StorageConfigError } from '../errors';
import { Warehouses } from '../locations';
import {
  type ObjectStoreOptions,
  ObjectStoreFileIO,
} from '../ObjectStoreFileIO';
import { GcsStore } from './GcsStore';

/**
 * Warehouses are `gs://bucket` or `gs://bucket/folder`. An endpoint that is left out the environment may name
 * (`STORAGE_EMULATOR_HOST`): requests to it are not signed unless there is a key file or token.
 * @public
 */
export interface GcsFileIOOptions extends ObjectStoreOptions {
  /**
   * Path of the JSON key of a service account, or of the configuration of a workload identity. Left out: the application default credentials
   * (`GOOGLE_APPLICATION_CREDENTIALS`, `gcloud auth application-default login`, the machine's own).
   */
  keyFile?: string;
  /** An access token that is there already, as a catalog lends it; it is not renewed. */
  token?: string;
}

/**
 * Reads files from Google Cloud Storage: one GET per file. The library for credentials is loaded with the first request.
 * @public
 */
export class GcsFileIO extends ObjectStoreFileIO {
  /** @throws StorageConfigError */
  constructor(options: GcsFileIOOptions) {
    if (options.anonymous && options.keyFile !== undefined)
      throw new StorageConfigError(
        'An anonymous Google store has no key file',
        { path: 'anonymous' },
      );
    super(
      new GcsStore(options),
      new Warehouses('gs', options.warehouses),
      options.requests,
    );
  }
}
