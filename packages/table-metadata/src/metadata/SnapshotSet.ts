import type { Snapshot } from '../model';

/** Snapshots that were read, each id once, in the order of the file. */
export interface SnapshotSet {
  readonly length: number;
  /** Place in the list, or -1. */
  find(id: string | undefined): number;
  idAt(place: number): string;
  /** Place of the parent; -1 when there is none, or it is not there. */
  parentPlace(place: number): number;
  /** @param formatVersion - Sequence numbers do not exist in version 1. */
  toArray(formatVersion: number): Snapshot[];
}
