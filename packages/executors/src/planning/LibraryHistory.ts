import type {
  ManifestFile,
  Snapshot,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';

type AddedBy = Pick<ManifestFile, 'addedSnapshotId'>;

/** Which snapshots led to the current one, and which of all stay, as Iceberg's library looks at them: see `readLibraryExpiry`. @public */
export class LibraryHistory {
  readonly #kept: ReadonlySet<string>;
  readonly #gone: ReadonlySet<string>;
  readonly #ancestors: ReadonlySet<string>;
  /** Snapshots whose changes were made again by an ancestor. */
  readonly #sources: ReadonlySet<string>;

  constructor(metadata: TableMetadata, gone: ReadonlySet<string>) {
    this.#gone = gone;
    this.#kept = new Set(
      metadata.snapshots
        .map(({ snapshotId }) => snapshotId)
        .filter(id => !gone.has(id)),
    );
    this.#ancestors = ancestorsOf(metadata);
    this.#sources = new Set(
      metadata.snapshots
        .filter(({ snapshotId }) => this.#ancestors.has(snapshotId))
        .flatMap(({ summary }) => summary['source-snapshot-id'] ?? []),
    );
  }

  stays(snapshotId: string): boolean {
    return this.#kept.has(snapshotId);
  }

  /** Its changes are in the table by another snapshot: nothing of it is touched. */
  isPicked({ snapshotId, summary }: Snapshot): boolean {
    const source = summary['source-snapshot-id'];
    return (
      this.#sources.has(snapshotId) ||
      (source !== undefined &&
        (this.#ancestors.has(source) || this.#sources.has(source)))
    );
  }

  /** A manifest that stays, of a snapshot that does not. */
  removedBefore({ addedSnapshotId }: AddedBy): boolean {
    const id = String(addedSnapshotId);
    return (
      !this.#kept.has(id) && (this.#ancestors.has(id) || this.#sources.has(id))
    );
  }

  isAncestor({ addedSnapshotId }: AddedBy): boolean {
    return this.#ancestors.has(String(addedSnapshotId));
  }

  /** Of a snapshot that was rolled back: what it added goes. */
  isReverted({ addedSnapshotId }: AddedBy): boolean {
    const id = String(addedSnapshotId);
    return !this.#ancestors.has(id) && this.#gone.has(id);
  }
}

/** Ids of the current snapshot and those that led to it, decimal. */
export function ancestorsOf({
  snapshots,
  currentSnapshotId,
}: Pick<TableMetadata, 'snapshots' | 'currentSnapshotId'>): Set<string> {
  const parents = new Map(
    snapshots.map(({ snapshotId, parentSnapshotId }) => [
      snapshotId,
      parentSnapshotId,
    ]),
  );
  const ancestors = new Set<string>();
  let id = currentSnapshotId;
  while (id !== undefined && parents.has(id) && !ancestors.has(id)) {
    ancestors.add(id);
    id = parents.get(id);
  }
  return ancestors;
}
