import type { ManifestFile } from '../model';
import type { ManifestScope } from '../rollups/ManifestScope';
import type { RollUpOptions } from '../rollups/rollUpManifests';
import { ROLLUP_VERSION } from '../rollups/serializeRollup';
import type { KeptTotals } from '../rollups/TotalsCache';
import type { SnapshotTally, TallyOptions } from './SnapshotTally';

/** Fewer manifests are added up anew in no time: it isn't worth the memory. */
const MIN_MANIFESTS = 8;

/**
 * A tally of the first manifests of a snapshot, kept for its next snapshots. A commit that only appends leaves what was
 * added up as it is: the manifests of the snapshot before, in the same order, are the first of the new one. A tally is
 * gone on with only if that is so to the last manifest, and if nothing was wrong with any of them.
 */
export class KeptTally implements KeptTotals {
  constructor(
    readonly tally: SnapshotTally,
    readonly manifests: string[],
    readonly rollupKeys: string[],
  ) {}

  get sizeBytes(): number {
    return (
      this.tally.sizeBytes +
      this.rollupKeys.length * 112 +
      this.manifests.reduce((sum, text) => sum + text.length * 2, 0)
    );
  }
}

/** The place for the tally of one table in a cache. */
export class TallySlot {
  readonly #cache: NonNullable<RollUpOptions['cache']>['totals'];
  readonly #name: string;

  /** @param location - Of the table. */
  constructor(
    { cache, cacheNamespace = '' }: RollUpOptions,
    location: string,
    scope: ManifestScope,
    options: TallyOptions,
  ) {
    this.#cache = cache?.totals;
    this.#name = this.#cache
      ? JSON.stringify([
          ROLLUP_VERSION,
          cacheNamespace,
          location,
          scope,
          options,
        ])
      : '';
  }

  /** A tally of the first of these manifests. */
  take(manifests: ManifestFile[]): KeptTally | undefined {
    const kept = this.#cache?.take(this.#name);
    if (!(kept instanceof KeptTally)) return undefined;
    if (kept.manifests.length > manifests.length) return undefined;
    return kept.manifests.every(
      (text, index) => text === identityOf(manifests[index]),
    )
      ? kept
      : undefined;
  }

  /** Keeps a tally. @param kept - Of the manifests before, which the tally was gone on from. */
  keep(
    tally: SnapshotTally,
    manifests: ManifestFile[],
    rollupKeys: string[],
    kept: KeptTally | undefined,
  ): void {
    if (!this.#cache || manifests.length < MIN_MANIFESTS) return;
    const added = manifests.slice(kept?.manifests.length ?? 0);
    this.#cache.keep(
      this.#name,
      new KeptTally(
        tally,
        [...(kept?.manifests ?? []), ...added.map(identityOf)],
        [...(kept?.rollupKeys ?? []), ...rollupKeys],
      ),
    );
  }
}

/** All of a list's entry that its rollup, or what is said of it, depends on. */
function identityOf(manifest: ManifestFile): string {
  return [
    manifest.manifestPath,
    manifest.manifestLength,
    manifest.content,
    manifest.partitionSpecId,
    manifest.sequenceNumber,
    manifest.addedSnapshotId,
    manifest.addedFilesCount,
    manifest.existingFilesCount,
    manifest.deletedFilesCount,
  ].join('\n');
}
