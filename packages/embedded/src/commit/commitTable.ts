import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import {
  formatTableName,
  type TableIdentifier,
} from '../catalog/TableIdentifier';
import {
  CommitConflictError,
  CommitRetriesExhaustedError,
  CommitStateUnknownError,
  UnsafeRemovalError,
} from '../errors';
import { formatMetadataJson } from '../metadata/formatMetadataJson';
import type { TableMetadataJson } from '../metadata/TableMetadataJson';
import { deleteFiles } from '../storage/deleteFiles';
import { toFilePath } from '../storage/fileLocation';
import { RealPaths } from '../storage/RealPaths';
import { requireInside } from '../storage/requireInside';
import { writeFileDurably } from '../storage/writeFileDurably';
import { nextMetadataLocation } from './tablePaths';
import type { LakehouseContext } from './LakehouseContext';
import { loadTableState } from './loadTableState';
import { TableState } from './TableState';

/**
 * Tries per commit after the first. With a handful of writers on one disk each try succeeds now and then, so this many
 * fail only when something is wrong. The property `commit.retry.num-retries` wins.
 */
const DEFAULT_RETRIES = 100;
const MAX_RETRIES = 1000;

/** Short waits: a try takes some 10 ms, and one that waits long loses to those that do not. */
const MIN_WAIT_MS = 5;
const MAX_WAIT_MS = 200;

/** Metadata files that stay listed where the table does not say (Java's default). */
const DEFAULT_PREVIOUS_VERSIONS = 100;

/**
 * What an operation wants to change, computed from one state of the table.
 */
export interface ProposedChange {
  /** The new metadata, without what every commit sets (last update, metadata log). */
  metadata: TableMetadataJson;
  /** Files that only this try needs: removed when another writer was faster. */
  discardable: string[];
}

/**
 * Commits a change to a table: computes it from the newest state, writes a new metadata file, and swaps the catalog's
 * pointer if nobody else did in between; otherwise again from the start.
 *
 * The new file is on the disk before the swap, so a crash at any point leaves the table as it was before or after.
 *
 * @param propose - computes the change; called again for every try, on the newest state. Undefined: nothing to do.
 * @throws NoSuchTableError, CommitConflictError (by `propose`), CommitRetriesExhaustedError, CommitStateUnknownError.
 */
export async function commitTable(
  context: LakehouseContext,
  table: TableIdentifier,
  propose: (base: TableState) => Promise<ProposedChange | undefined>,
): Promise<{ state: TableState; attempts: number }> {
  const key = `${table.namespace}\u0000${table.name}`;
  const identity: { uuid?: string } = {};
  const tryNewest = async (): Promise<Outcome> => {
    const pointer = context.catalog.requireTable(table);
    const base = await loadTableState(context, pointer.metadataLocation);
    identity.uuid ??= base.json['table-uuid'];
    if (base.json['table-uuid'] !== identity.uuid) {
      throw new CommitConflictError(
        `Table ${formatTableName(
          table,
        )} was dropped and created anew in the meantime.`,
      );
    }
    return tryCommit(context, table, base, propose);
  };
  for (let attempt = 1; ; attempt++) {
    const outcome = await context.commits.run(key, tryNewest);
    if ('state' in outcome)
      return { state: outcome.state, attempts: outcome.changed ? attempt : 0 };
    if (attempt > outcome.retries) {
      throw new CommitRetriesExhaustedError(
        `Table ${formatTableName(
          table,
        )} was changed by others in each of ${attempt} tries. Try again, or raise commit.retry.num-retries.`,
      );
    }
    // Full jitter: writers that collided once do not collide again in step.
    await sleep(
      Math.random() *
        Math.min(MAX_WAIT_MS, MIN_WAIT_MS * 2 ** Math.min(attempt, 10)),
    );
  }
}

type Outcome = { state: TableState; changed: boolean } | { retries: number };

async function tryCommit(
  context: LakehouseContext,
  table: TableIdentifier,
  base: TableState,
  propose: (base: TableState) => Promise<ProposedChange | undefined>,
): Promise<Outcome> {
  const change = await propose(base);
  if (!change) return { state: base, changed: false };
  const next = await writeNextState(context, base, change.metadata);
  if (await swap(context, table, base, next)) {
    context.caches.states.set(next.location, next);
    await removeOldMetadata(context, base, next);
    return { state: next, changed: true };
  }
  await deleteFiles(context.roots, [next.location, ...change.discardable]);
  return { retries: retriesOf(base.json) };
}

