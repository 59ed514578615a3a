import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiArrowDownSLine, RiArrowUpSLine } from '@remixicon/react';
import { lakehouseTranslationRef } from '../../translation';
import { tableStyles } from '../shared';
import {
  type ColumnId,
  COLUMNS,
  NUMBER_COLUMNS,
  sortOfColumn,
} from './columns';
import styles from './TablesList.module.css';
import { FIRST_ORDER, type TablesState } from './TablesState';
import type { ChangeTablesState } from './useTablesState';

const ARIA_SORT = { asc: 'ascending', desc: 'descending' } as const;

/** Heads of the columns; those that sort are buttons. */
export function TablesHead(props: {
  state: TablesState;
  onChange: ChangeTablesState;
  columns?: readonly ColumnId[];
}) {
  return (
    <thead className={styles.head}>
      <tr aria-rowindex={1}>
        {(props.columns ?? COLUMNS).map(column => (
          <ColumnHead
            key={column}
            column={column}
            state={props.state}
            onChange={props.onChange}
          />
        ))}
      </tr>
    </thead>
  );
}

function ColumnHead(props: {
  column: ColumnId;
  state: TablesState;
  onChange: ChangeTablesState;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { column, state, onChange } = props;
  const sort = sortOfColumn(column);
  const classes = [
    styles[column],
    NUMBER_COLUMNS.has(column) && tableStyles.number,
  ]
    .filter(Boolean)
    .join(' ');
  const label = t(`fleet.columns.${column}`);
  if (!sort) {
    return (
      <th scope="col" className={classes}>
        {label}
      </th>
    );
  }
  const active = state.sort === sort;
  const opposite = state.order === 'asc' ? 'desc' : 'asc';
  const Arrow = state.order === 'asc' ? RiArrowUpSLine : RiArrowDownSLine;
  return (
    <th
      scope="col"
      className={classes}
      aria-sort={active ? ARIA_SORT[state.order] : undefined}
    >
      <button
        type="button"
        className={styles.sort}
        title={t(
          `fleet.columnHelp.${column as Exclude<ColumnId, 'trend' | 'due'>}`,
        )}
        onClick={() =>
          onChange({ sort, order: active ? opposite : FIRST_ORDER[sort] })
        }
      >
        {label}
        {active && <Arrow aria-hidden size={16} />}
      </button>
    </th>
  );
}
