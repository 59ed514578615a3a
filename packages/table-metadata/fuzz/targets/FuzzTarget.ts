import type { FuzzInput } from '../engine/FuzzInput';
import type { Random } from '../engine/Random';

/** A part of the reader, with what must hold of it for any input. */
export interface FuzzTarget {
  name: string;
  /** Share of the inputs, in relation to the other targets. */
  weight: number;
  seeds(): FuzzInput[];
  mutate(input: FuzzInput, random: Random): FuzzInput;
  /** @throws OracleViolation, or anything that the reader threw and should not have. */
  run(input: FuzzInput): void | Promise<void>;
}
