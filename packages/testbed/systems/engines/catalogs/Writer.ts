import type { Change, Outcome } from './changes';
import type { Connections, LakeCatalog } from './LakeCatalog';

/** Where a writer writes. */
export interface Place {
  catalog: LakeCatalog;
  connections: Connections;
  schema: string;
  /** Name of its table for a change. */
  table(change: Change): string;
}

/** An engine that changes tables of a catalog. */
export interface Writer {
  /** As in docs/engines.md. */
  name: string;
  /** For the names of its tables. */
  key: string;
  /** Makes each change on a table of its own; an error of one does not keep it from the others. */
  write(place: Place): Promise<Record<Change, Outcome>>;
  /** What it refuses in this catalog. */
  refusals(catalog: LakeCatalog): Partial<Record<Change, RegExp>>;
}
