import { type Stats, promises as fs } from 'node:fs';
import { resolve } from 'node:path';
import { redactLocation, storeKindOf } from '@lakehouse-portal/storage';
import {
  type FileIO,
  MissingFileError,
  findMetadataLocation,
  type ListingFileIO,
  LocationNotAllowedError,
  localPathCandidates,
  type LocationRewrite,
  type ReadWarning,
  RewritingFileIO,
  rewriteLocation,
} from '@lakehouse-portal/table-metadata';
import {
  configuredConnection,
  configuredLakehouses,
  lakehouseOf,
} from '../config/configuredConnection';
import type { ConfiguredTable } from '../config/ConfiguredTable';
import { findEmbeddedTable } from '../config/listEmbeddedTables';
import { loadConfig } from '../config/loadConfig';
import { BadInputError } from '../errors/BadInputError';
import { createLocalTableIo, createRemoteTableIo } from './createTableIo';
import { type ConnectedTable, findConnectedTable } from './findConnectedTable';

/**
 * A table that was found, and how to read it.
 */
export interface LocatedTable {
  metadataLocation: string;
  /** Reads the metadata file itself: where it was found, no prefix is rewritten. */
  metadataIo: FileIO;
  /** Reads what the metadata names. */
  io: FileIO;
  /** Lists the folder of the metadata file, where that was found. */
  metadataFilesOf: Pick<ListingFileIO, 'list'>;
  /** Manifests to be fetched at once, where that makes a difference. */
  concurrency?: number;
  /** For a table that was named by its name. */
  configured?: ConfiguredTable;
  warnings: ReadWarning[];
}

/** What a table is looked for with. */
export interface LocateOptions {
  rewrites: LocationRewrite[];
  configFiles: string[];
  /** Told what a connection warns of. */
  onWarning: (message: string) => void;
}

/**
 * @returns For a table of a configured connection, that; it is open, and has to be closed.
 * @throws BadInputError, and what finding and reading throws.
 */
export async function locateTable(
  location: string,
  options: LocateOptions,
): Promise<LocatedTable | ConnectedTable> {
  if (location.trim() === '')
    throw new BadInputError(
      'LOCATION is empty: give a metadata file, a table folder, or the name of a table',
    );
  const { rewrites, configFiles } = options;
  const found = await findLocal(location, rewrites);
  if (found) {
    const { io } = await createLocalTableIo(configFiles);
    const { metadataLocation, warnings } = found.isFolder
      ? await findMetadataLocation(io, found.path)
      : { metadataLocation: found.path, warnings: [] };
    return {
      metadataLocation,
      metadataIo: io,
      io: rewriting(io, rewrites),
      metadataFilesOf: io,
      warnings,
    };
  }
  const target = rewriteLocation(location, rewrites);
  if (storeKindOf(target) !== undefined) return locateRemote(target, options);
  if (storeKindOf(location) !== undefined)
    throw new MissingFileError(
      `There is no file or folder ${target}, which --rewrite makes of ${redactLocation(
        location,
      )}`,
      { location: target },
    );
  if (/^(?!file:)[A-Za-z][A-Za-z0-9+.-]+:/i.test(location)) {
    throw new LocationNotAllowedError(
      `${location} cannot be read: the command reads local files, s3://, gs://, abfss:// and https:// locations, or a local copy with --rewrite FROM=TO`,
      { location },
    );
  }
  if (/[/\\:]/.test(location) || !location.includes('.')) {
    throw new MissingFileError(
      `There is no file or folder ${location}${hintOf(location, configFiles)}`,
      { location },
    );
  }
  const config = loadConfig(configFiles);
  const lakehouse = lakehouseOf(config, location);
  if (configuredConnection(config, lakehouse).type === 'embedded')
    return locateEmbedded(
      findEmbeddedTable(config, lakehouse, location),
      options,
    );
  if (rewrites.length > 0)
    throw new BadInputError(
      `--rewrite is for tables that are named by a location: ${location} is read where its catalog says`,
    );
  return findConnectedTable(config, lakehouse, location, options.onWarning);
}

async function locateEmbedded(
  configured: ConfiguredTable & { metadataLocation: string },
  options: LocateOptions,
): Promise<LocatedTable> {
  const { metadataLocation } = configured;
  const { rewrites, configFiles } = options;
  const { io: plain, concurrency } = isRemote(metadataLocation, rewrites)
    ? await createRemoteTableIo(
        rewriteLocation(metadataLocation, rewrites),
        options,
      )
    : await createLocalTableIo(configFiles);
  const io = rewriting(plain, rewrites);
  return {
    metadataLocation,
    metadataIo: io,
    io,
    metadataFilesOf: {
      list: async (folder, listing) =>
        plain.list(rewriteLocation(folder, rewrites), listing),
    },
    concurrency,
    configured,
    warnings: [],
  };
}

async function locateRemote(
  location: string,
  options: { rewrites: LocationRewrite[]; configFiles: string[] },
): Promise<LocatedTable> {
  const { io, concurrency } = await createRemoteTableIo(location, options);
  // A store cannot be asked what is a folder; metadata files all have this in their names.
  const { metadataLocation, warnings } = /\.json(?:\.gz)?$/.test(location)
    ? { metadataLocation: location, warnings: [] }
    : await findMetadataLocation(io, location);
  return {
    metadataLocation,
    metadataIo: io,
    io: rewriting(io, options.rewrites),
    metadataFilesOf: io,
    concurrency,
    warnings,
  };
}

function isRemote(location: string, rewrites: LocationRewrite[]): boolean {
  return storeKindOf(rewriteLocation(location, rewrites)) !== undefined;
}

function rewriting(io: FileIO, rewrites: LocationRewrite[]): FileIO {
  return rewrites.length > 0 ? new RewritingFileIO(io, rewrites) : io;
}

/** Who names a lakehouse only learns how to name a table of it. */
function hintOf(location: string, configFiles: string[]): string {
  if (/[/\\:]/.test(location)) return '';
  return configuredLakehouses(loadConfig(configFiles)).includes(location)
    ? `, and ${location} is a lakehouse, not a table: "lakehouse tables" lists those it has`
    : '';
}

/** The file or folder that LOCATION means: as given, or else after rewriting. */
async function findLocal(
  location: string,
  rewrites: LocationRewrite[],
): Promise<{ path: string; isFolder: boolean } | undefined> {
  const given = /^[A-Za-z][A-Za-z0-9+.-]*:/.test(location)
    ? location
    : resolve(location);
  const rewritten = [
    rewriteLocation(location, rewrites),
    rewriteLocation(given, rewrites),
  ];
  for (const candidate of new Set([given, ...rewritten])) {
    for (const path of pathsOf(candidate)) {
      const stats = await statOf(path);
      if (stats) return { path: resolve(path), isFolder: stats.isDirectory() };
    }
  }
  return undefined;
}

function pathsOf(location: string): string[] {
  // Another scheme may still be the name of a file ("a:b"), or be rewritten to a path.
  return /^file:|^\//i.test(location)
    ? localPathCandidates(location)
    : [resolve(location)];
}

async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await fs.stat(path);
  } catch {
    return undefined;
  }
}
