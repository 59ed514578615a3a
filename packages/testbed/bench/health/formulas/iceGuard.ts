import {
  deleteRatioOf,
  MB,
  type PublishedFormula,
  shareSmallerThan,
} from './PublishedFormula';

const TARGET_BYTES = 128 * MB;

/** IceGuard has bands and no score: their sum, 1 for each warning and 2 for each that is bad. */
export const iceGuard: PublishedFormula = {
  name: 'IceGuard, sum of bands',
  badness(files, metadata) {
    const mean = Number(files.dataBytes) / Math.max(1, files.dataFiles);
    return (
      band(1 - mean / TARGET_BYTES, 0.1, 0.5) +
      band(shareSmallerThan(files, 8 * MB), 0.2, 0.5) +
      band(deleteRatioOf(files), 0.1, 0.3) +
      (files.dataFiles > 100 ? 1 : 0) +
      (metadata.snapshots.length > 50 ? 1 : 0)
    );
  },
};

function band(value: number, warning: number, bad: number): number {
  if (value > bad) return 2;
  return value > warning ? 1 : 0;
}
