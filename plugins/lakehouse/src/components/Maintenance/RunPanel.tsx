import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RunDetail } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import {
  Age,
  Banner,
  CardFrame,
  formatCount,
  Lede,
  QueryView,
  SkeletonLines,
  Split,
  TableName,
  text,
} from '../shared';
import { ApprovalCard } from './ApprovalCard';
import { LogCard } from './LogCard';
import styles from './maintenance.module.css';
import { RunButtons } from './RunButtons';
import { SpentCard } from './SpentCard';
import { StateBar } from './StateBar';
import { StepsCard } from './StepsCard';
import { useRun } from './useRun';
import { VerificationCard } from './VerificationCard';

/** A run: the same page before, during and after; only what its cards say changes. */
export function RunPanel(props: { id: string; withTable?: boolean }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { query, events, progress, following } = useRun(props.id);
  return (
    <QueryView
      query={query}
      failed={t('maintenance.run.failed')}
      skeleton={
        <CardFrame title={t('maintenance.steps.title')} busy>
          <SkeletonLines lines={12} />
        </CardFrame>
      }
    >
      {detail => (
        <>
          {props.withTable && (
            <TableName
              schema={detail.summary.schema}
              table={detail.summary.table}
            />
          )}
          <StateBar summary={detail.summary} />
          <div
            className={styles.opening}
            style={{ justifyContent: 'space-between' }}
          >
            <div aria-live="polite">
              <Lede
                headline={<Headline detail={detail} />}
                detail={detail.summary.reason ?? <Undo detail={detail} />}
              />
              <p className={text.note}>
                {t('maintenance.run.by', {
                  by: detail.run.createdBy,
                  age: <Age at={detail.run.createdAt} />,
                  engine: detail.engine ?? '',
                })}
              </p>
            </div>
            <RunButtons detail={detail} onChanged={query.refresh} />
          </div>
          {detail.summary.contentChanged && (
            <Banner
              tone="negative"
              role="alert"
              title={t('maintenance.run.lede.contentChanged')}
            >
              {detail.rollback.detail}
            </Banner>
          )}
          <Split
            ratio="2:1"
            aside={
              <>
                <ApprovalCard detail={detail} onChanged={query.refresh} />
                <LogCard
                  events={events}
                  progress={progress}
                  following={following}
                />
                <SpentCard detail={detail} />
              </>
            }
          >
            <StepsCard
              table={detail.summary}
              steps={detail.run.plan.steps}
              units={
                detail.summary.state === 'proposed' ? undefined : detail.units
              }
            />
            {detail.verification && (
              <VerificationCard verification={detail.verification} />
            )}
          </Split>
        </>
      )}
    </QueryView>
  );
}

function Headline(props: { detail: RunDetail }) {
  const { summary } = props.detail;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { state, units, scoreBefore, scoreAfter } = summary;
  if (state === 'running') {
    return (
      <>
        {t('maintenance.run.lede.running', {
          done: formatCount(units.done + units.skipped),
          total: formatCount(units.total),
        })}
      </>
    );
  }
  if (
    state === 'done' &&
    scoreBefore !== undefined &&
    scoreAfter !== undefined
  ) {
    return (
      <>
        {t('maintenance.run.lede.doneScore', {
          before: String(Math.round(scoreBefore)),
          after: String(Math.round(scoreAfter)),
        })}
      </>
    );
  }
  return <>{t(`maintenance.run.lede.${state}`)}</>;
}

function Undo(props: { detail: RunDetail }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { rollback, summary } = props.detail;
  if (!['done', 'cancelled', 'failed'].includes(summary.state)) {
    return <>{t('maintenance.run.undo')}</>;
  }
  return rollback.possible ? (
    <>{t('maintenance.run.canRollBack', { detail: rollback.detail })}</>
  ) : (
    <>{rollback.detail}</>
  );
}
