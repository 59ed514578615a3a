import type { SampleRow } from '../table';

/** The table of a layer, and what must be in it at the moment. */
export class LayerTable {
  rows: SampleRow[] = [];
  /** What the first insert left, and its snapshot. */
  first: { rows: SampleRow[]; snapshotId: string } | undefined;
  /** The catalog keeps the history of tables itself, so that their metadata has the current snapshot only. Nessie does. */
  keepsHistoryItself = false;

  constructor(
    readonly schema: string,
    readonly table: string,
    /** For SQL; with `snapshots` its metadata table of that name. */
    readonly sql: (metadata?: string) => string,
  ) {}
}
