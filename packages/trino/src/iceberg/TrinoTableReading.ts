import type {
  FileStatistics,
  ReadWarning,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';

/** What Trino's metadata tables say of a table. */
export interface TrinoTableReading {
  metadata: TableMetadata;
  /** Absent without a current snapshot. */
  statistics?: FileStatistics;
  /** Location of the current metadata file: differs whenever the table has changed. */
  version: string;
}

/** Collects what Trino does not tell, each kind once. */
export class ReadingWarnings {
  readonly #warnings = new Map<string, ReadWarning>();

  add(code: string, message: string): void {
    this.#warnings.set(code, { code, message, isLimit: true });
  }

  get list(): ReadWarning[] {
    return [...this.#warnings.values()];
  }
}
