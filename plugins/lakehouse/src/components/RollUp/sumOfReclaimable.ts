import type { HealthRollUp } from '@lakehouse-portal/plugin-lakehouse-common';

/** What goes with the snapshots that are due: absent where it is not known of any table. */
export type ReclaimableRollUp = Pick<
  HealthRollUp,
  'reclaimableBytes' | 'reclaimableFiles' | 'reclaimableUnknown'
>;

/** Adds up what can be reclaimed; what is known of none stays absent, and is not 0. */
export function sumOfReclaimable(
  rollUps: readonly ReclaimableRollUp[],
): ReclaimableRollUp {
  const sum = (figure: keyof ReclaimableRollUp) => {
    const known = rollUps.flatMap(rollUp => rollUp[figure] ?? []);
    return known.length === 0
      ? undefined
      : known.reduce((total, value) => total + value, 0);
  };
  return {
    reclaimableBytes: sum('reclaimableBytes'),
    reclaimableFiles: sum('reclaimableFiles'),
    reclaimableUnknown: sum('reclaimableUnknown'),
  };
}
