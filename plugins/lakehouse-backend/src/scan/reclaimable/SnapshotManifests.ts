import type { ManifestFile } from '@lakehouse-portal/table-metadata';

/** Of a manifest list, what finding reclaimable bytes needs. */
export type ListedManifest = Pick<
  ManifestFile,
  | 'manifestPath'
  | 'manifestLength'
  | 'partitionSpecId'
  | 'content'
  | 'sequenceNumber'
  | 'minSequenceNumber'
  | 'addedSnapshotId'
  | 'addedFilesCount'
  | 'existingFilesCount'
>;

/** {@link SnapshotManifests} as plain data, to be kept. */
export interface SnapshotManifestsParts {
  manifests: ListedManifest[];
  /** By location of a manifest list: places in `manifests`. */
  lists: Map<string, Uint32Array>;
  /** Bytes of the manifest lists that are files. */
  sizes: Map<string, number>;
}

/** Which manifests each of many manifest lists names. Neighbours share most of theirs, so each is held once. */
export class SnapshotManifests {
  readonly #manifests: ListedManifest[] = [];
  readonly #places = new Map<string, number>();
  readonly #lists = new Map<string, Uint32Array>();
  readonly #sizes = new Map<string, number>();
  #references = 0;

  /** @param lists - Of what was kept, only these lists are wanted. */
  constructor(
    parts?: SnapshotManifestsParts,
    lists: ReadonlySet<string> = new Set(),
  ) {
    for (const [list, places] of parts?.lists ?? []) {
      if (lists.has(list)) {
        this.add(
          list,
          Array.from(places, place => parts!.manifests[place]),
          parts!.sizes.get(list),
        );
      }
    }
  }

  /** Different manifests of all lists. */
  get manifestCount(): number {
    return this.#manifests.length;
  }

  /** What the lists name, all together: what they take in memory. */
  get references(): number {
    return this.#references;
  }

  has(list: string): boolean {
    return this.#lists.has(list);
  }

  /** @param sizeBytes - Absent: the list is no file of its own. */
  add(list: string, manifests: ListedManifest[], sizeBytes?: number): void {
    if (sizeBytes !== undefined) {
      this.#sizes.set(list, sizeBytes);
    }
    const places = manifests.map(manifest => this.#placeOf(manifest));
    this.#references += places.length - (this.#lists.get(list)?.length ?? 0);
    this.#lists.set(list, Uint32Array.from(places));
  }

  /** Bytes of a list; undefined for one that is no file. */
  sizeOf(list: string): number | undefined {
    return this.#sizes.get(list);
  }

  /** Manifests of these lists, each once. */
  manifestsOf(lists: Iterable<string>): ListedManifest[] {
    return this.#at(this.#placesOf(lists));
  }

  /** Manifests that only lists other than these name. */
  manifestsWithout(lists: Iterable<string>): ListedManifest[] {
    const named = this.#placesOf(lists);
    const others = this.#placesOf(this.#lists.keys());
    for (const place of named) {
      others.delete(place);
    }
    return this.#at(others);
  }

  toParts(): SnapshotManifestsParts {
    return {
      manifests: this.#manifests,
      lists: this.#lists,
      sizes: this.#sizes,
    };
  }

  #placesOf(lists: Iterable<string>): Set<number> {
    const places = new Set<number>();
    for (const list of lists) {
      for (const place of this.#lists.get(list) ?? []) {
        places.add(place);
      }
    }
    return places;
  }

  #at(places: Set<number>): ListedManifest[] {
    return Array.from(places, place => this.#manifests[place]);
  }

  #placeOf(manifest: ListedManifest): number {
    const known = this.#places.get(manifest.manifestPath);
    if (known !== undefined) {
      return known;
    }
    const place = this.#manifests.length;
    this.#manifests.push({
      manifestPath: manifest.manifestPath,
      manifestLength: manifest.manifestLength,
      partitionSpecId: manifest.partitionSpecId,
      content: manifest.content,
      sequenceNumber: manifest.sequenceNumber,
      minSequenceNumber: manifest.minSequenceNumber,
      addedSnapshotId: manifest.addedSnapshotId,
      addedFilesCount: manifest.addedFilesCount,
      existingFilesCount: manifest.existingFilesCount,
    });
    this.#places.set(manifest.manifestPath, place);
    return place;
  }
}
