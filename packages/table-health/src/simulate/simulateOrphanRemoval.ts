import type { HealthInput } from '../model';

/**
 * The table without orphan files; unchanged where its folder was never listed.
 * @public
 */
export function simulateOrphanRemoval(input: HealthInput): HealthInput {
  return input.orphans
    ? { ...input, orphans: { ...input.orphans, count: 0, sizeBytes: 0 } }
    : input;
}
