import type { TablesSort } from './TablesState';

/** Columns of the list, left to right. */
export const COLUMNS = [
  'name',
  'health',
  'trend',
  'slowdown',
  'layer',
  'owner',
  'size',
  'files',
  'age',
  'due',
] as const;

/** One of {@link COLUMNS}. */
export type ColumnId = (typeof COLUMNS)[number];

/** Columns whose figures are set right. */
export const NUMBER_COLUMNS: ReadonlySet<ColumnId> = new Set<ColumnId>([
  'slowdown',
  'size',
  'files',
  'age',
]);

/** By what a column sorts; undefined where it can't. */
export function sortOfColumn(column: ColumnId): TablesSort | undefined {
  return column === 'trend' || column === 'due' ? undefined : column;
}
