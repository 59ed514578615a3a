/** What every reader has to find out about a table, so that they can be compared. Sums as decimal strings. */
export interface Answer {
  dataFiles: number;
  dataBytes: string;
  dataRecords: string;
  /** Distinct partitions with a live file. */
  partitions: number;
  /** True when `partitions` is an estimate. */
  isEstimate?: boolean;
}

/** One run of a contender. */
export interface RunResult {
  wallMs: number;
  /** Of all threads of the process, user and system. */
  cpuMs: number;
  /** Absent where there is nothing to be answered: for a floor. */
  answer?: Answer;
  /** Further figures that the contender measures itself. */
  figures?: Record<string, number>;
}

/** What a contender's process is asked to do. */
export interface Job {
  contender: string;
  metadataFile: string;
  manifests: string[];
  /** Metadata files of later commits. */
  commits: string[];
  options: Record<string, number>;
  /** False where a second run would not find what the first found: each is then its only one. */
  isRepeatable: boolean;
}

/** Readies a contender (that is not timed), and gives what is timed. */
export type Prepare = (
  job: Job,
) => Promise<() => Promise<Pick<RunResult, 'answer' | 'figures'>>>;
