import { FOLDER_LIMITS, FolderCatalog } from '@lakehouse-portal/catalogs';
import { readInteger } from '../../config/readInteger';
import { connectionSnippets } from '../../snippets';
import type { CatalogKind } from '../catalog';

/** Tables in the warehouses of a connection, without any catalog. */
export const folderKind: CatalogKind = {
  type: 'folder',
  keys: ['maxDepth', 'maxFolders', 'maxKeys'],
  async open({ name, config, key, storage }) {
    const { maxDepth, maxFolders, maxKeys } = FOLDER_LIMITS;
    return {
      catalog: new FolderCatalog({
        folders: storage.warehouses,
        files: storage.fileIO,
        endpoints: storage.endpoints(),
        maxDepth: readInteger(config, 'maxDepth', {
          ...{ key, min: 1, max: 10 },
          default: maxDepth,
        }),
        maxFolders: readInteger(config, 'maxFolders', {
          ...{ key, min: 1, max: 1_000_000 },
          default: maxFolders,
        }),
        maxKeys: readInteger(config, 'maxKeys', {
          ...{ key, min: 1, max: 100_000_000 },
          default: maxKeys,
        }),
      }),
      snippets: connectionSnippets({
        lakehouse: name,
        catalog: { kind: 'folder' },
        ...{ stores: storage.stores, warehouses: storage.warehouses },
      }),
      details: [
        {
          label: 'Kind',
          value:
            'Folder without a catalog: the portal reads the newest metadata file of each table. Engines should write through a catalog, or two of them lose each other’s work',
        },
      ],
    };
  },
};
