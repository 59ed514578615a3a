import type { FolderFileIO } from '@lakehouse-portal/storage';
import type {
  Catalog,
  CatalogCallOptions,
  CatalogDescription,
  CatalogNamespace,
  CatalogTable,
  ConnectionCheck,
  TableIdentifier,
} from '../catalog';
import { CatalogConfigurationError } from '../errors';
import { checkFolders } from './checkFolders';
import { describeFolders } from './describeFolders';
import {
  FOLDER_LIMITS,
  type FolderCatalogOptions,
  type FolderLimits,
} from './FolderCatalogOptions';
import { foldersOfIdentifier } from './folderNames';
import { FolderWalk, type WalkedFolders } from './FolderWalk';
import { recognizeTable } from './recognizeTable';

const PAGE = 500;
/** So long a walk may serve the other of the two listings of a scan. */
const KEPT_MS = 60_000;

/**
 * A folder of tables without a catalog: what is a table its files tell, and which metadata file is the current one their
 * numbers. Reads only. Errors of the store are thrown as they are.
 *
 * Without a catalog there is no atomic commit: nothing here can tell a file that a writer has left behind from one that
 * counts. `describe` says so.
 */
export class FolderCatalog implements Catalog {
  readonly #options: FolderCatalogOptions;
  readonly #files: FolderFileIO;
  readonly #limits: FolderLimits;
  /** A scan lists namespaces and tables one after the other: one walk for both, and never for the same again. */
  #kept:
    | { walk: WalkedFolders; atMs: number; for: 'namespaces' | 'tables' }
    | undefined;

  /** @throws CatalogConfigurationError for limits that make no sense. */
  constructor(options: FolderCatalogOptions) {
    this.#options = {
      ...options,
      folders: options.folders.map(folder => folder.replace(/\/+$/, '')),
    };
    this.#files = options.files;
    this.#limits = limitsOf(options);
  }

  async listNamespaces(
    options: CatalogCallOptions = {},
  ): Promise<CatalogNamespace[]> {
    const { namespaces } = await this.#walk('namespaces', options.signal);
    return namespaces.map(namespace => ({ namespace, properties: {} }));
  }

  async *listTables(
    options: CatalogCallOptions = {},
  ): AsyncGenerator<CatalogTable[]> {
    const { tables } = await this.#walk('tables', options.signal);
    for (let start = 0; start < tables.length; start += PAGE)
      yield tables.slice(start, start + PAGE);
  }

  /** By one or two listings, without a walk. */
  async findTable(
    table: TableIdentifier,
    { signal }: CatalogCallOptions = {},
  ): Promise<CatalogTable | undefined> {
    for (const root of this.#options.folders) {
      for (const location of foldersOfIdentifier(root, table)) {
        const maxEntries = this.#limits.maxKeys;
        const found = await recognizeTable(
          this.#files,
          location,
          await this.#files.listFolder(location, { signal, maxEntries }),
          signal,
        );
        if (found)
          return {
            namespace: table.namespace,
            name: table.name,
            ...found,
            location,
          };
      }
    }
    return undefined;
  }

  async describe(): Promise<CatalogDescription> {
    return describeFolders(this.#limits);
  }

  check(options: CatalogCallOptions = {}): AsyncIterable<ConnectionCheck> {
    return checkFolders(this.#options, options.signal);
  }

  async #walk(
    purpose: 'namespaces' | 'tables',
    signal: AbortSignal | undefined,
  ): Promise<WalkedFolders> {
    const kept = this.#kept;
    this.#kept = undefined;
    if (kept?.for === purpose && Date.now() - kept.atMs < KEPT_MS)
      return kept.walk;
    const walk = await new FolderWalk(this.#files, this.#limits, signal).run(
      this.#options.folders,
    );
    this.#kept = {
      walk,
      atMs: Date.now(),
      for: purpose === 'tables' ? 'namespaces' : 'tables',
    };
    return walk;
  }
}

const RANGES: Record<keyof FolderLimits, number> = {
  maxDepth: 10,
  maxFolders: 1_000_000,
  maxKeys: 100_000_000,
  concurrency: 256,
};

function limitsOf(options: FolderCatalogOptions): FolderLimits {
  const limits = { ...FOLDER_LIMITS };
  for (const key of Object.keys(RANGES) as Array<keyof FolderLimits>) {
    const value = options[key] ?? limits[key];
    if (!Number.isInteger(value) || value < 1 || value > RANGES[key])
      throw new CatalogConfigurationError(
        `${key} has to be a whole number from 1 to ${RANGES[key]}, not ${value}`,
      );
    limits[key] = value;
  }
  return limits;
}
