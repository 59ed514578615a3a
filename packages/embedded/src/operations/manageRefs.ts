import type { TableIdentifier } from '../catalog/TableIdentifier';
import { commitTimestamp } from '../commit/commitTable';
import type { LakehouseContext } from '../commit/LakehouseContext';
import { withBranchHead } from '../commit/withBranchHead';
import {
  AlreadyExistsError,
  NoSuchRefError,
  NoSuchSnapshotError,
  ValidationError,
} from '../errors';
import {
  branchHead,
  lineage,
  MAIN_BRANCH,
  parseSnapshotId,
  requireSnapshot,
} from '../metadata/metadataParts';
import type { RefJson, TableMetadataJson } from '../metadata/TableMetadataJson';
import type { CommitResult } from './CommitResult';
import { commitMetadata } from './evolveTable';
import type { BranchOptions, TagOptions } from './RefOptions';

/** @throws AlreadyExistsError, NoSuchSnapshotError, ValidationError */
export function createBranch(
  context: LakehouseContext,
  table: TableIdentifier,
  name: string,
  options: BranchOptions = {},
): Promise<CommitResult> {
  const retention = {
    ...retentionOf(
      'minSnapshotsToKeep',
      'min-snapshots-to-keep',
      options.minSnapshotsToKeep,
    ),
    ...retentionOf(
      'maxSnapshotAgeMs',
      'max-snapshot-age-ms',
      options.maxSnapshotAgeMs,
    ),
    ...retentionOf('maxRefAgeMs', 'max-ref-age-ms', options.maxRefAgeMs),
  };
  return createRef(
    context,
    table,
    name,
    { type: 'branch', ...retention },
    options.snapshotId,
  );
}

/** @throws AlreadyExistsError, NoSuchSnapshotError, ValidationError */
export function createTag(
  context: LakehouseContext,
  table: TableIdentifier,
  name: string,
  options: TagOptions = {},
): Promise<CommitResult> {
  return createRef(
    context,
    table,
    name,
    {
      type: 'tag',
      ...retentionOf('maxRefAgeMs', 'max-ref-age-ms', options.maxRefAgeMs),
    },
    options.snapshotId,
  );
}

/** @throws NoSuchRefError, ValidationError for `main`. */
export function dropRef(
  context: LakehouseContext,
  table: TableIdentifier,
  name: string,
): Promise<CommitResult> {
  return commitMetadata(context, table, metadata => {
    if (name === MAIN_BRANCH)
      throw new ValidationError(`The branch 'main' cannot be dropped.`);
    requireRef(metadata, name);
    return {
      ...metadata,
      refs: Object.fromEntries(
        Object.entries(metadata.refs).filter(([other]) => other !== name),
      ),
    };
  });
}

/** @throws NoSuchRefError, ValidationError when `to` does not follow the branch. */
export function fastForward(
  context: LakehouseContext,
  table: TableIdentifier,
  branch: string,
  to: string,
): Promise<CommitResult> {
  return commitMetadata(context, table, metadata => {
    const target = requireRef(metadata, to)['snapshot-id'];
    const head = branchHead(metadata, branch)?.['snapshot-id'];
    if (head === target) return undefined;
    if (
      head !== undefined &&
      !lineage(metadata, target).some(
        snapshot => snapshot['snapshot-id'] === head,
      )
    ) {
      throw new ValidationError(
        `'${branch}' cannot be fast-forwarded to '${to}': it has commits of its own.`,
      );
    }
    return withBranchHead(
      metadata,
      branch,
      target,
      commitTimestamp(context, metadata),
    );
  });
}

/** @throws NoSuchSnapshotError, NoSuchRefError, ValidationError when the snapshot is no ancestor. */
export function rollback(
  context: LakehouseContext,
  table: TableIdentifier,
  snapshotId: string,
  options: { branch?: string } = {},
): Promise<CommitResult> {
  const wanted = parseSnapshotId(snapshotId);
  const branch = options.branch ?? MAIN_BRANCH;
  return commitMetadata(context, table, metadata => {
    requireSnapshot(metadata, wanted);
    const head = branchHead(metadata, branch)?.['snapshot-id'];
    if (head === wanted) return undefined;
    if (
      !lineage(metadata, head).some(
        snapshot => snapshot['snapshot-id'] === wanted,
      )
    ) {
      throw new ValidationError(
        `Snapshot ${wanted} is not an ancestor of '${branch}', so the branch cannot be rolled back to it.`,
      );
    }
    return withBranchHead(
      metadata,
      branch,
      wanted,
      commitTimestamp(context, metadata),
    );
  });
}

function createRef(
  context: LakehouseContext,
  table: TableIdentifier,
  name: string,
  ref: Omit<RefJson, 'snapshot-id'>,
  snapshotId: string | undefined,
): Promise<CommitResult> {
  if (
    name.trim() === '' ||
    name !== name.trim() ||
    /[\u0000-\u001f]/.test(name)
  )
    throw new ValidationError(
      `${JSON.stringify(name)} is not a name for a branch or tag.`,
    );
  const wanted =
    snapshotId === undefined ? undefined : parseSnapshotId(snapshotId);
  return commitMetadata(context, table, metadata => {
    if (Object.hasOwn(metadata.refs, name))
      throw new AlreadyExistsError(
        `There is a ${metadata.refs[name].type} '${name}' already.`,
      );
    const target = wanted ?? metadata['current-snapshot-id'];
    if (target === undefined)
      throw new NoSuchSnapshotError(
        `The table has no snapshot yet that '${name}' could name.`,
      );
    requireSnapshot(metadata, target);
    return {
      ...metadata,
      refs: { ...metadata.refs, [name]: { ...ref, 'snapshot-id': target } },
    };
  });
}

function requireRef(metadata: TableMetadataJson, name: string): RefJson {
  if (!Object.hasOwn(metadata.refs, name)) {
    throw new NoSuchRefError(
      `The table has no branch or tag '${name}'. It has ${
        Object.keys(metadata.refs).join(', ') || 'none'
      }.`,
    );
  }
  return metadata.refs[name];
}

function retentionOf(
  option: string,
  key: string,
  value: number | undefined,
): Record<string, number> {
  if (value === undefined) return {};
  if (!Number.isSafeInteger(value) || value < 1)
    throw new ValidationError(
      `${option} must be a whole number above 0, got ${value}.`,
    );
  return { [key]: value };
}
