import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { TableSummary } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { Age, text } from '../shared';
import styles from './TablesList.module.css';

/** What is due for a table, or why that isn't known. */
export function DueCell(props: { table: TableSummary }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { due, scanError, missingSince, unreadable } = props.table;
  if (missingSince) {
    return (
      <span className={text.small} title={t('fleet.row.missingDetail')}>
        {t('fleet.row.missing')} <Age at={missingSince} />
      </span>
    );
  }
  if (unreadable) {
    return (
      <span className={text.note} title={unreadable}>
        {t('fleet.row.notRead')}
      </span>
    );
  }
  if (scanError) {
    return (
      <span className={text.small} title={scanError}>
        {t('fleet.row.unreadable')}
      </span>
    );
  }
  if (due.length === 0) {
    return <span className={text.note}>{t(reasonOfNothing(props.table))}</span>;
  }
  const [first, second] = due;
  return (
    <ul className={styles.dueList}>
      <li className={`${text.tag} ${styles.first}`} title={first}>
        <span className={styles.clip}>{first}</span>
      </li>
      {second && (
        <li className={`${text.tag} ${styles.second}`} title={second}>
          <span className={styles.clip}>{second}</span>
        </li>
      )}
      {/* One tag fits where it is narrow, two where it is wide: the style sheet shows the right rest. */}
      <Rest actions={due.slice(1)} className={styles.restNarrow} />
      <Rest actions={due.slice(2)} className={styles.restWide} />
    </ul>
  );
}

function Rest(props: { actions: string[]; className: string }) {
  if (props.actions.length === 0) {
    return null;
  }
  const names = props.actions.join(', ');
  return (
    <li className={`${text.tag} ${props.className}`} title={names}>
      <span aria-hidden>{`+${props.actions.length}`}</span>
      <span className={text.hidden}>{names}</span>
    </li>
  );
}

/** Nothing is due: because all is well, or because nothing is known. */
function reasonOfNothing({ severity, lastCommitAt }: TableSummary) {
  if (severity !== 'unknown') {
    return 'fleet.row.nothingDue';
  }
  return lastCommitAt ? 'fleet.row.notJudged' : 'fleet.row.noData';
}
