import type { SnapshotLine } from '@lakehouse-portal/plugin-lakehouse-common';
import { operationKey } from './operations';
import type { OperationKey } from './operations';
import type { RailNode } from './railLayout';

/** A row of the list. */
export type ListRow =
  | { kind: 'line'; line: SnapshotLine }
  | { kind: 'fold'; key: string; lines: SnapshotLine[] };

/** What of the list is wanted. */
export interface ListFilter {
  /** Snapshot that a ref points at: only its history. */
  head?: string;
  operation?: OperationKey;
}

/** From this many on, plain snapshots in a row are folded. */
const FOLD_FROM = 6;
/** The newest ones are what people come for. */
const NEVER_FOLDED = 5;

/** Keeps the lines that a filter wants, in their order. */
export function filterLines(
  lines: readonly SnapshotLine[],
  filter: ListFilter,
): SnapshotLine[] {
  const history =
    filter.head === undefined ? undefined : ancestors(lines, filter.head);
  return lines.filter(
    line =>
      (history === undefined || history.has(line.snapshotId)) &&
      (filter.operation === undefined ||
        operationKey(line.operation) === filter.operation),
  );
}

/** Ids of a snapshot and its ancestors, as far as the lines know them. */
export function ancestors(
  lines: readonly SnapshotLine[],
  head: string,
): Set<string> {
  const byId = new Map(lines.map(line => [line.snapshotId, line]));
  const found = new Set<string>();
  for (
    let id: string | undefined = head;
    id !== undefined && !found.has(id);

  ) {
    found.add(id);
    id = byId.get(id)?.parentSnapshotId;
  }
  return found;
}

/**
 * Folds runs of plain snapshots on main (no ref, not chosen, no compaction, same schema)
 * into one row each, so that what matters is near what matters. Nothing is lost: a fold
 * holds its lines.
 */
export function foldLines(
  lines: readonly SnapshotLine[],
  options: { chosen: ReadonlySet<string>; open: ReadonlySet<string> },
): ListRow[] {
  const rows: ListRow[] = [];
  let run: SnapshotLine[] = [];
  const flush = () => {
    const key = run[0]?.snapshotId;
    if (
      key !== undefined &&
      run.length >= FOLD_FROM &&
      !options.open.has(key)
    ) {
      rows.push({ kind: 'fold', key, lines: run });
    } else {
      rows.push(...run.map(line => ({ kind: 'line' as const, line })));
    }
    run = [];
  };
  for (const [index, line] of lines.entries()) {
    const plain =
      index >= NEVER_FOLDED &&
      // The oldest one shows how far one can travel back.
      index < lines.length - 1 &&
      line.onMain &&
      line.refs.length === 0 &&
      !options.chosen.has(line.snapshotId) &&
      operationKey(line.operation) !== 'replace' &&
      operationKey(line.operation) !== 'other' &&
      !changesSchema(line, lines[index + 1]);
    if (plain) {
      run.push(line);
    } else {
      flush();
      rows.push({ kind: 'line', line });
    }
  }
  flush();
  return rows;
}

/** A snapshot whose schema is not that of its parent; the parent must be the next line. */
export function changesSchema(
  line: SnapshotLine,
  older: SnapshotLine | undefined,
): boolean {
  return (
    older !== undefined &&
    older.snapshotId === line.parentSnapshotId &&
    line.schemaId !== undefined &&
    older.schemaId !== undefined &&
    line.schemaId !== older.schemaId
  );
}

/**
 * Rows as nodes of the rail: each leads to the next shown snapshot of its history, also
 * over filtered ones.
 */
export function railNodes(
  rows: readonly ListRow[],
  lines: readonly SnapshotLine[],
): RailNode[] {
  const byId = new Map(lines.map(line => [line.snapshotId, line]));
  const rowOf = new Map<string, { id: string; index: number }>();
  for (const [index, row] of rows.entries()) {
    for (const line of row.kind === 'line' ? [row.line] : row.lines) {
      rowOf.set(line.snapshotId, {
        id: row.kind === 'line' ? line.snapshotId : row.key,
        index,
      });
    }
  }
  return rows.map((row, index) => {
    const last =
      row.kind === 'line' ? row.line : row.lines[row.lines.length - 1];
    const id = row.kind === 'line' ? row.line.snapshotId : row.key;
    const shared = { id, main: last.onMain, folded: row.kind === 'fold' };
    const seen = new Set<string>();
    let skipped = 0;
    for (
      let parent = last.parentSnapshotId;
      parent !== undefined && !seen.has(parent);

    ) {
      seen.add(parent);
      const shown = rowOf.get(parent);
      if (shown !== undefined) {
        // Where writers' clocks disagree, a parent can look younger than its child.
        return shown.index > index
          ? { ...shared, next: shown.id, gap: skipped > 0 }
          : { ...shared, gap: false, ends: true };
      }
      const line = byId.get(parent);
      if (!line) {
        // Not loaded, or expired.
        const expired =
          (skipped === 0 ? last : byId.get([...seen][skipped - 1]))
            ?.parentExpired ?? false;
        return expired
          ? { ...shared, gap: false, ends: true }
          : { ...shared, next: `unloaded/${parent}`, gap: true };
      }
      skipped += 1;
      parent = line.parentSnapshotId;
    }
    return { ...shared, gap: false };
  });
}

/** How far a branch and main have gone apart; `undefined` where their fork isn't loaded. */
export function aheadBehind(
  lines: readonly SnapshotLine[],
  head: string,
): { ahead: number; behind: number } | undefined {
  const byId = new Map(lines.map(line => [line.snapshotId, line]));
  const seen = new Set<string>();
  let ahead = 0;
  for (let id: string | undefined = head; id !== undefined && !seen.has(id); ) {
    seen.add(id);
    const line = byId.get(id);
    if (!line) {
      return undefined;
    }
    if (line.onMain) {
      const fork = lines.indexOf(line);
      return {
        ahead,
        behind: lines.slice(0, fork).filter(other => other.onMain).length,
      };
    }
    ahead += 1;
    id = line.parentSnapshotId;
  }
  return undefined;
}
