import { memo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import type { TableSummary } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import {
  Age,
  LayerMark,
  SeverityChip,
  Sparkline,
  TableName,
  tableStyles,
  text,
} from '../shared';
import { COLUMNS } from './columns';
import { DueCell } from './DueCell';
import { FilesCell, SizeCell, SlowdownCell } from './FigureCells';
import { RowLink, RowOwner } from './RowLink';
import styles from './TablesList.module.css';

/** One table of the list. `lakehouse` names it too, where the list is of several. */
export const TablesRow = memo(function Row(props: {
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
        <RowLink entityRef={table.entityRef}>
          <TableName schema={table.schema} table={table.table} />
        </RowLink>
        {props.showLakehouse && (
          <span className={styles.lakehouse}> {table.lakehouse}</span>
        )}
      </th>
      <td className={styles.health}>
        {table.unreadable ? (
          <span className={text.tag} title={table.unreadable}>
            {table.kind === 'view' ? t('fleet.row.view') : table.format}
          </span>
        ) : (
          <SeverityChip
            severity={table.severity}
            score={table.score}
            scoreIsUpperBound={table.scoreIsUpperBound}
          />
        )}
      </td>
      <td className={styles.trend}>
        <Trend table={table} />
      </td>
      <td className={`${styles.slowdown} ${tableStyles.number}`}>
        <SlowdownCell table={table} />
      </td>
      <td className={styles.layer}>
        <LayerMark layer={table.layer} />
      </td>
      <td className={styles.owner}>
        <RowOwner owner={table.owner} />
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
          <span className={text.muted}>
            {table.unreadable ? '–' : t(noCommitOf(table))}
          </span>
        )}
      </td>
      <td className={styles.due}>
        <DueCell table={table} />
      </td>
    </tr>
  );
});

/** Of a table that never was read, nobody knows whether it has commits. */
function noCommitOf({ scannedAt }: TableSummary) {
  return scannedAt ? 'fleet.row.noCommit' : 'fleet.row.commitUnknown';
}

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

/** Scores of 30 days; one point is no line, and says so in words. */
function Trend(props: { table: TableSummary }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { scoreHistory, severity } = props.table;
  if (scoreHistory.length > 1) {
    return <Sparkline history={scoreHistory} severity={severity} />;
  }
  return (
    <span className={text.note}>
      {scoreHistory.length === 1 ? t('fleet.row.firstDay') : '–'}
    </span>
  );
}
