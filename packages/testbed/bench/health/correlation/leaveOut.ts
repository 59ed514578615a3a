import { predictSpeed, resolvePolicy } from '@lakehouse-portal/table-health';
import { refit, type Sample } from './refit';

/** A sample, and what it is left out with. */
export interface GroupedSample extends Sample {
  group: string;
}

/**
 * Points that each sample gets from curves that were fitted without all samples of its group: what would have been said of
 * it, had nothing like it been measured.
 */
export function predictLeavingOut(samples: GroupedSample[]): number[] {
  const policy = resolvePolicy();
  const predicted = new Array<number>(samples.length);
  for (const group of new Set(samples.map(sample => sample.group))) {
    const curves = refit(samples.filter(sample => sample.group !== group));
    for (const [i, sample] of samples.entries()) {
      if (sample.group === group)
        predicted[i] = predictSpeed(sample.input, policy, curves);
    }
  }
  return predicted;
}
