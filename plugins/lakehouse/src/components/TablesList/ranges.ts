import type { TablesQuery } from '@lakehouse-portal/plugin-lakehouse-common';

const MB = 1024 ** 2;
const GB = 1024 ** 3;
const TB = 1024 ** 4;

/** Sizes to filter by, smallest first; the key is what stands in the address. */
export const SIZE_RANGES = {
  'to-1mb': { maxSizeBytes: MB - 1 },
  '1mb-100mb': { minSizeBytes: MB, maxSizeBytes: 100 * MB - 1 },
  '100mb-10gb': { minSizeBytes: 100 * MB, maxSizeBytes: 10 * GB - 1 },
  '10gb-1tb': { minSizeBytes: 10 * GB, maxSizeBytes: TB - 1 },
  'from-1tb': { minSizeBytes: TB },
} as const satisfies Record<string, TablesQuery>;

/** One of {@link SIZE_RANGES}. */
export type SizeRange = keyof typeof SIZE_RANGES;

/** Ages of the newest commit to filter by, youngest first; the key is what stands in the address. */
export const AGE_RANGES = {
  'to-1h': { maxAge: 'PT1H' },
  'to-1d': { maxAge: 'P1D' },
  'to-7d': { maxAge: 'P7D' },
  'from-7d': { minAge: 'P7D' },
  'from-30d': { minAge: 'P30D' },
} as const satisfies Record<string, TablesQuery>;

/** One of {@link AGE_RANGES}. */
export type AgeRange = keyof typeof AGE_RANGES;

/** Keys of {@link SIZE_RANGES}, in order. */
export const SIZE_KEYS = Object.keys(SIZE_RANGES) as SizeRange[];

/** Keys of {@link AGE_RANGES}, in order. */
export const AGE_KEYS = Object.keys(AGE_RANGES) as AgeRange[];
