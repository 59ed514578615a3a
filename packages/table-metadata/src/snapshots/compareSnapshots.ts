import {
  LimitExceededError,
  NoSuchSchemaError,
  NoSuchSnapshotError,
} from '../errors';
import type { FileIO } from '../io';
import { readManifestList, visitManifests } from '../manifests';
import { distinctManifests } from '../manifests/distinctManifests';
import { EntryCounts } from '../manifests/EntryCounts';
import type {
  ManifestEntry,
  ManifestFile,
  ReadWarning,
  Snapshot,
  TableMetadata,
} from '../model';
import { requireCount } from '../model/requireCount';
import { diffSchemas, type SchemaChange, schemaOfSnapshot } from '../schema';
import { ancestorsOf } from './ancestorsOf';
import { compareListed } from './compareListed';
import { ComparisonTally } from './ComparisonTally';
import { findSnapshot } from './findSnapshot';
import type { SnapshotComparison } from './SnapshotComparison';

/**
 * How {@link compareSnapshots} reads, and how large a difference it accepts.
 * @public
 */
export interface CompareSnapshotsOptions {
  /** Manifests that are fetched ahead. Default 8. */
  concurrency?: number;
  /** Files that each of the two may have and the other not, as far as manifests are not shared. Default 1,000,000. */
  maxFiles?: number;
  signal?: AbortSignal;
}

/** About 500 bytes are held of each. */
const MAX_FILES = 1_000_000;
/** Of the names, the partition and the lists of a file, on average; names of stores end at 1,024 bytes. */
const CHARACTERS_PER_FILE = 500;
/** However few files may differ. */
const LEAST_CHARACTERS = 100_000;

/**
 * Compares two snapshots of a table: any two, in either direction.
 *
 * Manifests that both share are not read, so that the work grows with the difference and not with the table.
 *
 * @param fromId - As decimal string.
 * @param toId - As decimal string.
 * @throws NoSuchSnapshotError; LimitExceededError beyond `maxFiles`; RangeError for options that are no such numbers; and what reading a manifest list throws.
 * @public
 */
export async function compareSnapshots(
  io: FileIO,
  metadata: TableMetadata,
  fromId: string,
  toId: string,
  options: CompareSnapshotsOptions = {},
): Promise<SnapshotComparison> {
  requireCount('maxFiles', options.maxFiles, 0);
  const from = knownSnapshot(metadata, fromId);
  const to = knownSnapshot(metadata, toId);
  const [fromManifests, toManifests] = await Promise.all([
    readManifestList(io, metadata, from, options),
    readManifestList(io, metadata, to, options),
  ]);
  const removed = await liveFiles(
    io,
    metadata,
    without(fromManifests, toManifests),
    options,
  );
  const added = await liveFiles(
    io,
    metadata,
    without(toManifests, fromManifests),
    options,
  );
  const tally = new ComparisonTally(metadata);
  for (const [key, entry] of added.files)
    if (!removed.files.has(key)) tally.add(entry, 'added');
  for (const [key, entry] of removed.files)
    if (!added.files.has(key)) tally.add(entry, 'removed');
  const listed = [
    compareListed(from, fromManifests),
    compareListed(to, toManifests),
  ];
  const schema = schemaChanges(metadata, from, to);
  const warnings = [
    ...(schema.warning ? [schema.warning] : []),
    ...listed.flatMap(({ warning }) => warning ?? []),
    ...removed.warnings,
    ...added.warnings,
    ...tally.warnings,
  ];
  return {
    from,
    to,
    isAncestor: ancestorsOf(metadata, toId).some(
      ({ snapshotId }) => snapshotId === fromId,
    ),
    ...tally.summary(),
    schemaChanges: schema.changes,
    totals: totals(from, to),
    incomplete:
      schema.warning !== undefined ||
      removed.isIncomplete ||
      added.isIncomplete ||
      tally.warnings.length > 0 ||
      listed.some(({ isMissingFiles }) => isMissingFiles),
    warnings,
  };
}

