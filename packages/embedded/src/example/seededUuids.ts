import { createHash } from 'node:crypto';

/**
 * A source of UUIDs that gives the same ones for the same seed.
 *
 * @param seed - Any text.
 */
export function seededUuids(seed: string): () => string {
  let count = 0;
  return () => {
    count += 1;
    const hex = createHash('sha256')
      .update(`retail ${seed} ${count}`)
      .digest('hex');
    // Version 4, variant 1, as random ones have.
    const variant = '89ab'[Number.parseInt(hex[16], 16) % 4];
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `${variant}${hex.slice(17, 20)}`,
      hex.slice(20, 32),
    ].join('-');
  };
}
