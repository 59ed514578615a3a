import {
  type FolderContent,
  type FolderFileIO,
  Turns,
} from '@lakehouse-portal/storage';
import { LimitExceededError } from '@lakehouse-portal/table-metadata';
import type { CatalogTable } from '../catalog';
import { CatalogResponseError } from '../errors';
import type { FolderLimits } from './FolderCatalogOptions';
import { identifierOfFolder, nameOfFolder } from './folderNames';
import { recognizeTable } from './recognizeTable';

/** What a walk found, in order of their names. */
export interface WalkedFolders {
  namespaces: string[];
  tables: CatalogTable[];
  /** Folders that were listed, which is about the number of requests. */
  listed: number;
}

/** Looks through folders for tables, once. */
export class FolderWalk {
  readonly #files: FolderFileIO;
  readonly #limits: FolderLimits;
  /** What has failed in one folder has failed: the others need not be asked any more. */
  readonly #failed = new AbortController();
  readonly #signal: AbortSignal;
  readonly #turns: Turns;
  readonly #tables = new Map<string, CatalogTable>();
  readonly #namespaces = new Set<string>();
  #listed = 0;
  #keys = 0;

  constructor(
    files: FolderFileIO,
    limits: FolderLimits,
    signal: AbortSignal | undefined,
  ) {
    this.#files = files;
    this.#limits = limits;
    this.#signal = signal
      ? AbortSignal.any([signal, this.#failed.signal])
      : this.#failed.signal;
    this.#turns = new Turns(limits.concurrency);
  }

  /** @throws CatalogResponseError when there is more than the limits allow, or two tables would have the same name. */
  async run(roots: readonly string[]): Promise<WalkedFolders> {
    // Each level after the one above it, so that no more is under way than has its turn.
    try {
      for (const root of roots) {
        let level = [{ location: root, depth: 0 }];
        while (level.length > 0) {
          const below = await Promise.all(
            level.map(folder =>
              this.#turns.take(this.#signal, () => this.#look(root, folder)),
            ),
          );
          level = below.flat();
        }
      }
    } catch (error) {
      this.#failed.abort(error);
      throw error;
    }
    return {
      namespaces: [...this.#namespaces].sort(),
      tables: [...this.#tables.entries()]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, table]) => table),
      listed: this.#listed,
    };
  }

  /** @returns The folders below that are to be looked at. */
  async #look(
    root: string,
    { location, depth }: { location: string; depth: number },
  ): Promise<Array<{ location: string; depth: number }>> {
    const content = await this.#list(location);
    const found = await recognizeTable(
      {
        listFolder: folder => this.#list(folder),
        read: (file, options) => this.#files.read(file, options),
      },
      location,
      content,
      this.#signal,
    );
    if (found) {
      this.#add({ ...identifierOfFolder(root, location), ...found, location });
      return [];
    }
    if (depth >= this.#limits.maxDepth) return [];
    return content.folders
      .filter(folder => !isHidden(nameOfFolder(folder)))
      .map(folder => ({ location: folder, depth: depth + 1 }));
  }

  #add(table: CatalogTable & { location: string }): void {
    // A slash is in no name of a folder.
    const key = `${table.namespace}/${table.name}`;
    const other = this.#tables.get(key);
    if (other)
      throw new CatalogResponseError(
        `Two folders would both be the table ${table.namespace}.${table.name}: ${other.location} and ${table.location}. Give the folders that hold them names of their own, or connect them as two lakehouses`,
      );
    this.#tables.set(key, table);
    this.#namespaces.add(table.namespace);
  }

  async #list(location: string): Promise<FolderContent> {
    this.#listed++;
    if (this.#listed > this.#limits.maxFolders)
      throw tooLarge(`more than ${this.#limits.maxFolders} folders`);
    try {
      const content = await this.#files.listFolder(location, {
        signal: this.#signal,
        maxEntries: this.#limits.maxKeys - this.#keys,
      });
      this.#keys += content.files.length + content.folders.length;
      if (this.#keys <= this.#limits.maxKeys) return content;
    } catch (error) {
      if (!(error instanceof LimitExceededError)) throw error;
    }
    throw tooLarge(
      `more than ${
        this.#limits.maxKeys
      } files and folders, the last in ${location}`,
    );
  }
}

/** Folders of engines and tools, and of partitions: there are no tables in them. */
function isHidden(name: string): boolean {
  return /^[._]/.test(name) || name.includes('=');
}

function tooLarge(what: string): CatalogResponseError {
  return new CatalogResponseError(
    `The folders can’t be listed within the limits: there are ${what}. Name the folders of the tables more narrowly, raise the limit, or, better, use a catalog`,
  );
}
