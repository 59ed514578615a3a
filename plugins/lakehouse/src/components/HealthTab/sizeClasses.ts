import type { FileSizes } from '@lakehouse-portal/plugin-lakehouse-common';

/** A class of file sizes: from `minBytes` to below `maxBytes`, each twice as wide as the one before. */
export interface SizeClass {
  minBytes: number;
  maxBytes: number;
  count: number;
  sizeBytes: number;
}

/** More doublings than bytes of a 64-bit number can have: what is beyond is a broken answer. */
const MAX_CLASSES = 64;

/**
 * The buckets as a gapless row of classes, so that empty ones take their place on the
 * axis. The first may start at 0.
 */
export function sizeClasses(buckets: FileSizes['buckets']): SizeClass[] {
  const known = [...buckets].sort((a, b) => a.minBytes - b.minBytes);
  const classes: SizeClass[] = [];
  for (const bucket of known) {
    let previous = classes.at(-1);
    while (
      previous &&
      previous.maxBytes > 0 &&
      previous.maxBytes * 1.5 < bucket.minBytes &&
      classes.length < MAX_CLASSES
    ) {
      previous = {
        minBytes: previous.maxBytes,
        maxBytes: previous.maxBytes * 2,
        count: 0,
        sizeBytes: 0,
      };
      classes.push(previous);
    }
    classes.push(bucket);
  }
  return classes;
}

/**
 * Where a size is on the axis of the classes: 2.5 is the middle of the third one by
 * factor. Beyond the last class it goes on in doublings.
 */
export function positionInClasses(
  classes: readonly SizeClass[],
  bytes: number,
): number {
  for (const [index, { minBytes, maxBytes }] of classes.entries()) {
    if (bytes < maxBytes) {
      if (bytes <= minBytes) {
        return index;
      }
      // A class from 0 has no factor: its upper half stands for it.
      const from = minBytes > 0 ? minBytes : maxBytes / 2;
      return (
        index +
        Math.min(
          1,
          Math.max(0, Math.log2(bytes / from) / Math.log2(maxBytes / from)),
        )
      );
    }
  }
  const last = classes.at(-1);
  return last ? classes.length + Math.log2(bytes / last.maxBytes) : 0;
}

/** Adds empty classes upwards until the size is on the axis. */
export function classesUpTo(
  classes: readonly SizeClass[],
  bytes: number,
): SizeClass[] {
  const result = [...classes];
  let last = result.at(-1);
  while (
    last &&
    last.maxBytes > 0 &&
    last.maxBytes < bytes &&
    result.length < MAX_CLASSES
  ) {
    last = {
      minBytes: last.maxBytes,
      maxBytes: last.maxBytes * 2,
      count: 0,
      sizeBytes: 0,
    };
    result.push(last);
  }
  return result;
}
