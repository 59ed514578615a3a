/** What the process that runs the inputs is told. */
export interface WorkerConfig {
  seed: number;
  /** Names of targets; empty: all. */
  targets: string[];
  /** For the current input, the corpus and the findings. */
  folder: string;
  /** Run this input only. */
  replay?: string;
}

/** What it says. `watch` comes from the loader of TypeScript and means nothing here. */
export type WorkerMessage =
  | { type: 'watch' }
  | {
      type: 'status';
      inputs: Record<string, number>;
      corpus: number;
      places: number;
      totalPlaces: number;
    }
  | { type: 'finding'; key: string; message: string; input: string }
  | { type: 'replayed'; key?: string; message?: string };
