import type {
  FolderContent,
  FolderFileIO,
  ListedFile,
} from '@lakehouse-portal/storage';
import {
  findMetadataLocation,
  type FoundMetadata,
  type ListingFileIO,
  MissingFileError,
} from '@lakehouse-portal/table-metadata';
import type { CatalogTable } from '../catalog';
import { isCounted } from '../catalog/isCounted';
import { nameOfFolder } from './folderNames';

/** What of a table its folder tells. */
export type RecognizedTable = Pick<
  CatalogTable,
  'format' | 'metadataLocation' | 'version' | 'unreadable' | 'warnings'
>;

/** Folders by which a format is known, in the root of a table. */
const OTHER_FORMATS: Record<string, { format: string; unreadable: string }> = {
  _delta_log: {
    format: 'delta',
    unreadable:
      'A Delta table: only Iceberg tables are read. It has no Iceberg metadata beside its log (Delta’s UniForm writes that)',
  },
  '.hoodie': {
    format: 'hudi',
    unreadable: 'A Hudi table: only Iceberg tables are read',
  },
};

/**
 * Tells whether a folder is a table, and of which format. Iceberg counts first: a Delta table that also has Iceberg
 * metadata can be read by it.
 *
 * @param content - What is in the folder.
 * @returns Undefined for a folder that is none.
 */
export async function recognizeTable(
  files: Pick<FolderFileIO, 'read' | 'listFolder'>,
  location: string,
  content: FolderContent,
  signal: AbortSignal | undefined,
): Promise<RecognizedTable | undefined> {
  const names = content.folders.map(nameOfFolder);
  if (names.includes('metadata')) {
    const found = await findMetadata(files, location, content, signal);
    if (found) {
      const { metadataLocation, version, warnings } = found;
      return {
        metadataLocation,
        ...(version && { version }),
        ...(warnings.length > 0 && { warnings }),
      };
    }
  }
  const other = names.find(name => Object.hasOwn(OTHER_FORMATS, name));
  return other === undefined ? undefined : OTHER_FORMATS[other];
}

async function findMetadata(
  files: Pick<FolderFileIO, 'read' | 'listFolder'>,
  location: string,
  content: FolderContent,
  signal: AbortSignal | undefined,
): Promise<(FoundMetadata & { version?: string }) | undefined> {
  const listed = new Map<string, ListedFile>();
  const io: ListingFileIO = {
    read: (file, options) => files.read(file, options),
    // What is in the table's own folder is known already.
    list: async folder => {
      const found =
        folder === location
          ? content.files
          : (await files.listFolder(folder, { signal })).files;
      for (const file of found) listed.set(file.location, file);
      return found;
    },
  };
  try {
    const found = await findMetadataLocation(io, location, { signal });
    const { metadataLocation } = found;
    return {
      ...found,
      version: isCounted(metadataLocation)
        ? versionOf(metadataLocation, listed.get(metadataLocation))
        : undefined,
    };
  } catch (error) {
    if (error instanceof MissingFileError) return undefined;
    throw error;
  }
}

/** A table that is dropped and made anew has the same names of files again, and others of them. */
function versionOf(location: string, file: ListedFile | undefined): string {
  return `${location}#${file?.sizeBytes ?? ''}-${file?.modifiedMs ?? ''}`;
}
