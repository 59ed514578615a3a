import type { ContentFile } from '@lakehouse-portal/table-metadata';

/**
 * What a snapshot does to a table's files.
 */
export interface SnapshotChange {
  operation: 'append' | 'overwrite' | 'delete' | 'replace';
  addedData?: ContentFile[];
  addedDeletes?: ContentFile[];
  /** Locations of data files that go, with the manifest that lists each, if known. */
  removedData?: ReadonlyMap<string, string | undefined>;
  /** Locations of delete files that go, alike. A location may hold several deletion vectors: all go. */
  removedDeletes?: ReadonlyMap<string, string | undefined>;
  /** Rewritten rows keep the age they had, so that equality deletes that came in meanwhile still apply to them. */
  dataSequenceNumber?: bigint;
  /** More entries for the summary. */
  summary?: Record<string, string>;
}
