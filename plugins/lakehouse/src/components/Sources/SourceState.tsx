import type { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ScanState } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { Age, formatCount, formatInstant, useNow } from '../shared';
import styles from './Sources.module.css';

const MINUTE_MS = 60_000;

/** How current what is known is: the last success, failures since, the next attempt. */
export function SourceState(props: { scan: ScanState }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const now = useNow();
  const { scan } = props;
  const errors = scan.consecutiveErrors ?? 0;
  const facts: Array<[string, ReactNode]> = [
    [
      t('lakehouse.sources.lastSuccess'),
      scan.lastSuccessAt ? (
        <Age at={scan.lastSuccessAt} />
      ) : (
        t('lakehouse.sources.never')
      ),
    ],
  ];
  if (scan.lastAttemptAt && scan.lastAttemptAt !== scan.lastSuccessAt) {
    facts.push([
      t('lakehouse.sources.lastAttempt'),
      <Age key="attempt" at={scan.lastAttemptAt} />,
    ]);
  }
  facts.push([
    t('lakehouse.sources.errors'),
    errors === 0
      ? t('lakehouse.sources.noErrors')
      : t('lakehouse.sources.errorsSince', {
          count: errors,
          formattedCount: formatCount(errors),
          since: scan.failingSince ? (
            <Age at={scan.failingSince} />
          ) : (
            t('lakehouse.sources.unknownTime')
          ),
        }),
  ]);
  if (scan.nextAttemptAt) {
    const inMs = new Date(scan.nextAttemptAt).getTime() - now;
    const minutes = Math.ceil(inMs / MINUTE_MS);
    facts.push([
      t('lakehouse.sources.nextAttempt'),
      <time
        key="next"
        dateTime={scan.nextAttemptAt}
        title={formatInstant(scan.nextAttemptAt)}
      >
        {inMs <= 0
          ? t('lakehouse.sources.nextIsDue')
          : t('lakehouse.sources.nextIn', {
              count: minutes,
              formattedCount: formatCount(minutes),
            })}
      </time>,
    ]);
  }
  return (
    <div>
      <dl className={styles.facts}>
        {facts.map(([label, value]) => (
          <div key={label} className={styles.fact}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {scan.error && (
        <p className={styles.reason}>
          {scan.status === 'partial'
            ? t('lakehouse.sources.reasonPartial', { reason: scan.error })
            : t('lakehouse.sources.reason', { reason: scan.error })}
        </p>
      )}
    </div>
  );
}
