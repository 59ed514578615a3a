import { useEffect, useRef } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { lakehouseTranslationRef } from '../../translation';
import { tableStyles, text } from '../shared';
import { COLUMNS } from './columns';
import { TablesHead } from './TablesHead';
import styles from './TablesList.module.css';
import { TablesRow, TablesSkeletonRow } from './TablesRow';
import type { TablesState } from './TablesState';
import { useRowKeys } from './useRowKeys';
import type { TableRows } from './useTablePages';
import type { ChangeTablesState } from './useTablesState';
import { useVirtualRows, type VirtualRows } from './useVirtualRows';

/** Pixels; the style sheet has the same. */
const ROW_HEIGHT = 41;
const HEAD_HEIGHT = 36;

/** Rows that stand in for a list that has not been answered yet. */
const SKELETON_ROWS = 8;

/** The drawn part of the list, for a number of rows. */
export function useTablesWindow(total: number | undefined): VirtualRows {
  return useVirtualRows(total ?? SKELETON_ROWS, ROW_HEIGHT, HEAD_HEIGHT);
}

/** The list itself: head, the rows in sight, empty space for the others. */
export function TablesTable(props: {
  rows: VirtualRows;
  list: TableRows;
  state: TablesState;
  onChange: ChangeTablesState;
  showLakehouse: boolean;
  caption: string;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { rows, list, state } = props;
  const total = list.pages.total ?? 0;
  useRowKeys(rows, total, list.pages);

  // Another question, another list: it begins at its top.
  const question = JSON.stringify(state);
  const toTop = useRef(rows.toTop);
  toTop.current = rows.toTop;
  useEffect(() => toTop.current(), [question]);

  const indexes = Array.from(
    { length: rows.end - rows.first },
    (_, offset) => rows.first + offset,
  );
  return (
    // It scrolls both ways, so it must be reachable by keyboard.
    <div
      ref={rows.setBox}
      className={`${styles.box} ${list.stale ? styles.stale : ''}`}
      tabIndex={0}
      role="region"
      aria-label={t('fleet.list.scroll')}
    >
      <table
        className={`${tableStyles.table} ${styles.table}`}
        aria-rowcount={total + 1}
        aria-busy={list.stale || undefined}
      >
        <caption className={text.hidden}>{props.caption}</caption>
        <TablesHead state={state} onChange={props.onChange} />
        <tbody>
          {rows.first > 0 && <Space rows={rows.first} />}
          {indexes.map(index => {
            const table = list.pages.rowAt(index);
            return table ? (
              <TablesRow
                key={table.entityRef}
                table={table}
                index={index}
                showLakehouse={props.showLakehouse}
              />
            ) : (
              <TablesSkeletonRow key={index} index={index} />
            );
          })}
          {rows.end < total && <Space rows={total - rows.end} />}
        </tbody>
      </table>
    </div>
  );
}

/** As high as the rows that are not drawn. */
function Space(props: { rows: number }) {
  return (
    <tr aria-hidden className={styles.space}>
      <td
        colSpan={COLUMNS.length}
        style={{ height: props.rows * ROW_HEIGHT }}
      />
    </tr>
  );
}

/** The list before its first answer. */
export function TablesSkeleton() {
  return (
    <table className={`${tableStyles.table} ${styles.table}`}>
      <tbody>
        {Array.from({ length: SKELETON_ROWS }, (_, index) => (
          <TablesSkeletonRow key={index} index={index} />
        ))}
      </tbody>
    </table>
  );
}
