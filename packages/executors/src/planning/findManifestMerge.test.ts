import type { Snapshot, TableMetadata } from '@lakehouse-portal/table-metadata';
import { findManifestMerge } from './findManifestMerge';

type Kind = 'append' | 'merge' | 'compaction';

/** A line of snapshots 1, 2, …, as Trino 476 writes their summaries. */
function tableOf(...kinds: Kind[]): TableMetadata {
  const summaries: Record<Kind, Record<string, string>> = {
    append: { 'added-data-files': '3', trino_query_id: 'q' },
    merge: {
      'manifests-created': '1',
      'manifests-kept': '0',
      'manifests-replaced': '70',
      'entries-processed': '0',
    },
    compaction: {
      'added-data-files': '1',
      'deleted-data-files': '9',
      trino_query_id: 'q',
    },
  };
  return {
    currentSnapshotId: String(kinds.length),
    snapshots: kinds.map(
      (kind, index): Snapshot => ({
        snapshotId: String(index + 1),
        ...(index > 0 && { parentSnapshotId: String(index) }),
        timestampMs: index,
        operation: kind === 'append' ? 'append' : 'replace',
        summary: summaries[kind],
      }),
    ),
  } as TableMetadata;
}

describe('the snapshot that a merge of manifests by Trino made', () => {
  it('is found by what it did, since Trino does not name its query there', () => {
    expect(findManifestMerge(tableOf('append', 'append', 'merge'), '2')).toBe(
      '3',
    );
  });

  it('is found under commits of writers that were faster or came after', () => {
    expect(
      findManifestMerge(
        tableOf('append', 'append', 'merge', 'append', 'compaction'),
        '1',
      ),
    ).toBe('3');
  });

  it('is none of before, none of a compaction, and none where nothing was merged', () => {
    expect(
      findManifestMerge(
        tableOf('append', 'merge', 'compaction', 'append'),
        '2',
      ),
    ).toBeUndefined();
    expect(findManifestMerge(tableOf('append'), '1')).toBeUndefined();
  });

  it('is not guessed where two were made, or the table was rolled back meanwhile', () => {
    expect(
      findManifestMerge(tableOf('append', 'merge', 'merge'), '1'),
    ).toBeUndefined();
    expect(findManifestMerge(tableOf('append', 'merge'), '77')).toBeUndefined();
  });
});
