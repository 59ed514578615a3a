import type { ManifestEntry, ManifestFile, ReadWarning } from '../model';

interface Counts {
  added: number;
  existing: number;
  deleted: number;
}

/**
 * Compares what manifests hold with what the manifest list says of them: a manifest that is sound in itself may still
 * be another one than was committed.
 */
export class ManifestCounts {
  readonly #counts = new Map<ManifestFile, Counts>();

  add({ status }: ManifestEntry, manifest: ManifestFile): void {
    let counts = this.#counts.get(manifest);
    if (!counts) {
      counts = { added: 0, existing: 0, deleted: 0 };
      this.#counts.set(manifest, counts);
    }
    counts[status]++;
  }

  /**
   * @param manifests - Those that could be read.
   * @returns A warning for each that differs, and whether live files are missing in one.
   */
  compare(manifests: ManifestFile[]): {
    warnings: ReadWarning[];
    isMissingFiles: boolean;
  } {
    const warnings: ReadWarning[] = [];
    let isMissingFiles = false;
    for (const manifest of manifests) {
      const {
        addedFilesCount: added,
        existingFilesCount: existing,
        deletedFilesCount: deleted,
      } = manifest;
      // Old writers give no counts.
      if (
        added === undefined ||
        existing === undefined ||
        deleted === undefined
      )
        continue;
      const found = this.#counts.get(manifest) ?? {
        added: 0,
        existing: 0,
        deleted: 0,
      };
      if (
        found.added === added &&
        found.existing === existing &&
        found.deleted === deleted
      )
        continue;
      isMissingFiles ||= found.added + found.existing < added + existing;
      warnings.push({
        code: 'manifest-counts-differ',
        message: `The manifest list says that a manifest has ${describe({
          added,
          existing,
          deleted,
        })}, but it has ${describe(found)}; what the manifest has is counted`,
        location: manifest.manifestPath,
      });
    }
    return { warnings, isMissingFiles };
  }
}

function describe({ added, existing, deleted }: Counts): string {
  return `${added} added, ${existing} existing and ${deleted} deleted files`;
}
