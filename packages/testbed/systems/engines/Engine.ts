import type { Feature } from './features';
import type { TableReport } from './TableReport';

/** A system that writes Iceberg tables, and says what is in them. */
export interface Engine {
  /** With its version: `Spark 4.0.1, Iceberg 1.11.0`. */
  title: string;
  /** Short, for the heads of columns. */
  name: string;
  /** Writes a table for each feature below the folder, and says what came of each. */
  write(warehouse: string): Promise<Map<Feature, Outcome>>;
  /** What it can't write, and its refusal: the claim is checked. */
  cannot: Partial<Record<Feature, RegExp>>;
  /** Fields of `lakehouse inspect` that it doesn't say of its tables, and what they are; a second reader says them. */
  unsaid: string[];
}

/** What came of writing a table with a feature. */
export interface Outcome {
  /** The engine's refusal. */
  error?: string;
  /** What the engine says of its table. */
  report?: TableReport;
  /** What Iceberg's own library says of it, where the engine itself doesn't say everything. */
  witness?: TableReport;
}
