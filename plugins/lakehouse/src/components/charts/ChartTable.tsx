import type { ReactNode } from 'react';
import styles from './charts.module.css';

/** A column of a chart's table. */
export interface ChartTableColumn {
  label: string;
  /** Figures are right-aligned and tabular. */
  numeric?: boolean;
  /** Sentences are broken into lines, wherever it must be; everything else stays in one. */
  prose?: boolean;
}

/**
 * The table behind a chart: the same data in rows. The first column heads its row.
 * It scrolls inside its card and can be reached by keyboard.
 */
export function ChartTable(props: {
  caption: string;
  columns: readonly ChartTableColumn[];
  rows: ReadonlyArray<{ key: string; cells: readonly ReactNode[] }>;
  maxHeight?: number;
}) {
  const { caption, columns, rows, maxHeight = 360 } = props;
  return (
    <div
      className={styles.tableScroll}
      style={{ maxHeight }}
      tabIndex={0}
      role="region"
      aria-label={caption}
    >
      <table className={styles.table}>
        <caption className={styles.hidden}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(column => (
              <th
                key={column.label}
                scope="col"
                className={column.numeric ? styles.num : undefined}
              >
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.key}>
              {row.cells.map((cell, index) =>
                index === 0 ? (
                  <th key={columns[index].label} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td
                    key={columns[index].label}
                    className={classOf(columns[index])}
                  >
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function classOf({ numeric, prose }: ChartTableColumn): string | undefined {
  return (numeric && styles.num) || (prose && styles.prose) || undefined;
}
