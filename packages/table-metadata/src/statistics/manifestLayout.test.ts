import { tableMetadata } from '../__testUtils__/tableBuilder';
import type { ManifestFile } from '../model';
import { encodeSingleValue } from '../values';
import { manifestLayout } from './manifestLayout';

const metadata = tableMetadata({
  fields: [
    {
      id: 1,
      name: 'at',
      required: false,
      type: { kind: 'primitive', name: 'timestamp' },
    },
  ],
  specs: [
    {
      specId: 0,
      fields: [
        { sourceIds: [1], fieldId: 1000, name: 'at_day', transform: 'day' },
      ],
    },
  ],
});

function manifest(
  days: [number, number] | undefined,
  change: Partial<ManifestFile> = {},
): ManifestFile {
  const date = (day: number) =>
    encodeSingleValue({ kind: 'primitive', name: 'date' }, day);
  return {
    manifestPath: '/t/m.avro',
    manifestLength: 8_000n,
    partitionSpecId: 0,
    content: 'data',
    sequenceNumber: 1n,
    minSequenceNumber: 1n,
    addedFilesCount: 3,
    existingFilesCount: 4,
    deletedFilesCount: 1,
    partitions: days && [
      {
        containsNull: false,
        lowerBound: date(days[0]),
        upperBound: date(days[1]),
      },
    ],
    ...change,
  };
}

describe('layout of manifests', () => {
  it('has one manifest for a partition where each covers days of its own, and all where each covers all', () => {
    const apart = [1, 2, 3, 4].map(day => manifest([day, day]));
    const mixed = [1, 2, 3, 4].map(() => manifest([1, 30]));
    expect(manifestLayout(apart, metadata)).toMatchObject({
      liveEntries: 28,
      deletedEntries: 4,
      overlap: {
        partitionField: 'at_day',
        manifestsWithBounds: 4,
        manifestsPerPoint: 1,
      },
    });
    expect(manifestLayout(mixed, metadata).overlap).toMatchObject({
      manifestsPerPoint: 4,
    });
  });

  it('gives sizes by nearest rank, and leaves out deletes and what has no bounds from the overlap', () => {
    const layout = manifestLayout(
      [
        manifest([1, 2], { manifestLength: 9n }),
        manifest(undefined, { manifestLength: 1n }),
        manifest([1, 9], { manifestLength: 5n, content: 'deletes' }),
        manifest([1, 9], { manifestLength: undefined, partitionSpecId: 4 }),
      ],
      metadata,
    );
    expect(layout).toMatchObject({
      smallestBytes: 1n,
      medianBytes: 5n,
      largestBytes: 9n,
      overlap: { manifestsWithBounds: 1, manifestsPerPoint: 1 },
    });
  });

  it('knows no counts where one manifest has none, and no overlap without partitions', () => {
    const layout = manifestLayout(
      [manifest([1, 2]), manifest(undefined, { addedFilesCount: undefined })],
      tableMetadata(),
    );
    expect(layout.liveEntries).toBeUndefined();
    expect(layout.overlap).toBeUndefined();
    expect(manifestLayout([], metadata)).toEqual({
      liveEntries: 0,
      deletedEntries: 0,
    });
  });
});
