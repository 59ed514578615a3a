import type { ManifestRollup } from '../rollups/ManifestRollup';
import { PartitionColumns } from '../rollups/PartitionColumns';
import { tableMetadata } from '../__testUtils__/tableBuilder';
import { PartitionTally } from './PartitionTally';

/** A partition with so many data files. */
function rollup(key: string, files: number): ManifestRollup {
  const columns = new PartitionColumns();
  const place = columns.placeOf(key, []);
  for (let index = 0; index < files; index++) columns.addDataFile(place, 10, 1);
  return { specId: 0, partitions: columns.toRollup() } as ManifestRollup;
}

describe('partitions that are counted one by one', () => {
  it('bug: had any length together, so that 700 kB of manifests took 1.4 GB', () => {
    const tally = new PartitionTally(1000, 1000, 10_000);
    for (let index = 0; index < 100; index++)
      tally.add(rollup(`${index}`.padEnd(1000, 'x'), index === 7 ? 50 : 1));
    const { partitions, partitionSketch, partitionStatistics } = tally.summary(
      tableMetadata(),
      1,
    );
    expect(Math.abs(partitions - 100)).toBeLessThan(5);
    expect(partitionSketch?.tracked).toBeLessThanOrEqual(10);
    expect(partitionSketch?.tracked).toBeGreaterThanOrEqual(5);
    expect(partitionStatistics).toMatchObject([{ dataFiles: 50 }]);
  });
});
