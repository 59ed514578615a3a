import { printable } from './printable';

/** How a column is aligned. */
export type Alignment = 'left' | 'right';

/**
 * Rows in aligned columns, indented by two spaces. Columns are as wide as their widest cell.
 */
export function formatColumns(
  rows: string[][],
  alignments: Alignment[] = [],
): string {
  const cells = rows.map(row => row.map(printable));
  const widths: number[] = [];
  for (const row of cells)
    for (const [index, cell] of row.entries())
      widths[index] = Math.max(widths[index] ?? 0, [...cell].length);
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
  const space = ' '.repeat(width - [...cell].length);
  return alignment === 'left' ? cell + space : space + cell;
}
