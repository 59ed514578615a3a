import {
  DamagedTableError,
  NoSuchRefError,
  NoSuchSnapshotError,
  ValidationError,
} from '../errors';
import { UNSORTED_ORDER_ID } from '../partitioning/createSortOrder';
import type {
  PartitionSpecJson,
  SchemaJson,
  SnapshotJson,
  SortOrderJson,
  TableMetadataJson,
} from './TableMetadataJson';

/** The branch that commits go to when they name none. */
export const MAIN_BRANCH = 'main';

/** @throws DamagedTableError */
export function currentSchema(metadata: TableMetadataJson): SchemaJson {
  const id = metadata['current-schema-id'];
  const schema = metadata.schemas.find(
    candidate => candidate['schema-id'] === id,
  );
  if (!schema)
    throw new DamagedTableError(
      `The table's current schema, ${id}, is not among its schemas.`,
    );
  return schema;
}

/** @throws DamagedTableError */
export function partitionSpec(
  metadata: TableMetadataJson,
  specId: number,
): PartitionSpecJson {
  const spec = metadata['partition-specs'].find(
    candidate => candidate['spec-id'] === specId,
  );
  if (!spec)
    throw new DamagedTableError(
      `Partition spec ${specId} is not among the table's specs.`,
    );
  return spec;
}

export function defaultSpec(metadata: TableMetadataJson): PartitionSpecJson {
  return partitionSpec(metadata, metadata['default-spec-id']);
}

export function defaultSortOrder(metadata: TableMetadataJson): SortOrderJson {
  const id = metadata['default-sort-order-id'];
  return (
    metadata['sort-orders'].find(order => order['order-id'] === id) ?? {
      'order-id': UNSORTED_ORDER_ID,
      fields: [],
    }
  );
}

/** The schemas to look fields up in: the current one first, then the newest. */
export function schemasByRelevance(metadata: TableMetadataJson): SchemaJson[] {
  const current = currentSchema(metadata);
  return [
    current,
    ...metadata.schemas.filter(schema => schema !== current).reverse(),
  ];
}

export function findSnapshot(
  metadata: TableMetadataJson,
  snapshotId: bigint,
): SnapshotJson | undefined {
  return metadata.snapshots.find(
    snapshot => snapshot['snapshot-id'] === snapshotId,
  );
}

/** @throws NoSuchSnapshotError */
export function requireSnapshot(
  metadata: TableMetadataJson,
  snapshotId: bigint,
): SnapshotJson {
  const snapshot = findSnapshot(metadata, snapshotId);
  if (!snapshot)
    throw new NoSuchSnapshotError(
      `The table has no snapshot ${snapshotId}; it never had, or it expired.`,
    );
  return snapshot;
}

/**
 * The newest snapshot of a branch; undefined for `main` of a table without snapshots.
 *
 * @throws NoSuchRefError, ValidationError when it is a tag.
 */
export function branchHead(
  metadata: TableMetadataJson,
  branch: string,
): SnapshotJson | undefined {
  const ref = Object.hasOwn(metadata.refs, branch)
    ? metadata.refs[branch]
    : undefined;
  if (!ref) {
    if (branch === MAIN_BRANCH) return undefined;
    throw new NoSuchRefError(
      `The table has no branch '${branch}'. It has ${
        Object.keys(metadata.refs).join(', ') || 'none'
      }.`,
    );
  }
  if (ref.type !== 'branch')
    throw new ValidationError(
      `'${branch}' is a tag, and tags do not move. Commit to a branch.`,
    );
  return requireSnapshot(metadata, ref['snapshot-id']);
}

/** A snapshot and its ancestors that are still there, newest first. */
export function lineage(
  metadata: TableMetadataJson,
  snapshotId: bigint | undefined,
): SnapshotJson[] {
  const byId = new Map(
    metadata.snapshots.map(snapshot => [snapshot['snapshot-id'], snapshot]),
  );
  const line: SnapshotJson[] = [];
  const seen = new Set<bigint>();
  let next = snapshotId;
  while (next !== undefined && !seen.has(next)) {
    seen.add(next);
    const snapshot = byId.get(next);
    if (!snapshot) break;
    line.push(snapshot);
    next = snapshot['parent-snapshot-id'];
  }
  return line;
}

/** Parses a snapshot id that a caller gave. @throws ValidationError */
export function parseSnapshotId(text: string): bigint {
  if (!/^-?\d{1,19}$/.test(text))
    throw new ValidationError(
      `'${text}' is not a snapshot id: it must be a decimal number, as text.`,
    );
  return BigInt(text);
}
