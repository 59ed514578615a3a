/** A file of a store. */
export const CONTENT = Uint8Array.from(
  { length: 1000 },
  (_, index) => index % 251,
);
