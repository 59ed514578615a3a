import type { CatalogDescription } from '../catalog';
import type { FolderLimits } from './FolderCatalogOptions';

/** Why this is for looking, and not for working. */
const WARNING =
  'There is no catalog here: the newest file counts as the current one, even when its commit failed; two writers can overwrite each other’s work without noticing, a dropped table is there again as long as its files are, and a renamed one is another table';

/** What a folder without a catalog can do, and what not. */
export function describeFolders(limits: FolderLimits): CatalogDescription {
  const needsCatalog = 'Only a catalog has that';
  return {
    product: 'Folder without a catalog (read only)',
    capabilities: [
      {
        id: 'list-tables',
        possible: true,
        note: `${WARNING}. Each listing asks the store about every folder down to ${
          limits.maxDepth
        } levels, and once more for each table, for at most ${limits.maxFolders.toLocaleString(
          'en-US',
        )} folders`,
      },
      { id: 'nested-namespaces', possible: true, note: 'Folders in folders' },
      { id: 'views', possible: false, note: needsCatalog },
      {
        id: 'detect-changes',
        possible: true,
        note: 'By listing the metadata folder of every table',
      },
      {
        id: 'read-metadata',
        possible: true,
        note: 'From the newest metadata file of the folder: by version-hint.text where there is one, by the numbers of the files otherwise',
      },
      {
        id: 'snapshot-history',
        possible: true,
        note: 'From the metadata of the table',
      },
      { id: 'commit-history', possible: false, note: needsCatalog },
      { id: 'references', possible: false, note: needsCatalog },
      { id: 'vended-credentials', possible: false, note: needsCatalog },
    ],
  };
}
