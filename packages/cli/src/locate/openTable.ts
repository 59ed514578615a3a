import {
  type FileIO,
  type FileStatistics,
  inspectTable,
  type ListingFileIO,
  readTableMetadata,
  type TableInspection,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';
import type { ConfiguredTable } from '../config/ConfiguredTable';
import { loadConnections } from '../config/loadConnections';
import { BadInputError } from '../errors/BadInputError';
import { oneLine } from '../output/oneLine';
import type { Terminal } from '../output/Terminal';
import type { ConnectedTable } from './findConnectedTable';
import { locateTable } from './locateTable';
import { parseRewrites } from './parseRewrites';

/** Options of commands that read one table. */
export interface TableOptions {
  rewrite?: string[];
  config?: string[];
  json: boolean;
}

/** A table whose metadata was read. */
export interface OpenTable {
  metadata: TableMetadata;
  /** Reads what the metadata names. */
  io: FileIO;
  /** What an engine counted itself, where no file can be read: then `io` reads none. */
  statistics?: FileStatistics;
  /** Lists the folder of the metadata file, where that can be done. */
  metadataFilesOf?: Pick<ListingFileIO, 'list'>;
  /** Manifests to be fetched at once, where that makes a difference. */
  concurrency?: number;
  /** For a table that was named by its name. */
  configured?: ConfiguredTable;
}

/**
 * Finds a table, reads its metadata, and lets go of the connection when the work with it is done.
 *
 * @throws BadInputError, and what finding and reading throws.
 */
export async function withTable<T>(
  terminal: Terminal,
  location: string,
  options: TableOptions,
  work: (table: OpenTable) => Promise<T>,
): Promise<T> {
  const located = await locateTable(location, {
    rewrites: parseRewrites(options.rewrite ?? []),
    configFiles: options.config ?? [],
    onWarning: message => terminal.err(`lakehouse: ${oneLine(message)}\n`),
  });
  if (!('lakehouse' in located)) {
    const { metadataIo, metadataLocation, warnings, ...table } = located;
    const metadata = await readTableMetadata(metadataIo, metadataLocation);
    metadata.warnings.unshift(...warnings);
    return work({ metadata, ...table });
  }
  try {
    return await work(await readConnected(located));
  } finally {
    await located.lakehouse.close?.();
  }
}

/**
 * Counts the files of the current snapshot, where the engine has not done so already.
 *
 * @param options - `growth`: also how the metadata file grew.
 */
export async function inspectOpenTable(
  { metadata, io, statistics, metadataFilesOf, concurrency }: OpenTable,
  options: { growth?: boolean } = {},
): Promise<TableInspection> {
  if (options.growth && !metadataFilesOf)
    throw new BadInputError(
      '--growth lists the folder of the metadata, and nobody can list it here: the table is read through an engine',
    );
  return statistics
    ? {
        metadata,
        files: statistics,
        metadataFiles: undefined,
        warnings: [...metadata.warnings, ...statistics.warnings],
      }
    : inspectTable(io, metadata, {
        concurrency,
        // The folder may have a million files of other kinds: listed only for who asks.
        metadataFilesOf: options.growth ? metadataFilesOf : undefined,
      });
}

async function readConnected({
  lakehouse,
  pointer,
  configured,
}: ConnectedTable): Promise<OpenTable> {
  const reading = await loadConnections().readMetadata(lakehouse, pointer, {});
  if (reading === 'unchanged')
    throw new Error(`${configured.name}: unchanged since nothing was known`);
  const io = reading.fileIO ?? lakehouse.fileIO;
  return {
    ...{ metadata: reading.metadata, io, configured },
    statistics: reading.statistics,
    metadataFilesOf: canList(io) ? io : undefined,
  };
}

function canList(io: FileIO): io is ListingFileIO {
  return 'list' in io;
}
