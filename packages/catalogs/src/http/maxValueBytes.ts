/** What the values of one answer may take in memory, about: 800,000 names of a catalog that knows no pages. */
export const MAX_VALUE_BYTES = 256 * 1024 * 1024;
