import type { FileStatistics } from '../model';
import { fileDetailToJson } from './fileDetailToJson';

describe('the JSON of files that a source counted without reading them', () => {
  it('bug: has null for what the source does not tell, never 0 or an empty list', () => {
    const counted: Partial<FileStatistics> = {
      manifests: { data: 1, deletes: 1, sizeBytes: 100n },
      manifestLayout: {},
      partitionStatistics: [],
      positionDeleteFiles: 8,
      fileAges: {},
    };
    expect(fileDetailToJson(counted as FileStatistics)).toMatchObject({
      dataFilesWithDeletes: null,
      recordsDeletedByPosition: null,
      mostDeletedFiles: null,
      fileAges: { filesOfExpiredSnapshots: null, quantilesMs: null },
    });
  });
});
