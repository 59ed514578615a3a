import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { LakehouseSummary } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { Age, formatCount } from '../shared';
import { summarizeScans } from './summarizeScans';
import styles from './ScanState.module.css';

/** How current the figures are: the oldest of the lakehouses decides, and what runs now is said. */
export function ScanFacts(props: { lakehouses: LakehouseSummary[] }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const scans = summarizeScans(props.lakehouses);
  const counts = { read: formatCount(scans.tablesRead), count: scans.tablesTotal, formattedCount: formatCount(scans.tablesTotal) };
  return (
    <span className={styles.facts}>
      {scans.oldestSuccessAt ? t('lakehouse.scan.age', { ...counts, age: <Age at={scans.oldestSuccessAt} /> }) : t('lakehouse.scan.never')}
      {scans.running.length > 0 && (
        <span className={styles.running}>
          {' · '}
          {scans.running.length === 1 && scans.running[0].scan.activity ? scans.running[0].scan.activity : t('lakehouse.scan.running')}
        </span>
      )}
    </span>
  );
}
