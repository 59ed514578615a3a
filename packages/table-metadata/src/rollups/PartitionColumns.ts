import { LimitExceededError } from '../errors';
import type { PartitionValue } from '../model';
import { ExactSums } from './ExactSums';
import type { RollupPartitions } from './ManifestRollup';

/** Characters of the key of a partition. Engines make folders of partitions, whose names end at 255 or 1,024 bytes. */
const MAX_KEY_CHARACTERS = 65_536;

/** Adds up the files of one manifest by partition. */
export class PartitionColumns {
  readonly #places = new Map<string, number>();
  readonly #keys: string[] = [];
  readonly #tuples: PartitionValue[][] = [];
  #capacity = 0;
  #dataFiles = new Uint32Array(0);
  readonly #dataBytes = new ExactSums();
  readonly #dataRecords = new ExactSums();
  #hasDeletes = false;
  #positionDeleteFiles = new Uint32Array(0);
  #equalityDeleteFiles = new Uint32Array(0);
  #deletionVectors = new Uint32Array(0);
  readonly #deleteRecords = new ExactSums();

  /**
   * The place of a partition; a new one is made.
   * @throws LimitExceededError for one whose values are longer than those of any table: they are kept, and shown.
   */
  placeOf(key: string, tuple: PartitionValue[]): number {
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    if (key.length > MAX_KEY_CHARACTERS)
      throw new LimitExceededError(
        `The values of a partition have ${key.length} characters, more than the ${MAX_KEY_CHARACTERS} that are read`,
      );
    const place = this.#keys.length;
    this.#places.set(key, place);
    this.#keys.push(key);
    this.#tuples.push(tuple);
    if (place >= this.#capacity) this.#resize(Math.max(16, this.#capacity * 2));
    return place;
  }

  addDataFile(place: number, sizeBytes: number, recordCount: number): void {
    this.#dataFiles[place]++;
    this.#dataBytes.add(place, sizeBytes);
    this.#dataRecords.add(place, recordCount);
  }

  /** As {@link PartitionColumns.addDataFile}, beyond 2^53. */
  addHugeFile(place: number, sizeBytes: bigint, recordCount: bigint): void {
    this.#dataFiles[place]++;
    this.#dataBytes.addBig(place, sizeBytes);
    this.#dataRecords.addBig(place, recordCount);
  }

  addDelete(
    place: number,
    kind: 'vector' | 'position-deletes' | 'equality-deletes',
    records: bigint,
  ): void {
    this.#hasDeletes = true;
    if (kind === 'vector') this.#deletionVectors[place]++;
    else if (kind === 'position-deletes') this.#positionDeleteFiles[place]++;
    else this.#equalityDeleteFiles[place]++;
    this.#deleteRecords.addBig(place, records);
  }

  toRollup(): RollupPartitions {
    this.#resize(this.#keys.length);
    return {
      keys: this.#keys,
      tuples: this.#tuples,
      dataFiles: this.#dataFiles,
      dataBytes: this.#dataBytes.toParts(),
      dataRecords: this.#dataRecords.toParts(),
      ...(this.#hasDeletes
        ? {
            deletes: {
              positionDeleteFiles: this.#positionDeleteFiles,
              equalityDeleteFiles: this.#equalityDeleteFiles,
              deletionVectors: this.#deletionVectors,
              records: this.#deleteRecords.toParts(),
            },
          }
        : {}),
    };
  }

  #resize(capacity: number): void {
    this.#capacity = capacity;
    this.#dataFiles = resized(this.#dataFiles, capacity);
    this.#positionDeleteFiles = resized(this.#positionDeleteFiles, capacity);
    this.#equalityDeleteFiles = resized(this.#equalityDeleteFiles, capacity);
    this.#deletionVectors = resized(this.#deletionVectors, capacity);
    this.#dataBytes.resize(capacity);
    this.#dataRecords.resize(capacity);
    this.#deleteRecords.resize(capacity);
  }
}

function resized(array: Uint32Array, length: number): Uint32Array<ArrayBuffer> {
  const result = new Uint32Array(length);
  result.set(array.subarray(0, Math.min(array.length, length)));
  return result;
}
