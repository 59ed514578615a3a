import { NoSuchSnapshotError, ValidationError } from '../errors';
import {
  lineage,
  MAIN_BRANCH,
  parseSnapshotId,
  requireSnapshot,
} from '../metadata/metadataParts';
import type { RefJson, TableMetadataJson } from '../metadata/TableMetadataJson';
import type { ExpireSnapshotsOptions } from './ExpireSnapshotsOptions';

const DEFAULT_MAX_AGE_MS = 5 * 24 * 60 * 60 * 1000;
const DEFAULT_MIN_TO_KEEP = 1;

/**
 * Which snapshots and references may go, by the rules of the specification and of Java's `RemoveSnapshots`.
 *
 * @throws ValidationError, NoSuchSnapshotError
 * @see https://iceberg.apache.org/spec/#snapshot-retention-policy
 */
export function snapshotsToExpire(
  metadata: TableMetadataJson,
  options: ExpireSnapshotsOptions,
  nowMs: number,
): { snapshotIds: Set<bigint>; refs: string[] } {
  if (
    options.retainLast !== undefined &&
    (!Number.isInteger(options.retainLast) || options.retainLast < 1)
  ) {
    throw new ValidationError(
      `retainLast must be a whole number above 0, got ${options.retainLast}.`,
    );
  }
  if (
    options.olderThanMs !== undefined &&
    !Number.isFinite(options.olderThanMs)
  ) {
    throw new ValidationError(
      `olderThanMs must be a time in milliseconds since the epoch, got ${options.olderThanMs}.`,
    );
  }
  const named = new Set((options.snapshotIds ?? []).map(parseSnapshotId));
  const byAge =
    options.snapshotIds === undefined ||
    options.olderThanMs !== undefined ||
    options.retainLast !== undefined;
  const refs = byAge ? expiredRefs(metadata, nowMs) : [];
  const remaining = Object.entries(metadata.refs).filter(
    ([name]) => !refs.includes(name),
  );
  const snapshotIds = byAge
    ? expiredByAge(metadata, remaining, options, nowMs)
    : new Set<bigint>();
  for (const id of named) {
    requireSnapshot(metadata, id);
    const holder = remaining.find(([, ref]) => ref['snapshot-id'] === id);
    if (holder)
      throw new ValidationError(
        `Snapshot ${id} cannot expire: the ${holder[1].type} '${holder[0]}' points to it.`,
      );
    snapshotIds.add(id);
  }
  return { snapshotIds, refs };
}

function expiredRefs(metadata: TableMetadataJson, nowMs: number): string[] {
  const byDefault = propertyOf(metadata, 'history.expire.max-ref-age-ms');
  return Object.entries(metadata.refs).flatMap(([name, ref]) => {
    if (name === MAIN_BRANCH) return [];
    const maxAge = ref['max-ref-age-ms'] ?? byDefault;
    if (maxAge === undefined) return [];
    try {
      return nowMs -
        requireSnapshot(metadata, ref['snapshot-id'])['timestamp-ms'] >
        maxAge
        ? [name]
        : [];
    } catch (error) {
      // A reference to nothing is of no use to anyone.
      if (error instanceof NoSuchSnapshotError) return [name];
      throw error;
    }
  });
}

function expiredByAge(
  metadata: TableMetadataJson,
  refs: Array<[string, RefJson]>,
  options: ExpireSnapshotsOptions,
  nowMs: number,
): Set<bigint> {
  const maxAge =
    propertyOf(metadata, 'history.expire.max-snapshot-age-ms') ??
    DEFAULT_MAX_AGE_MS;
  const olderThan = options.olderThanMs ?? nowMs - maxAge;
  const minToKeep =
    options.retainLast ??
    propertyOf(metadata, 'history.expire.min-snapshots-to-keep') ??
    DEFAULT_MIN_TO_KEEP;
  const kept = new Set<bigint>();
  const referenced = new Set<bigint>();
  for (const [, ref] of refs) {
    if (ref.type === 'tag') {
      kept.add(ref['snapshot-id']);
      referenced.add(ref['snapshot-id']);
      continue;
    }
    const least = Math.max(
      ref['min-snapshots-to-keep'] ?? 0,
      ref['min-snapshots-to-keep'] === undefined ? minToKeep : 0,
      1,
    );
    const limit =
      ref['max-snapshot-age-ms'] === undefined
        ? olderThan
        : nowMs - ref['max-snapshot-age-ms'];
    const line = lineage(metadata, ref['snapshot-id']);
    for (const snapshot of line) referenced.add(snapshot['snapshot-id']);
    for (const [index, snapshot] of line.entries()) {
      if (index >= least && snapshot['timestamp-ms'] < limit) break;
      kept.add(snapshot['snapshot-id']);
    }
  }
  const expired = metadata.snapshots.filter(snapshot => {
    const id = snapshot['snapshot-id'];
    if (kept.has(id)) return false;
    // What no branch leads to any more only goes by its age.
    return referenced.has(id) || snapshot['timestamp-ms'] < olderThan;
  });
  return new Set(expired.map(snapshot => snapshot['snapshot-id']));
}

/**
 * A property of retention, any long: the largest is how people say never.
 *
 * @throws ValidationError for one that can't be read, as Java does: a default would end history that somebody wants.
 */
function propertyOf(
  metadata: TableMetadataJson,
  key: string,
): number | undefined {
  const text = metadata.properties[key];
  if (text === undefined) return undefined;
  if (!/^\d{1,19}$/.test(text.trim()))
    throw new ValidationError(
      `Nothing expires: the table property ${key} is ${JSON.stringify(
        text.slice(0, 40),
      )}, which is no whole number.`,
    );
  return Number(text);
}
