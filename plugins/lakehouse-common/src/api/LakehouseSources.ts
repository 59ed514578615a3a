import type { ScanState } from './LakehouseSummary';

/**
 * The systems that a lakehouse is read from, and how current what is known from them is.
 * @public
 */
export interface LakehouseSources {
  /** Of the scans, which ask all of them. */
  scan: ScanState;
  /** Empty while the connection can't be opened: `error` then says why. */
  sources: LakehouseSource[];
  /** Why the sources could not be asked now. What is shown of them is then what was known before, if anything was. */
  error?: string;
}

/**
 * One of the systems behind a lakehouse: its catalog, its object store, its engine.
 * @public
 */
export interface LakehouseSource {
  /** Stable within the lakehouse: `catalog`, `storage`, `engine` … */
  source: string;
  /** For people: `Iceberg REST`, `Nessie`, `Trino` … */
  product: string;
  /** Where it tells. */
  version?: string;
  /** Further parts with their versions, for example of its Iceberg library or of the database behind it. */
  components: Array<{ part: string; version: string }>;
  capabilities: SourceCapability[];
  /** ISO 8601. When it was last asked, with success. */
  describedAt: string;
  /** There is something between the portal and it that can be tested hop by hop. */
  testable: boolean;
}

/**
 * Something that people may expect of a source, and whether it is possible there.
 * @public
 */
export interface SourceCapability {
  /** Stable: `list-tables`, `views`, `detect-changes`, `commit-history` … */
  id: string;
  possible: boolean;
  /** How, or why not. */
  note?: string;
}

/**
 * What testing a source tells, one by one: each hop when it has been tried, and the end.
 * @public
 */
export type SourceCheckEvent =
  | ({ type: 'hop' } & SourceCheckHop)
  | {
      type: 'end';
      /** `stopped`: it took too long, or was broken off by a fault of the test itself. */
      outcome: 'passed' | 'failed' | 'stopped';
      /** Why it was stopped. */
      message?: string;
      durationMs: number;
    };

/**
 * A hop of a connection, tried.
 * @public
 */
export interface SourceCheckHop {
  hop:
    | 'configuration'
    | 'dns'
    | 'tcp'
    | 'tls'
    | 'authentication'
    | 'authorisation'
    | 'listing'
    | 'metadata-read';
  /** `skipped` where there is no such hop. */
  outcome: 'passed' | 'failed' | 'skipped';
  /** What was tried and seen; never a secret. */
  message: string;
  /** What to do about it when it failed. */
  advice?: string;
  durationMs: number;
}
