import { isDeletionVector, partitionKey } from '../manifests';
import type { ManifestEntry, PartitionSpec } from '../model';
import { referencedDataFile } from './referencedDataFile';
import { bySequenceNumber, firstFrom } from './sequenceNumbers';
import { unpartitionedSpecIds } from './unpartitionedSpecIds';

interface Indexed<T> {
  sequenceNumber: bigint;
  item: T;
}

/**
 * Finds the delete files that apply to a data file.
 *
 * - A deletion vector applies to the data file that it names, and replaces position deletes there.
 * - Position deletes apply to data files of the same partition and spec, or to the one file that they name, when the
 *   data is not newer than the deletes (data sequence number less or equal).
 * - Equality deletes apply to strictly older data: of the same partition and spec, or of the whole table when they were
 *   written with an unpartitioned spec.
 *
 * @see https://iceberg.apache.org/spec/#scan-planning
 */
export class DeleteIndex<T> {
  readonly #unpartitionedSpecs: Set<number>;
  readonly #vectors = new Map<string, Indexed<T>>();
  readonly #positionsByPath = new Map<string, Array<Indexed<T>>>();
  readonly #positionsByPartition = new Map<string, Array<Indexed<T>>>();
  readonly #equalityByPartition = new Map<string, Array<Indexed<T>>>();
  readonly #globalEquality: Array<Indexed<T>> = [];
  #isSorted = true;

  constructor(specs: PartitionSpec[]) {
    this.#unpartitionedSpecs = unpartitionedSpecIds(specs);
  }

  /** Adds a live delete file. Bounds are needed to tell position deletes of one data file. */
  add(entry: ManifestEntry, item: T): void {
    const { file } = entry;
    const indexed = { sequenceNumber: entry.sequenceNumber ?? 0n, item };
    this.#isSorted = false;
    if (file.content === 'equality-deletes') {
      if (this.#unpartitionedSpecs.has(file.specId))
        this.#globalEquality.push(indexed);
      else
        push(
          this.#equalityByPartition,
          partitionKey(file.specId, file.partition),
          indexed,
        );
      return;
    }
    const path = referencedDataFile(file);
    if (path !== undefined && isDeletionVector(file)) {
      const known = this.#vectors.get(path);
      // There may be one at most; should a writer have left two, the newer one holds everything.
      if (!known || known.sequenceNumber <= indexed.sequenceNumber)
        this.#vectors.set(path, indexed);
    } else if (path !== undefined) push(this.#positionsByPath, path, indexed);
    else
      push(
        this.#positionsByPartition,
        partitionKey(file.specId, file.partition),
        indexed,
      );
  }

  /** The delete files that apply to a data file. */
  deletesFor(entry: ManifestEntry): T[] {
    return this.#matching(entry).flatMap(({ list, from }) =>
      list.slice(from).map(({ item }) => item),
    );
  }

  #matching({
    file,
    sequenceNumber = 0n,
  }: ManifestEntry): Array<{ list: Array<Indexed<T>>; from: number }> {
    this.#sort();
    const result: Array<{ list: Array<Indexed<T>>; from: number }> = [];
    const collect = (
      list: Array<Indexed<T>> | undefined,
      least: bigint,
    ): void => {
      if (list && list.length > 0)
        result.push({ list, from: firstFrom(list, least) });
    };
    const hasPartitioned =
      this.#equalityByPartition.size > 0 || this.#positionsByPartition.size > 0;
    const key = hasPartitioned ? partitionKey(file.specId, file.partition) : '';
    collect(this.#globalEquality, sequenceNumber + 1n);
    collect(this.#equalityByPartition.get(key), sequenceNumber + 1n);
    const vector = this.#vectors.get(file.filePath);
    if (vector && vector.sequenceNumber >= sequenceNumber) {
      collect([vector], sequenceNumber);
    } else {
      collect(this.#positionsByPartition.get(key), sequenceNumber);
      collect(this.#positionsByPath.get(file.filePath), sequenceNumber);
    }
    return result;
  }

  #sort(): void {
    if (this.#isSorted) return;
    this.#isSorted = true;
    const maps = [
      this.#positionsByPath,
      this.#positionsByPartition,
      this.#equalityByPartition,
    ];
    for (const list of [
      this.#globalEquality,
      ...maps.flatMap(map => [...map.values()]),
    ])
      list.sort(bySequenceNumber);
  }
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}