async function writeNextState(
  context: LakehouseContext,
  base: TableState,
  metadata: TableMetadataJson,
): Promise<TableState> {
  const log = [
    ...base.json['metadata-log'],
    {
      'timestamp-ms': base.json['last-updated-ms'],
      'metadata-file': base.location,
    },
  ];
  const keep = positiveInteger(
    metadata.properties['write.metadata.previous-versions-max'],
    DEFAULT_PREVIOUS_VERSIONS,
  );
  const json: TableMetadataJson = {
    ...metadata,
    'last-updated-ms': Math.max(
      metadata['last-updated-ms'],
      commitTimestamp(context, base.json),
    ),
    'metadata-log': log.slice(-keep),
  };
  const location = nextMetadataLocation(json, base.location, context.newUuid());
  await writeMetadataFile(context, location, json);
  return new TableState(location, json);
}

/** Writes a metadata file, gzipped when its name says so. */
export async function writeMetadataFile(
  context: LakehouseContext,
  location: string,
  json: TableMetadataJson,
): Promise<void> {
  const text = Buffer.from(formatMetadataJson(json));
  await writeFileDurably(
    requireInside(context.roots, toFilePath(location)),
    location.endsWith('.gz.metadata.json') ? gzipSync(text) : text,
    context.durable,
  );
}

/** Time of a commit, milliseconds since the epoch: the clock, but never before the commit it follows. */
export function commitTimestamp(
  context: LakehouseContext,
  base: TableMetadataJson,
): number {
  return Math.max(Math.trunc(context.now()), base['last-updated-ms']);
}

async function swap(
  context: LakehouseContext,
  table: TableIdentifier,
  base: TableState,
  next: TableState,
): Promise<boolean> {
  try {
    return context.catalog.swapMetadata(table, base.location, next.location);
  } catch (error) {
    const arrived = await hasArrived(context, table, base, next).catch(
      () => undefined,
    );
    if (arrived === undefined) {
      throw new CommitStateUnknownError(
        `The catalog failed during the commit to ${formatTableName(
          table,
        )}, and cannot say whether it arrived: ${
          (error as Error).message
        }. Nothing was removed; the new metadata is ${next.location}.`,
        { cause: error },
      );
    }
    if (arrived) return true;
    await deleteFiles(context.roots, [next.location]);
    throw error;
  }
}

/** Whether the table points to the new metadata, or to some that follows it. */
async function hasArrived(
  context: LakehouseContext,
  table: TableIdentifier,
  base: TableState,
  next: TableState,
): Promise<boolean> {
  const { metadataLocation } = context.catalog.requireTable(table);
  if (metadataLocation === next.location) return true;
  if (metadataLocation === base.location) return false;
  const current = await loadTableState(context, metadataLocation);
  return current.json['metadata-log'].some(
    entry => entry['metadata-file'] === next.location,
  );
}

/** Metadata files that the log no longer lists, if the table wants them gone. What fails is an orphan, not an error. */
async function removeOldMetadata(
  context: LakehouseContext,
  base: TableState,
  next: TableState,
): Promise<void> {
  if (
    next.json.properties[
      'write.metadata.delete-after-commit.enabled'
    ]?.toLowerCase() !== 'true'
  )
    return;
  const kept = new Set(
    next.json['metadata-log'].map(entry => entry['metadata-file']),
  );
  const gone = base.json['metadata-log']
    .map(entry => entry['metadata-file'])
    .filter(location => !kept.has(location));
  if (gone.length > 0)
    await deleteFiles(context.roots, await withoutPointers(context, gone));
}

/** Without metadata files that a table of the catalog is registered by, and those of which that is not known. */
async function withoutPointers(
  context: LakehouseContext,
  locations: string[],
): Promise<string[]> {
  const paths = new RealPaths();
  try {
    const needed = new Set<string>();
    for (const pointer of context.catalog.listTablesOfAllCatalogs())
      for (const path of await paths.of(pointer.metadataLocation))
        needed.add(path);
    const free: string[] = [];
    for (const location of locations) {
      const real = await paths.of(location);
      if (!real.some(path => needed.has(path))) free.push(location);
    }
    return free;
  } catch (error) {
    if (error instanceof UnsafeRemovalError) return [];
    throw error;
  }
}

function retriesOf(metadata: TableMetadataJson): number {
  const own = metadata.properties['commit.retry.num-retries'];
  return own !== undefined && /^\d{1,4}$/.test(own)
    ? Math.min(Number(own), MAX_RETRIES)
    : DEFAULT_RETRIES;
}

function positiveInteger(text: string | undefined, fallback: number): number {
  return text !== undefined && /^[1-9]\d{0,6}$/.test(text)
    ? Number(text)
    : fallback;
}