function knownSnapshot(metadata: TableMetadata, id: string): Snapshot {
  const snapshot = findSnapshot(metadata, id);
  if (snapshot) return snapshot;
  throw new NoSuchSnapshotError(`The table has no snapshot ${id}`, {
    location: metadata.metadataLocation,
  });
}

function without(
  manifests: ManifestFile[],
  others: ManifestFile[],
): ManifestFile[] {
  const paths = new Set(others.map(({ manifestPath }) => manifestPath));
  return distinctManifests(manifests).filter(
    ({ manifestPath }) => !paths.has(manifestPath),
  );
}

async function liveFiles(
  io: FileIO,
  metadata: TableMetadata,
  manifests: ManifestFile[],
  options: CompareSnapshotsOptions,
): Promise<{
  files: Map<string, ManifestEntry>;
  warnings: ReadWarning[];
  /** Files are missing, or may be. */
  isIncomplete: boolean;
}> {
  const { maxFiles = MAX_FILES } = options;
  let charactersLeft = Math.max(
    LEAST_CHARACTERS,
    maxFiles * CHARACTERS_PER_FILE,
  );
  const files = new Map<string, ManifestEntry>();
  const counts = new EntryCounts();
  const unread = await visitManifests(
    io,
    metadata,
    manifests,
    (entry, manifest) => {
      counts.add(entry, manifest);
      if (entry.status === 'deleted') return;
      charactersLeft -= charactersOf(entry);
      if (files.size >= maxFiles || charactersLeft < 0)
        throw new TooManyFiles();
      const { content, filePath, contentOffset } = entry.file;
      // Several deletion vectors share a Puffin file.
      files.set(`${content}|${contentOffset ?? ''}|${filePath}`, entry);
    },
    { ...options, columnStatistics: 'none' },
  ).catch((error: unknown) => {
    if (!(error instanceof TooManyFiles)) throw error;
    throw new LimitExceededError(
      charactersLeft < 0
        ? 'The snapshots differ in files whose names, partitions or lists are longer than those of any table'
        : `The snapshots differ in more than ${maxFiles} files`,
      { location: metadata.metadataLocation },
    );
  });
  const differing = counts.compare(manifests, unread);
  return {
    files,
    warnings: [...unread, ...differing.warnings],
    isIncomplete: unread.length > 0 || differing.isMissingFiles,
  };
}

/** All of a file's entry is held in memory; a small manifest can have names and lists of megabytes. */
function charactersOf({ file }: ManifestEntry): number {
  let characters =
    file.filePath.length +
    file.fileFormat.length +
    (file.referencedDataFile?.length ?? 0) +
    (file.keyMetadata?.length ?? 0) +
    (file.splitOffsets?.length ?? 0) * 16 +
    (file.equalityIds?.length ?? 0) * 8;
  for (const value of file.partition)
    if (typeof value === 'string' || value instanceof Uint8Array)
      characters += value.length;
  return characters;
}

/** Ends the visit as a whole: what is thrown of one manifest would leave out that one. */
class TooManyFiles extends Error {}

function schemaChanges(
  metadata: TableMetadata,
  from: Snapshot,
  to: Snapshot,
): { changes: SchemaChange[]; warning?: ReadWarning } {
  try {
    return {
      changes: diffSchemas(
        schemaOfSnapshot(metadata, from),
        schemaOfSnapshot(metadata, to),
      ),
    };
  } catch (error) {
    if (!(error instanceof NoSuchSchemaError)) throw error;
    return {
      changes: [],
      warning: {
        code: 'schema-missing',
        message: `What changed in the schema is not known. ${error.message}`,
        location: error.location,
      },
    };
  }
}

function totals(from: Snapshot, to: Snapshot): SnapshotComparison['totals'] {
  const names = new Set(
    [...Object.keys(from.summary), ...Object.keys(to.summary)].filter(name =>
      name.startsWith('total-'),
    ),
  );
  return [...names].sort().map(name => ({
    name,
    from: wholeNumber(from.summary[name]),
    to: wholeNumber(to.summary[name]),
  }));
}

function wholeNumber(text: string | undefined): bigint | undefined {
  return text !== undefined && /^-?\d{1,30}$/.test(text)
    ? BigInt(text)
    : undefined;
}
