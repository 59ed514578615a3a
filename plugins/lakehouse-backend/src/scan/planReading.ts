import type { ListedTable } from './listTables';
import { listedStateOf } from './listedState';
import { versionOf } from './versionOf';

/** What a scan does with the tables of a listing. */
export interface ReadingPlan {
  /** Their version is as it was: not read. */
  unchanged: ListedTable[];
  /** Read, or asked about where only that tells whether they changed; the most pressing first. */
  toRead: ListedTable[];
  /** Only asking would tell, and that is not due yet. */
  notDue: ListedTable[];
  /** Views and other formats: nothing of them is read. */
  listedOnly: ListedTable[];
}

/** A table that has not changed for ten hours is asked about when an hour has passed: so late, at most, a change is seen. */
const SHARE_OF_AGE = 0.1;

/**
 * Decides by change and by staleness. Metadata files are never changed, so the same version is the same table. One of
 * which a part could not be read is tried again: that may have passed.
 *
 * @param options - `recheckMs`: a table of which only asking tells is asked about at least this often; `all`: now
 */
export function planReading(
  tables: ListedTable[],
  options: { nowMs: number; recheckMs: number; all: boolean },
): ReadingPlan {
  const plan: ReadingPlan = {
    unchanged: [],
    toRead: [],
    notDue: [],
    listedOnly: [],
  };
  for (const table of tables) {
    if (listedStateOf(table.pointer).unreadable !== undefined) {
      plan.listedOnly.push(table);
    } else if (!isKnown(table)) {
      plan.toRead.push(table);
    } else if (versionOf(table.pointer) !== undefined) {
      const isSame = table.readVersion === versionOf(table.pointer);
      (isSame ? plan.unchanged : plan.toRead).push(table);
    } else {
      (isDue(table, options) ? plan.toRead : plan.notDue).push(table);
    }
  }
  plan.toRead.sort((a, b) => urgencyOf(a) - urgencyOf(b));
  return plan;
}

function isKnown(table: ListedTable): boolean {
  return (
    table.readVersion !== undefined &&
    table.scanError === undefined &&
    !table.incomplete
  );
}

function isDue(
  table: ListedTable,
  options: { nowMs: number; recheckMs: number; all: boolean },
): boolean {
  const { nowMs, recheckMs, all } = options;
  const quietMs = nowMs - (table.lastCommitAt ?? nowMs);
  const wait = Math.min(recheckMs, Math.max(0, quietMs) * SHARE_OF_AGE);
  const age = nowMs - (table.scannedAt ?? 0);
  // Looked at later than now: the clock was set back since.
  return all || age < 0 || age >= wait;
}

/** What is known to have changed, then what was never read, then what was looked at longest ago. */
function urgencyOf(table: ListedTable): number {
  if (isKnown(table) && versionOf(table.pointer) !== undefined) {
    return -2;
  }
  return table.scannedAt ?? -1;
}
