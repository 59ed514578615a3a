import type {
  ContentFile,
  ManifestEntry,
  ManifestFile,
} from '@lakehouse-portal/table-metadata';
import { UnsupportedOperationError } from '../errors';
import {
  branchHead,
  MAIN_BRANCH,
  partitionSpec,
  schemasByRelevance,
} from '../metadata/metadataParts';
import type {
  SnapshotJson,
  TableMetadataJson,
} from '../metadata/TableMetadataJson';
import { writeManifest } from '../manifest/writeManifest';
import { writeManifestList } from '../manifest/writeManifestList';
import { typedPartitionFields } from '../partitioning/createPartitionSpec';
import { deleteFiles } from '../storage/deleteFiles';
import { commitTimestamp, type ProposedChange } from './commitTable';
import type { LakehouseContext } from './LakehouseContext';
import { mergeManifests } from './mergeManifests';
import { removeFromManifests } from './removeFromManifests';
import type { SnapshotChange } from './SnapshotChange';
import { snapshotSummary } from './snapshotSummary';
import { manifestsOf } from './tableFiles';
import { withBranchHead } from './withBranchHead';
import { metadataFolderLocation } from './tablePaths';
import type { TableState } from './TableState';

/**
 * Writes the manifests and manifest list of one new snapshot, for as many tries as the commit takes.
 * Manifests of added files do not depend on the base, so they are written once.
 */
export class SnapshotWriter {
  readonly snapshotId: bigint;
  readonly #context: LakehouseContext;
  readonly #branch: string;
  readonly #commitId: string;
  #manifestCount = 0;
  #tries = 0;
  /** Manifests of added files, by what they were made from. */
  readonly #added = new Map<string, ManifestFile>();
  readonly #written = new Set<string>();
  /** What the newest try refers to. */
  #used = new Set<string>();

  constructor(context: LakehouseContext, branch: string = MAIN_BRANCH) {
    this.#context = context;
    this.#branch = branch;
    this.#commitId = context.newUuid();
    this.snapshotId = newSnapshotId(context.newUuid());
  }

