import { memo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import type { TableSummary } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import {
  Age,
  EntityLink,
  LayerMark,
  OwnerLink,
  SeverityChip,
  Sparkline,
  TableName,
  tableStyles,
  text,
} from '../shared';
import { COLUMNS } from './columns';
import { DueCell } from './DueCell';
import { FilesCell, SizeCell, SlowdownCell } from './FigureCells';
import styles from './TablesList.module.css';

/** One table of the list. `lakehouse` names it too, where the list is of several. */
export const TablesRow = memo(function TablesRow(props: {
  table: TableSummary;
  index: number;
  showLakehouse: boolean;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { table, index } = props;
  const name = `${table.schema}.${table.table}`;
  return (
    <tr aria-rowindex={index + 2} data-index={index}>
      <th
        scope="row"
        className={styles.name}
        title={props.showLakehouse ? `${table.lakehouse}: ${name}` : name}
      >
        <EntityLink entityRef={table.entityRef}>
          <TableName schema={table.schema} table={table.table} />
        </EntityLink>
        {props.showLakehouse && (
          <span className={styles.lakehouse}> {table.lakehouse}</span>
        )}
      </th>
      <td className={styles.health}>
        <SeverityChip
          severity={table.severity}
          score={table.score}
          scoreIsUpperBound={table.scoreIsUpperBound}
        />
      </td>
      <td className={styles.trend}>
        {table.scoreHistory.length > 0 ? (
          <Sparkline history={table.scoreHistory} severity={table.severity} />
        ) : (
          <span className={text.muted}>–</span>
        )}
      </td>
      <td className={`${styles.slowdown} ${tableStyles.number}`}>
        <SlowdownCell table={table} />
      </td>
      <td className={styles.layer}>
        <LayerMark layer={table.layer} />
      </td>
      <td className={styles.owner}>
        <OwnerLink owner={table.owner} />
      </td>
      <td className={`${styles.size} ${tableStyles.number}`}>
        <SizeCell table={table} />
      </td>
      <td className={`${styles.files} ${tableStyles.number}`}>
        <FilesCell table={table} />
      </td>
      <td className={`${styles.age} ${tableStyles.number}`}>
        {table.lastCommitAt ? (
          <Age at={table.lastCommitAt} />
        ) : (
          <span className={text.muted}>{t('fleet.row.noCommit')}</span>
        )}
      </td>
      <td className={styles.due}>
        <DueCell table={table} />
      </td>
    </tr>
  );
});

/** A row whose data is on its way. */
export function TablesSkeletonRow(props: { index: number }) {
  return (
    <tr aria-rowindex={props.index + 2} aria-busy data-index={props.index}>
      {COLUMNS.map(column => (
        <td key={column} className={styles[column]}>
          <Skeleton
            width={column === 'name' ? '62%' : '70%'}
            height={column === 'health' ? 20 : 12}
          />
        </td>
      ))}
    </tr>
  );
}
