import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RunDetail } from '@lakehouse-portal/plugin-lakehouse-common';
import { formatShortDuration } from '@lakehouse-portal/table-health';
import { lakehouseTranslationRef } from '../../translation';
import { CardFrame, formatBytes, formatCount } from '../shared';
import styles from './maintenance.module.css';

/** What the run took, beside what the plan said. */
export function SpentCard(props: { detail: RunDetail }) {
  const { spent, summary, run, units } = props.detail;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  if (summary.startedAt === undefined) {
    return null;
  }
  const toBeFreed = run.plan.steps.reduce(
    (sum, { benefit }) => sum + BigInt(benefit.freedBytes ?? 0),
    0n,
  );
  const mergesManifests = run.plan.steps.some(
    ({ operation }) => operation === 'rewrite-manifests',
  );
  return (
    <CardFrame title={t('maintenance.run.spent.title')}>
      <div className={styles.stack}>
        <p>
          {spent.rewrittenBytes === '0' && spent.plannedBytes === '0'
            ? t('maintenance.run.spent.noData')
            : t('maintenance.run.spent.rewritten', {
                real: formatBytes(BigInt(spent.rewrittenBytes)),
                planned: formatBytes(BigInt(spent.plannedBytes)),
              })}
          {mergesManifests && ` ${t('maintenance.run.spent.noManifests')}`}
        </p>
        <RewrittenFiles units={units} />
        {(spent.freedBytes !== '0' || toBeFreed > 0n) && (
          <p>
            {t('maintenance.run.spent.freed', {
              real: formatBytes(BigInt(spent.freedBytes)),
              planned: formatBytes(toBeFreed),
            })}
          </p>
        )}
        <p>
          {t('maintenance.run.spent.elapsed', {
            duration: formatShortDuration(spent.elapsedMs),
          })}
        </p>
        {summary.finishedAt && (
          <p>
            {t('maintenance.run.spent.whole', {
              duration: formatShortDuration(
                Date.parse(summary.finishedAt) - Date.parse(summary.startedAt),
              ),
            })}
          </p>
        )}
      </div>
    </CardFrame>
  );
}

/** Data files that were replaced, and by how many, beside what the plan said; where the engine has told. */
function RewrittenFiles(props: { units: RunDetail['units'] }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const total = { before: 0, after: 0, plannedBefore: 0, plannedAfter: 0 };
  let isTold = false;
  for (const { unit, outcome } of props.units) {
    if (unit.operation === 'rewrite-data-files') {
      total.plannedBefore += unit.predicted.filesBefore;
      total.plannedAfter += unit.predicted.filesAfter;
      total.before += outcome?.removedDataFiles ?? 0;
      total.after += outcome?.addedDataFiles ?? 0;
      isTold ||=
        outcome?.removedDataFiles !== undefined &&
        outcome.addedDataFiles !== undefined;
    }
  }
  if (!isTold) {
    return null;
  }
  return (
    <p>
      {t('maintenance.run.spent.files', {
        before: formatCount(total.before),
        after: formatCount(total.after),
        plannedBefore: formatCount(total.plannedBefore),
        plannedAfter: formatCount(total.plannedAfter),
      })}
    </p>
  );
}
