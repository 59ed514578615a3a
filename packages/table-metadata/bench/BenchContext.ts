import type { TableShape } from './data/TableShape';
import type { Goal } from './report/Goal';

/** What the sections of the benchmark share. */
export interface BenchContext {
  /** A minute instead of a quarter of an hour: fewer rounds, smaller tables, no slow rivals on large ones. */
  quick: boolean;
  rounds: number;
  /** Whether rivals may take minutes for one round. */
  slowRivals: boolean;
  /** Interpreter with PyIceberg, or why there is none. */
  python: { interpreter: string } | { missing: string };
  goals: Goal[];
  print(line: string): void;
  /** Progress, not part of the result. */
  log(line: string): void;
  /** The table in the size that this run is for. */
  sized(shape: TableShape): TableShape;
}
