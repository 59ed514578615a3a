import { compareCounts } from '../statistics/compareCounts';
import type { ManifestEntry, ManifestFile, ReadWarning } from '../model';

/** Counts the entries of manifests while they are visited, to be compared with what the manifest list says of them. */
export class EntryCounts {
  readonly #counts = new Map<string, Record<ManifestEntry['status'], number>>();

  add({ status }: ManifestEntry, { manifestPath }: ManifestFile): void {
    let counts = this.#counts.get(manifestPath);
    if (!counts) {
      counts = { existing: 0, added: 0, deleted: 0 };
      this.#counts.set(manifestPath, counts);
    }
    counts[status]++;
  }

  /**
   * @param unread - What was said of manifests that could not be read, or not to their end.
   * @returns A warning for each other one that differs, and whether live files are missing.
   */
  compare(
    manifests: readonly ManifestFile[],
    unread: readonly ReadWarning[],
  ): { warnings: ReadWarning[]; isMissingFiles: boolean } {
    const skipped = new Set(unread.map(({ location }) => location));
    const warnings: ReadWarning[] = [];
    let isMissingFiles = false;
    for (const manifest of manifests) {
      const { manifestPath } = manifest;
      if (skipped.has(manifestPath)) continue;
      const entries = this.#counts.get(manifestPath) ?? {
        existing: 0,
        added: 0,
        deleted: 0,
      };
      const found = compareCounts({ entries }, manifest);
      if (found.warning) warnings.push(found.warning);
      isMissingFiles ||= found.isMissingFiles;
    }
    return { warnings, isMissingFiles };
  }
}
