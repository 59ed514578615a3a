import {
  OrphansUnknownError,
  type OpenTable,
  type TableStore,
} from '@lakehouse-portal/maintenance';
import {
  readManifestList,
  visitManifests,
  type FileIO,
  type ManifestFile,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';
import {
  listTableFiles,
  type TableFile,
  type TableListing,
} from './listTableFiles';
import { fileNameOf, locationKey } from './locationKey';

const MAX_SNAPSHOTS = 10_000;
const MAX_MANIFESTS = 100_000;
/** Manifest lists that are read at the same time. */
const LISTS_AT_ONCE = 16;

/** A file in a table's folder, and what the table's metadata says of it. */
export interface SurveyedFile extends TableFile {
  /** Some snapshot, branch, tag, statistics or the metadata log has this very file. */
  referenced: boolean;
  /** A data or delete file of the table has this name, maybe in another folder. */
  isDataName: boolean;
  /** A file of its metadata has this name. */
  isMetadataName: boolean;
  /** It lies in the folder of another table. */
  ofOtherTable: boolean;
}

/** What is in a table's folder. */
export interface TableSurvey {
  metadata: TableMetadata;
  files: SurveyedFile[];
  /** Folders below the location that are other tables. */
  otherTables: string[];
  /** The same files as they are once some snapshots, and their statistics, are not in the metadata any more. */
  without(
    snapshotIds: readonly string[],
    options?: { signal?: AbortSignal },
  ): Promise<SurveyedFile[]>;
}

/**
 * Lists a table's folder and compares it with everything that the table refers to: all snapshots, whatever reference keeps
 * them, with their manifests, data and delete files; the metadata log; statistics. The metadata is read after the listing, so
 * that what a writer committed in between is referred to.
 *
 * @throws OrphansUnknownError when something that could refer to a file can't be read, or there is too much of it.
 */
export async function surveyTableFiles(
  store: TableStore,
  options: { signal?: AbortSignal } = {},
): Promise<TableSurvey> {
  const { signal } = options;
  const first = await store.open({ signal });
  const listing = await listed(first, signal);
  const { metadata, fileIO } = await store.open({ signal });
  if (metadata.location !== first.metadata.location) {
    throw new OrphansUnknownError(
      'The table was moved to another location meanwhile.',
    );
  }
  const files = await compared(listing, metadata, fileIO, signal);
  return {
    metadata,
    files,
    otherTables: listing.otherTables,
    without: async (snapshotIds, call = {}) => {
      const gone = new Set(snapshotIds);
      const stays = ({ snapshotId }: { snapshotId: string }) =>
        !gone.has(snapshotId);
      return compared(
        listing,
        {
          ...metadata,
          snapshots: metadata.snapshots.filter(stays),
          statisticsFiles: metadata.statisticsFiles.filter(stays),
          partitionStatisticsFiles:
            metadata.partitionStatisticsFiles.filter(stays),
        },
        fileIO,
        call.signal,
      );
    },
  };
}

async function compared(
  listing: TableListing,
  metadata: TableMetadata,
  fileIO: FileIO,
  signal: AbortSignal | undefined,
): Promise<SurveyedFile[]> {
  const marks = new FileMarks(listing);
  for (const location of ownFiles(metadata)) {
    marks.refer(location, 'isMetadataName');
  }
  const manifests = await manifestsOf(fileIO, metadata, marks, signal);
  const warnings = await visitManifests(
    fileIO,
    metadata,
    manifests,
    ({ file, status }) => {
      if (status !== 'deleted') {
        marks.refer(file.filePath, 'isDataName');
      }
    },
    { columnStatistics: 'none', signal },
  );
  if (warnings.length > 0) {
    throw new OrphansUnknownError(
      `A manifest can't be read, and which files it has is not known: ${warnings[0].message}`,
    );
  }
  return marks.files;
}

async function listed(
  { metadata, fileIO }: OpenTable,
  signal: AbortSignal | undefined,
): Promise<TableListing> {
  const { listFolder } = fileIO;
  if (!listFolder) {
    throw new OrphansUnknownError(
      "The portal can't list the table's folder: its connection reaches the table by an engine or a store that lists nothing.",
    );
  }
  return listTableFiles(
    { listFolder: listFolder.bind(fileIO) },
    metadata.location,
    { signal },
  );
}

/** Files that the metadata itself names, but those of snapshots. */
function* ownFiles(metadata: TableMetadata): Generator<string> {
  yield metadata.metadataLocation;
  for (const entry of metadata.metadataLog) {
    yield entry.metadataLocation;
  }
  for (const { statisticsPath } of [
    ...metadata.statisticsFiles,
    ...metadata.partitionStatisticsFiles,
  ]) {
    yield statisticsPath;
  }
  // A pointer that catalogs on a file system keep.
  yield `${metadata.location.replace(/\/+$/, '')}/metadata/version-hint.text`;
}

async function manifestsOf(
  io: FileIO,
  metadata: TableMetadata,
  marks: FileMarks,
  signal: AbortSignal | undefined,
): Promise<ManifestFile[]> {
  const { snapshots } = metadata;
  if (snapshots.length > MAX_SNAPSHOTS) {
    throw new OrphansUnknownError(
      `The table has ${snapshots.length} snapshots: which files they need is too much to be read for a plan.`,
    );
  }
  const manifests = new Map<string, ManifestFile>();
  for (let start = 0; start < snapshots.length; start += LISTS_AT_ONCE) {
    signal?.throwIfAborted();
    const lists = await Promise.all(
      snapshots.slice(start, start + LISTS_AT_ONCE).map(async snapshot => {
        if (snapshot.manifestList !== undefined) {
          marks.refer(snapshot.manifestList, 'isMetadataName');
        }
        try {
          return await readManifestList(io, metadata, snapshot);
        } catch (error) {
          signal?.throwIfAborted();
          throw new OrphansUnknownError(
            `The manifest list of snapshot ${
              snapshot.snapshotId
            } can't be read, and which files it needs is not known: ${
              (error as Error).message
            }`,
            { cause: error },
          );
        }
      }),
    );
    for (const manifest of lists.flat()) {
      manifests.set(manifest.manifestPath, manifest);
      marks.refer(manifest.manifestPath, 'isMetadataName');
    }
    if (manifests.size > MAX_MANIFESTS) {
      throw new OrphansUnknownError(
        `The table has more than ${MAX_MANIFESTS} manifests: which files they have is too much to be read for a plan.`,
      );
    }
  }
  return [...manifests.values()];
}

/** Memory holds what is in the folder, not what the table refers to elsewhere. */
class FileMarks {
  readonly files: SurveyedFile[];
  readonly #byName = new Map<string, Array<[string, SurveyedFile]>>();

  constructor({ files, otherTables }: TableListing) {
    const others = otherTables.map(folder => `${folder}/`);
    this.files = files.map(file => ({
      ...file,
      referenced: false,
      isDataName: false,
      isMetadataName: false,
      ofOtherTable: others.some(folder => file.location.startsWith(folder)),
    }));
    for (const file of this.files) {
      const name = fileNameOf(file.location);
      const same = this.#byName.get(name) ?? [];
      same.push([locationKey(file.location), file]);
      this.#byName.set(name, same);
    }
  }

  refer(location: string, kind: 'isDataName' | 'isMetadataName'): void {
    const same = this.#byName.get(fileNameOf(location));
    if (!same) {
      return;
    }
    const key = locationKey(location);
    for (const [known, file] of same) {
      file[kind] = true;
      file.referenced ||= known === key;
    }
  }
}
