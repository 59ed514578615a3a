import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { TableSummary } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { text } from '../shared';
import styles from './TablesList.module.css';

/** Actions that fit into the cell. */
const MAX_SHOWN = 2;

/** What is due for a table, or why that isn't known. */
export function DueCell(props: { table: TableSummary }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { due, scanError, severity, lastCommitAt } = props.table;
  if (scanError) {
    return (
      <span className={text.small} title={scanError}>
        {t('fleet.row.unreadable')}
      </span>
    );
  }
  if (due.length === 0) {
    const reason = severity === 'unknown' ? (lastCommitAt ? 'fleet.row.notJudged' : 'fleet.row.noData') : 'fleet.row.nothingDue';
    return <span className={text.note}>{t(reason)}</span>;
  }
  const more = due.slice(MAX_SHOWN);
  return (
    <ul className={styles.dueList}>
      {due.slice(0, MAX_SHOWN).map((action, index) => (
        <li key={action} className={index === 0 ? `${text.tag} ${styles.first}` : text.tag} title={action}>
          <span className={styles.clip}>{action}</span>
        </li>
      ))}
      {more.length > 0 && (
        <li className={text.tag} title={more.join(', ')}>
          <span aria-hidden>{`+${more.length}`}</span>
          <span className={text.hidden}>{more.join(', ')}</span>
        </li>
      )}
    </ul>
  );
}
