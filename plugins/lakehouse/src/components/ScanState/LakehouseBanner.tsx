import type { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { LakehouseSummary } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { Banner, formatAge, formatCount, useNow } from '../shared';
import { worstScan } from './worstScan';

/** What is wrong with the knowledge about the lakehouses: one banner, the worst. Nothing when all is well. */
export function LakehouseBanner(props: {
  lakehouses: LakehouseSummary[];
  action?: ReactNode;
  /** What can be done about a listing that was refused. */
  refusedAction?: ReactNode;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const now = useNow();
  const worst = worstScan(props.lakehouses);
  if (!worst) {
    return null;
  }
  const { title, scan } = worst;
  if (scan.status === 'failed') {
    const headline = scan.lastSuccessAt
      ? t('lakehouse.banner.old', {
          lakehouse: title,
          age: formatAge(new Date(scan.lastSuccessAt).getTime(), now),
        })
      : t('lakehouse.banner.neverRead', { lakehouse: title });
    return (
      <Banner
        tone="warning"
        title={headline}
        action={scan.refusedListing && props.refusedAction}
      >
        {scan.error
          ? t('lakehouse.banner.reason', { reason: scan.error })
          : t('lakehouse.banner.noReason')}
      </Banner>
    );
  }
  if (scan.status === 'partial' && scan.tablesFailed === 0) {
    // All that was listed was read: a part of the catalog did not let itself be listed.
    return (
      <Banner
        tone="warning"
        title={t('lakehouse.banner.notAllListed', { lakehouse: title })}
      >
        {scan.error}
      </Banner>
    );
  }
  if (scan.status === 'partial') {
    const counts = {
      count: scan.tablesFailed,
      formattedCount: formatCount(scan.tablesFailed),
      total: formatCount(scan.tablesTotal),
      lakehouse: title,
    };
    return (
      <Banner
        tone="warning"
        title={t('lakehouse.banner.partial', counts)}
        action={props.action}
      >
        {t('lakehouse.banner.partialDetail')}
      </Banner>
    );
  }
  return (
    <Banner
      tone="info"
      title={t('lakehouse.banner.first', { lakehouse: title })}
    >
      {scan.activity
        ? t('lakehouse.banner.activity', { activity: scan.activity })
        : t('lakehouse.banner.arriving')}
    </Banner>
  );
}
