import { type Stats, promises as fs } from 'node:fs';
import { resolve } from 'node:path';
import {
  type FileIO,
  MissingFileError,
  findMetadataLocation,
  LocalFileIO,
  LocationNotAllowedError,
  localPathCandidates,
  type LocationRewrite,
  type ReadWarning,
  RewritingFileIO,
  rewriteLocation,
} from '@lakehouse-portal/table-metadata';
import type { ConfiguredTable } from '../config/ConfiguredTable';
import { findConfiguredTable } from '../config/findConfiguredTable';
import { isRecord } from '../config/isRecord';
import { loadConfig } from '../config/loadConfig';
import { BadInputError } from '../errors/BadInputError';

/**
 * A table that was found, and how to read it.
 */
export interface LocatedTable {
  metadataLocation: string;
  /** Reads the metadata file itself: where it was found, no prefix is rewritten. */
  metadataIo: FileIO;
  /** Reads what the metadata names. */
  io: FileIO;
  /** For a table that was named by its name. */
  configured?: ConfiguredTable;
  warnings: ReadWarning[];
}

/** @throws BadInputError, and what finding and reading throws. */
export async function locateTable(
  location: string,
  options: { rewrites: LocationRewrite[]; configFiles: string[] },
): Promise<LocatedTable> {
  if (location.trim() === '')
    throw new BadInputError(
      'LOCATION is empty: give a metadata file, a table folder, or the name of a table',
    );
  // Whoever runs the command may read what their account may read.
  const local = await LocalFileIO.create({ roots: ['/'] });
  const io =
    options.rewrites.length > 0
      ? new RewritingFileIO(local, options.rewrites)
      : local;
  const found = await findLocal(location, options.rewrites);
  if (found) {
    const { metadataLocation, warnings } = found.isFolder
      ? await findMetadataLocation(local, found.path)
      : { metadataLocation: found.path, warnings: [] };
    return { metadataLocation, metadataIo: local, io, warnings };
  }
  if (/^(?!file:)[A-Za-z][A-Za-z0-9+.-]+:/i.test(location)) {
    throw new LocationNotAllowedError(
      `${location} is not a local file: the command reads local files, or a local copy with --rewrite FROM=TO`,
      { location },
    );
  }
  if (/[/\\:]/.test(location) || !location.includes('.')) {
    throw new MissingFileError(
      `There is no file or folder ${location}${hintOf(
        location,
        options.configFiles,
      )}`,
      { location },
    );
  }
  const configured = await findConfiguredTable(location, options.configFiles);
  return {
    metadataLocation: configured.metadataLocation,
    metadataIo: io,
    io,
    configured,
    warnings: [],
  };
}

/** Who names a lakehouse only learns how to name a table of it. */
function hintOf(location: string, configFiles: string[]): string {
  if (/[/\\:]/.test(location)) return '';
  const { connections } = loadConfig(configFiles).lakehouse;
  return isRecord(connections) && Object.hasOwn(connections, location)
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
