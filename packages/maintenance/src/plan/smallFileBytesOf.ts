import type { MaintenancePlan } from '../model';

/**
 * Below this size files are to be counted for `smallFiles` of a plan's input, in bytes.
 *
 * @param plan - Made without that count.
 * @returns undefined where the plan compacts nothing, so that nothing is to be counted.
 * @public
 */
export function smallFileBytesOf({
  steps,
}: Pick<MaintenancePlan, 'steps'>): number | undefined {
  for (const unit of steps.flatMap(({ units }) => units)) {
    if (unit.operation === 'rewrite-data-files') {
      return unit.minFileSizeBytes;
    }
  }
  return undefined;
}
