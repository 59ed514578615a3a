import { changedBytes, truncations } from '../../src/__testUtils__/damage';
import type { FuzzTarget } from '../targets';
import { type FuzzInput, inputSize } from './FuzzInput';

/**
 * Each byte of each file of the seeds changed in five ways, and each file cut at every length: the smallest seeds
 * first. What is left to chance otherwise, this does not leave out.
 */
export function* sweep(target: FuzzTarget): Generator<FuzzInput> {
  const seeds = [...target.seeds()].sort((a, b) => inputSize(a) - inputSize(b));
  for (const { files } of seeds) {
    for (const [name, bytes] of files) {
      if (name.startsWith('@')) continue;
      for (const damage of [truncations, changedBytes])
        for (const damaged of damage(bytes))
          yield {
            target: target.name,
            files: new Map(files).set(name, damaged.bytes),
          };
    }
  }
}
