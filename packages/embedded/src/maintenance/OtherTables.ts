import { dirname } from 'node:path';
import {
  readManifest,
  readManifestList,
  readTableMetadata,
  type ManifestFile,
  type ReadWarning,
  type Snapshot,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';
import {
  formatTableName,
  type TableIdentifier,
} from '../catalog/TableIdentifier';
import type { TablePointer } from '../catalog/TablePointer';
import type { LakehouseContext } from '../commit/LakehouseContext';
import { UnsafeRemovalError } from '../errors';
import { isInside } from '../storage/isInside';
import { pathsOf, type RealFolder, type RealPaths } from '../storage/RealPaths';

/** That are read at the same time. */
const READS_AT_ONCE = 8;

/** Properties that say where a table writes. */
const PATH_PROPERTIES = [
  'write.data.path',
  'write.metadata.path',
  'write.object-storage.path',
  'write.folder-storage.path',
];

/** Of these parts of the metadata, what could not be read is left out, so that files would be missed. */
const LEFT_OUT = new Set([
  'metadata-field-malformed',
  'snapshot-unreadable',
  'snapshot-duplicate',
  'statistics-unreadable',
  'warnings-left-out',
]);

/**
 * The other tables of the catalog's file (also under other names of catalogs), asked for what they can reach: all snapshots,
 * manifests, data and delete files, statistics and listed metadata files, wherever the table lies now and wrote before.
 * Which folders a manifest refers to is remembered, since manifests never change.
 */
export class OtherTables {
  readonly #context: LakehouseContext;
  readonly #table: TableIdentifier;
  readonly #paths: RealPaths;
  readonly #pointers: CatalogPointer[];
  /** Folders by manifest; snapshots share them. */
  readonly #manifests = new Map<string, Promise<readonly string[]>>();
  #read = 0;

  /** Those that there are now. */
  constructor(
    context: LakehouseContext,
    table: TableIdentifier,
    paths: RealPaths,
  ) {
    this.#context = context;
    this.#table = table;
    this.#paths = paths;
    this.#pointers = this.#list();
  }

  /** Whether none has changed, come or gone since. */
  isCurrent(): boolean {
    return JSON.stringify(this.#list()) === JSON.stringify(this.#pointers);
  }

  /**
   * @param folder - real path of a folder in which any file may be removed.
   * @throws UnsafeRemovalError when another table has or wants files there, or that can't be known.
   */
  async requireNoneIn(folder: string): Promise<void> {
    for (const pointer of this.#pointers) {
      const other = await this.#open(pointer);
      if (!other) continue;
      await this.#requireApart(other, folder);
      for (const used of await this.#foldersOf(other)) {
        const hit = (await this.#realFolders(other, used))
          .flatMap(real => [real.path, ...real.links.values()])
          .find(path => isInside(path, folder));
        if (hit !== undefined)
          throw new UnsafeRemovalError(
            `Table ${other.name} has files in ${hit}, which is in the folder ${folder} of this table, so that their files cannot be told apart.`,
          );
      }
    }
  }

  /**
   * @param folder - real path of the table's folder, which other tables must not share.
   * @param files - real paths of files that are to be removed.
   * @throws UnsafeRemovalError when another table can reach one of them, or that can't be known.
   */
  async requireNoneReaches(
    folder: string | undefined,
    files: ReadonlySet<string>,
  ): Promise<void> {
    const folders = new Set([...files].map(file => dirname(file)));
    for (const pointer of this.#pointers) {
      const other = await this.#open(pointer);
      if (!other) continue;
      if (folder !== undefined) await this.#requireApart(other, folder);
      const hit = new Set<string>();
      for (const used of await this.#foldersOf(other)) {
        const isHit = (await this.#realFolders(other, used)).some(
          real =>
            folders.has(real.path) ||
            [...real.links.values()].some(path => files.has(path)),
        );
        if (isHit) hit.add(used);
      }
      if (hit.size === 0) continue;
      for await (const location of this.#filesIn(other, hit)) {
        const [reached] = (await this.#paths.of(location)).filter(path =>
          files.has(path),
        );
        if (reached !== undefined)
          throw new UnsafeRemovalError(
            `Table ${other.name} needs files of this table, such as ${reached}, which would be removed.`,
          );
      }
    }
  }

  async #requireApart(other: OpenedTable, folder: string): Promise<void> {
    for (const home of other.homes) {
      for (const real of await this.#known(other, () =>
        this.#paths.ofFolder(home),
      )) {
        if (isInside(real, folder) || isInside(folder, real))
          throw new UnsafeRemovalError(
            `The table's folder ${folder} is shared with table ${other.name}${
              real === folder ? '' : `, which has ${real}`
            }, so that their files cannot be told apart.`,
          );
      }
    }
  }

  #list(): CatalogPointer[] {
    const { catalog } = this.#context;
    return catalog
      .listTablesOfAllCatalogs()
      .filter(
        one =>
          one.catalog !== catalog.name ||
          one.namespace !== this.#table.namespace ||
          one.name !== this.#table.name,
      );
  }

  /** Undefined for a table in another store, which has no files here. */
  async #open(pointer: CatalogPointer): Promise<OpenedTable | undefined> {
    const name =
      pointer.catalog === this.#context.catalog.name
        ? formatTableName(pointer)
        : `${formatTableName(pointer)} of catalog '${pointer.catalog}'`;
    return this.#known({ name }, async () => {
      const { metadataLocation } = pointer;
      if (pathsOf(metadataLocation).length === 0) return undefined;
      this.#count(1);
      const metadata = await readTableMetadata(
        this.#context.io,
        metadataLocation,
      );
      const damage = metadata.warnings.find(({ code }) => LEFT_OUT.has(code));
      if (damage) throw new Error(damage.message);
      const homes = [
        metadata.location,
        ...PATH_PROPERTIES.flatMap(key => metadata.properties[key] ?? []),
      ];
      return { name, metadata, homes };
    });
  }

  /** Folders of all files that a table can reach, as its metadata writes them. */
  async #foldersOf(other: OpenedTable): Promise<Set<string>> {
    return this.#known(other, async () => {
      const { metadata } = other;
      const folders = new Set(metadataFilesOf(metadata).map(folderOf));
      await inTurns(metadata.snapshots, async snapshot => {
        for (const folder of await this.#foldersOfSnapshot(metadata, snapshot))
          folders.add(folder);
      });
      return folders;
    });
  }

  async #foldersOfSnapshot(
    metadata: TableMetadata,
    snapshot: Snapshot,
  ): Promise<Iterable<string>> {
    const { folders: cache } = this.#context.caches;
    const { manifestList } = snapshot;
    const known =
      manifestList === undefined ? undefined : cache.get(manifestList);
    if (known) return known;
    this.#count(1);
    const folders = new Set<string>();
    for (const manifest of await this.#manifestsOf(metadata, snapshot)) {
      folders.add(folderOf(manifest.manifestPath));
      for (const folder of await this.#foldersOfManifest(metadata, manifest))
        folders.add(folder);
    }
    if (manifestList !== undefined) cache.set(manifestList, [...folders]);
    return folders;
  }

  #foldersOfManifest(
    metadata: TableMetadata,
    manifest: ManifestFile,
  ): Promise<readonly string[]> {
    const { manifestPath } = manifest;
    const known = this.#manifests.get(manifestPath);
    if (known) return known;
    const folders = this.#readFoldersOf(metadata, manifest);
    this.#manifests.set(manifestPath, folders);
    return folders;
  }

  async #readFoldersOf(
    metadata: TableMetadata,
    manifest: ManifestFile,
  ): Promise<readonly string[]> {
    const { folders: cache } = this.#context.caches;
    const known = cache.get(manifest.manifestPath);
    if (known) return known;
    this.#count(1);
    const files = await this.#liveFilesOf(metadata, manifest);
    const folders = [...new Set(files.map(folderOf))];
    cache.set(manifest.manifestPath, folders);
    return folders;
  }

  /** Locations of all files in some of a table's folders, and perhaps of others. */
  async *#filesIn(
    other: OpenedTable,
    folders: ReadonlySet<string>,
  ): AsyncGenerator<string> {
    const { metadata } = other;
    yield* metadataFilesOf(metadata);
    const seen = new Set<string>();
    for (const snapshot of metadata.snapshots) {
      for (const manifest of await this.#known(other, () =>
        this.#manifestsOf(metadata, snapshot),
      )) {
        const { manifestPath } = manifest;
        if (seen.has(manifestPath)) continue;
        seen.add(manifestPath);
        yield manifestPath;
        const own = await this.#known(other, () =>
          this.#foldersOfManifest(metadata, manifest),
        );
        if (own.some(folder => folders.has(folder)))
          yield* await this.#known(other, () =>
            this.#liveFilesOf(metadata, manifest),
          );
      }
    }
  }

  async #manifestsOf(
    metadata: TableMetadata,
    snapshot: Snapshot,
  ): Promise<ManifestFile[]> {
    const warnings: ReadWarning[] = [];
    const list = await readManifestList(this.#context.io, metadata, snapshot, {
      warnings,
    });
    if (warnings.length > 0) throw new Error(warnings[0].message);
    return list;
  }

  async #liveFilesOf(
    metadata: TableMetadata,
    manifest: ManifestFile,
  ): Promise<string[]> {
    const entries = await readManifest(this.#context.io, manifest, metadata, {
      columnStatistics: 'none',
    });
    return entries
      .filter(({ status }) => status !== 'deleted')
      .map(({ file }) => file.filePath);
  }

  async #realFolders(
    other: OpenedTable,
    location: string,
  ): Promise<RealFolder[]> {
    return this.#known(other, async () => {
      const found = await Promise.all(
        pathsOf(location).map(path => this.#paths.folder(path)),
      );
      return found.filter(folder => folder !== undefined);
    });
  }

  #count(files: number): void {
    this.#read += files;
    const { maxFilesOfOtherTables } = this.#context;
    if (this.#read > maxFilesOfOtherTables)
      throw new UnsafeRemovalError(
        `Which files the other tables of the catalog (${
          this.#pointers.length
        }) need is too much to be read: more than ${maxFilesOfOtherTables.toLocaleString(
          'en-US',
        )} metadata files, manifest lists and manifests.`,
      );
  }

  /** What can't be read of another table leaves unknown what it needs. */
  async #known<T>(other: { name: string }, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      // That there is too much to read has no cause, and is no table's fault.
      if (error instanceof UnsafeRemovalError && error.cause === undefined)
        throw error;
      throw new UnsafeRemovalError(
        `Table ${
          other.name
        } can't be read, so that nobody knows which files it needs: ${
          (error as Error).message
        }`,
        { cause: error },
      );
    }
  }
}

type CatalogPointer = TablePointer & { catalog: string };

interface OpenedTable {
  name: string;
  metadata: TableMetadata;
  /** Locations of folders in which it may write any time. */
  homes: string[];
}

/** All but manifests and what they list. */
function metadataFilesOf(metadata: TableMetadata): string[] {
  return [
    metadata.metadataLocation,
    ...metadata.metadataLog.map(entry => entry.metadataLocation),
    ...metadata.statisticsFiles.map(file => file.statisticsPath),
    ...metadata.partitionStatisticsFiles.map(file => file.statisticsPath),
    ...metadata.snapshots.flatMap(({ manifestList }) => manifestList ?? []),
  ];
}

/** As the location has it: what comes before the last slash. */
function folderOf(location: string): string {
  return location.slice(0, location.lastIndexOf('/')) || '/';
}

async function inTurns<T>(
  all: Iterable<T>,
  work: (one: T) => Promise<void>,
): Promise<void> {
  const iterator = all[Symbol.iterator]();
  const worker = async () => {
    for (let next = iterator.next(); !next.done; next = iterator.next())
      await work(next.value);
  };
  await Promise.all(Array.from({ length: READS_AT_ONCE }, worker));
}
