import {
  LocationNotAllowedError,
  type FileIO,
} from '@lakehouse-portal/table-metadata';

/** Through Trino no file is read. */
export class NoFileIO implements FileIO {
  async read(location: string): Promise<Uint8Array> {
    throw new LocationNotAllowedError(
      'This lakehouse is read through Trino, which does not hand over files of metadata',
      { location },
    );
  }
}
