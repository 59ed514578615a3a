import { printable } from './printable';

/** Characters; what is longer stands out of its column. */
const MAX_WIDTH = 200;

/** How a column is aligned. */
export type Alignment = 'left' | 'right';

/**
 * Rows in aligned columns, indented by two spaces. Columns are as wide as their widest cell, up to a width: a cell of a
 * megabyte would have each other row filled up to that.
 */
export function formatColumns(
  rows: string[][],
  alignments: Alignment[] = [],
): string {
  const cells = rows.map(row => row.map(printable));
  const widths: number[] = [];
  for (const row of cells)
    for (const [index, cell] of row.entries())
      widths[index] = Math.max(
        widths[index] ?? 0,
        Math.min(MAX_WIDTH, lengthOf(cell)),
      );
  return cells
    .map(row =>
      `  ${row
        .map((cell, index) => pad(cell, widths[index], alignments[index]))
        .join('  ')}`.trimEnd(),
    )
    .join('\n');
}

function pad(
  cell: string,
  width: number,
  alignment: Alignment = 'left',
): string {
  const space = ' '.repeat(Math.max(0, width - lengthOf(cell)));
  return alignment === 'left' ? cell + space : space + cell;
}

/** In characters as they are seen; of long cells nobody sees where they end. */
function lengthOf(cell: string): number {
  return cell.length > 2 * MAX_WIDTH ? cell.length : [...cell].length;
}