  /**
   * Computes the metadata with the new snapshot on the branch.
   *
   * @throws CommitConflictError when a file to be removed is no longer live, NoSuchRefError, UnsupportedOperationError.
   */
  async propose(
    base: TableState,
    change: SnapshotChange,
  ): Promise<ProposedChange> {
    const { json } = base;
    const parent = branchHead(json, this.#branch);
    const inherited = await manifestsOf(this.#context, base, parent);
    const kept = await removeFromManifests(
      this.#context,
      base,
      inherited,
      change,
      {
        snapshotId: this.snapshotId,
        write: this.#manifestWriter(base),
      },
    );
    const added = await this.#addedManifests(base, change);
    const merged = await mergeManifests(this.#context, base, {
      manifests: [...added, ...kept.manifests],
      write: this.#manifestWriter(base),
    });
    const summary = snapshotSummary(
      change.operation,
      {
        added: [...(change.addedData ?? []), ...(change.addedDeletes ?? [])],
        removed: kept.removed,
      },
      parent ? parent.summary ?? {} : undefined,
      change.summary ?? {},
    );
    return this.#finish(base, parent, merged.manifests, summary, [
      ...kept.discardable,
      ...merged.discardable,
    ]);
  }

  /** Computes the metadata with a snapshot that lists just these manifests (they were rewritten). */
  async proposeManifests(
    base: TableState,
    manifests: ManifestFile[],
    discardable: string[],
    summary: Record<string, string>,
  ): Promise<ProposedChange> {
    const parent = branchHead(base.json, this.#branch);
    const full = snapshotSummary(
      'replace',
      { added: [], removed: [] },
      parent?.summary ?? {},
      summary,
    );
    return this.#finish(base, parent, manifests, full, discardable);
  }

  /** Writes a manifest of this commit. */
  async writeManifest(
    base: TableState,
    specId: number,
    content: 'data' | 'deletes',
    entries: ManifestEntry[],
  ): Promise<ManifestFile> {
    const { json } = base;
    const schemas = schemasByRelevance(json);
    const spec = partitionSpec(json, specId);
    const location = `${metadataFolderLocation(json)}/${this.#commitId}-m${
      this.#manifestCount
    }.avro`;
    this.#manifestCount += 1;
    this.#written.add(location);
    return writeManifest({
      location,
      formatVersion: json['format-version'],
      content,
      schema: schemas[0],
      spec,
      partitionFields: typedPartitionFields(schemas, spec),
      snapshotId: this.snapshotId,
      entries,
      durable: this.#context.durable,
    });
  }

  /** Removes, after the commit, what was written on the way: manifests that were merged, or belong to earlier tries. */
  async removeUnused(): Promise<void> {
    await deleteFiles(
      this.#context.roots,
      [...this.#written].filter(location => !this.#used.has(location)),
    );
  }

  /** Removes what was written for a commit that did not come about. */
  async discard(): Promise<void> {
    await deleteFiles(this.#context.roots, this.#written);
  }

  #manifestWriter(base: TableState) {
    return (
      specId: number,
      content: 'data' | 'deletes',
      entries: ManifestEntry[],
    ) => this.writeManifest(base, specId, content, entries);
  }

  async #addedManifests(
    base: TableState,
    change: SnapshotChange,
  ): Promise<ManifestFile[]> {
    const manifests: ManifestFile[] = [];
    for (const [content, files] of [
      ['data', change.addedData ?? []],
      ['deletes', change.addedDeletes ?? []],
    ] as const) {
      if (content === 'deletes' && files.length > 0)
        requireDeletesAllowed(base.json);
      for (const [specId, ofSpec] of groupBy(files, file => file.specId)) {
        const key = `${base.json['format-version']} ${content} ${specId} ${
          change.dataSequenceNumber ?? ''
        } ${ofSpec.map(file => file.filePath).join(' ')}`;
        let manifest = this.#added.get(key);
        if (!manifest) {
          const dataSequenceNumber =
            content === 'data' && base.json['format-version'] >= 2
              ? change.dataSequenceNumber
              : undefined;
          const entries = ofSpec.map(file =>
            this.#addedEntry(file, dataSequenceNumber),
          );
          manifest = await this.writeManifest(base, specId, content, entries);
          this.#added.set(key, manifest);
        }
        manifests.push(manifest);
      }
    }
    return manifests;
  }

  #addedEntry(
    file: ContentFile,
    sequenceNumber: bigint | undefined,
  ): ManifestEntry {
    return {
      status: 'added',
      snapshotId: this.snapshotId,
      sequenceNumber,
      file,
    };
  }

  async #finish(
    base: TableState,
    parent: SnapshotJson | undefined,
    manifests: ManifestFile[],
    summary: Record<string, string>,
    discardable: string[],
  ): Promise<ProposedChange> {
    const { json } = base;
    const formatVersion = json['format-version'];
    this.#tries += 1;
    const location = `${metadataFolderLocation(json)}/snap-${this.snapshotId}-${
      this.#tries
    }-${this.#commitId}.avro`;
    const sequenceNumber =
      formatVersion >= 2 ? (json['last-sequence-number'] ?? 0n) + 1n : 0n;
    const nextRowId = json['next-row-id'] ?? 0n;
    this.#written.add(location);
    const list = await writeManifestList({
      location,
      formatVersion,
      snapshotId: this.snapshotId,
      parentSnapshotId: parent?.['snapshot-id'],
      sequenceNumber,
      nextRowId,
      manifests,
      durable: this.#context.durable,
    });
    this.#used = new Set([
      location,
      ...list.manifests.map(manifest => manifest.manifestPath),
    ]);
    this.#context.caches.manifestLists.set(location, list.manifests);
    const timestampMs = commitTimestamp(this.#context, json);
    const snapshot: SnapshotJson = {
      'snapshot-id': this.snapshotId,
      ...(parent ? { 'parent-snapshot-id': parent['snapshot-id'] } : {}),
      ...(formatVersion >= 2 ? { 'sequence-number': sequenceNumber } : {}),
      'timestamp-ms': timestampMs,
      summary,
      'manifest-list': location,
      'schema-id': json['current-schema-id'],
      ...(formatVersion >= 3
        ? { 'first-row-id': nextRowId, 'added-rows': list.assignedRows }
        : {}),
    };
    const metadata: TableMetadataJson = {
      ...json,
      ...(formatVersion >= 2 ? { 'last-sequence-number': sequenceNumber } : {}),
      ...(formatVersion >= 3
        ? { 'next-row-id': nextRowId + list.assignedRows }
        : {}),
      snapshots: [...json.snapshots, snapshot],
    };
    return {
      metadata: withBranchHead(
        metadata,
        this.#branch,
        this.snapshotId,
        timestampMs,
      ),
      discardable: [location, ...discardable],
    };
  }
}

function requireDeletesAllowed(metadata: TableMetadataJson): void {
  if (metadata['format-version'] === 2) return;
  throw new UnsupportedOperationError(
    metadata['format-version'] === 1
      ? 'Format version 1 has no delete files. Delete with copy-on-write, or upgrade the table to version 2.'
      : 'Format version 3 asks for deletion vectors, which this engine does not write. Delete with copy-on-write.',
  );
}

function groupBy<T, K>(
  items: readonly T[],
  keyOf: (item: T) => K,
): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** A positive 64-bit id out of a random UUID, as Java makes it. */
function newSnapshotId(uuid: string): bigint {
  const bits = BigInt(`0x${uuid.replaceAll('-', '')}`);
  const id = ((bits >> 64n) ^ bits) & 0x7fff_ffff_ffff_ffffn;
  return id === 0n ? 1n : id;
}
