import { InputError, NotFoundError } from '@backstage/errors';
import type { TableQueryRequest } from '@lakehouse-portal/plugin-lakehouse-common';
import type { TableMetadata } from '@lakehouse-portal/table-metadata';
import { withoutCurrentSnapshot } from './withoutCurrentSnapshot';

/**
 * The snapshot that a request asks for: by id, by branch or tag, or the current one.
 *
 * @throws InputError when it names both, or the table has no current snapshot; NotFoundError for one that is not there.
 */
export function resolveSnapshot(
  metadata: TableMetadata,
  request: Pick<TableQueryRequest, 'snapshotId' | 'ref'>,
): string {
  if (request.snapshotId !== undefined && request.ref !== undefined) {
    throw new InputError('Give a snapshotId or a ref, not both');
  }
  if (request.snapshotId !== undefined) {
    requireSnapshot(metadata, request.snapshotId);
    return request.snapshotId;
  }
  if (request.ref !== undefined) {
    const ref = metadata.refs.find(({ name }) => name === request.ref);
    if (!ref) {
      const names = metadata.refs
        .map(({ name }) => name)
        .slice(0, 20)
        .join(', ');
      throw new NotFoundError(
        `The table has no branch or tag "${request.ref}". It has: ${
          names || 'none'
        }`,
      );
    }
    return ref.snapshotId;
  }
  if (metadata.currentSnapshotId === undefined) {
    throw new InputError(
      metadata.snapshots.length > 0
        ? 'The metadata of this table names no current snapshot. Choose one of its snapshots, or a branch or tag'
        : `There is nothing to query. ${withoutCurrentSnapshot(metadata)}`,
    );
  }
  return metadata.currentSnapshotId;
}

/** @throws NotFoundError when the table does not have the snapshot, or not any more. */
export function requireSnapshot(
  metadata: TableMetadata,
  snapshotId: string,
): void {
  if (
    !metadata.snapshots.some(snapshot => snapshot.snapshotId === snapshotId)
  ) {
    throw new NotFoundError(
      `The table has no snapshot ${snapshotId}; it may have expired`,
    );
  }
}
