import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { LakehouseSummary } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { Age, formatCount } from '../shared';
import { summarizeScans } from './summarizeScans';
import styles from './ScanState.module.css';

/** How current the figures are: the oldest of the lakehouses decides, and what runs now is said. */
export function ScanFacts(props: {
  lakehouses: LakehouseSummary[];
  /** Leaves out how many tables were read, where the page is about some of them only. */
  ageOnly?: boolean;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { oldestSuccessAt, tablesRead, tablesTotal, failed, running } =
    summarizeScans(props.lakehouses);
  if (!oldestSuccessAt) {
    return <span className={styles.facts}>{t('lakehouse.scan.never')}</span>;
  }
  const age = <Age at={oldestSuccessAt} />;
  const counts = {
    read: formatCount(tablesRead),
    count: tablesTotal,
    formattedCount: formatCount(tablesTotal),
  };
  const [only] = running;
  return (
    <span className={styles.facts}>
      {/* A failed scan counts nothing: what it would count is from the one before. */}
      {failed || props.ageOnly
        ? t('lakehouse.scan.ageOnly', { age })
        : t('lakehouse.scan.age', { ...counts, age })}
      {only && (
        <span className={styles.running}>
          {' · '}
          {running.length === 1 && only.scan.activity
            ? only.scan.activity
            : t('lakehouse.scan.running')}
        </span>
      )}
    </span>
  );
}
