import type { ManifestRollup, RollupDelete } from '../rollups/ManifestRollup';
import { tableMetadata } from '../__testUtils__/tableBuilder';
import { DeleteAttribution } from './DeleteAttribution';

const deletes = (
  names: Array<string | undefined>,
  content: RollupDelete['content'] = 'position-deletes',
): ManifestRollup =>
  ({
    specId: 0,
    partitions: { keys: ['0'], tuples: [[]] },
    deletes: names.map(referencedDataFile => ({
      ...{ content, isVector: false, filePath: '/t/x', partition: 0 },
      ...{ sequenceNumber: 2n, recordCount: 1n, sizeBytes: 1n },
      referencedDataFile,
    })),
  } as unknown as ManifestRollup);

describe('deletes that are attributed', () => {
  it('bug: were any number, of names of any length, and took any memory', () => {
    const many = Array.from({ length: 100 }, (_, index) =>
      `${index}`.padEnd(1000, 'x'),
    );
    const named = new DeleteAttribution(new Set(), 100_000);
    named.add(deletes(many));
    expect(named.leftOut).toBeGreaterThan(60);
    expect(named.leftOut).toBeLessThan(70);
    for (const content of ['position-deletes', 'equality-deletes'] as const) {
      const unnamed = new DeleteAttribution(new Set(), 100_000);
      unnamed.add(deletes(new Array(1000).fill(undefined), content));
      expect(unnamed.leftOut).toBeGreaterThan(500);
      expect(unnamed.leftOut).toBeLessThan(510);
    }
    const all = new DeleteAttribution(new Set());
    all.add(deletes(many));
    expect(all.leftOut).toBe(0);
    expect(
      all.summary({ dataFiles: 0, dataRecords: 0n }, tableMetadata()),
    ).toMatchObject({ dataFilesWithDeletes: 0, mostDeletedFiles: [] });
  });
});
