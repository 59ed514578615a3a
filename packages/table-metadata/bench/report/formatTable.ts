/** Columns under their heads: the first to the left, the others to the right. */
export function formatTable(head: string[], rows: string[][]): string[] {
  const widths = head.map((name, column) =>
    Math.max(name.length, ...rows.map(row => row[column].length)),
  );
  return [head, ...rows].map(row =>
    `  ${row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]),
      )
      .join('  ')}`.trimEnd(),
  );
}
