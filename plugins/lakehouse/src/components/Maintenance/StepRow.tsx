import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Checkbox } from '@backstage/ui';
import { RiAlertFill } from '@remixicon/react';
import type {
  RunDetail,
  RunSummary,
  TableRef,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import {
  formatBytes,
  formatCount,
  formatDate,
  formatFactor,
  tableStyles,
  text,
  useNow,
} from '../shared';
import styles from './maintenance.module.css';
import type { ChosenSteps } from './StepsCard';
import { StepUnits } from './StepUnits';

type Step = RunDetail['run']['plan']['steps'][number];

/** A step: what and why, what it changes, what it is predicted to gain, and piece by piece what it consists of; in a run, how far it is. */
export function StepRow(props: {
  table: TableRef;
  step: Step;
  number: number;
  chosen?: ChosenSteps;
  /** Of the run that it is part of, where there is one. */
  summary?: RunSummary;
  units?: RunDetail['units'];
}) {
  const { table, step, number, chosen, summary, units } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const now = useNow();
  const { benefit, cost } = step;
  const lines = [
    change(t('maintenance.steps.dataFiles'), benefit.dataFiles),
    change(t('maintenance.steps.deleteFiles'), benefit.deleteFiles),
    change(t('maintenance.steps.manifests'), benefit.manifests),
    change(t('maintenance.steps.snapshots'), benefit.snapshots),
    change(t('maintenance.steps.statistics'), benefit.statisticsFiles),
    benefit.timeTravelFrom &&
      `${t('maintenance.steps.timeTravel')}: ${t('maintenance.steps.change', {
        before: formatDate(Date.parse(benefit.timeTravelFrom.before), now),
        after: formatDate(Date.parse(benefit.timeTravelFrom.after), now),
      })}`,
    benefit.freedBytes !== undefined && frees(BigInt(benefit.freedBytes)),
    cost.writtenBytes !== '0' &&
      `${rewrites(BigInt(cost.writtenBytes))} ${t('maintenance.steps.units', {
        count: step.units.length,
        formattedCount: formatCount(step.units.length),
      })}`,
    benefit.protectedRefs &&
      t('maintenance.steps.protects', {
        refs: benefit.protectedRefs.join(', '),
      }),
  ].filter((line): line is string => typeof line === 'string');

  function rewrites(bytes: bigint) {
    const size = formatBytes(bytes);
    return step.operation === 'rewrite-manifests'
      ? t('maintenance.steps.rewritesManifests', { size })
      : t('maintenance.steps.rewrites', { size });
  }

  function frees(bytes: bigint) {
    const size = formatBytes(bytes);
    const { freedFiles } = benefit;
    return freedFiles === undefined
      ? t('maintenance.steps.frees', { size })
      : t('maintenance.steps.freesFiles', {
          size,
          count: freedFiles,
          formattedCount: formatCount(freedFiles),
        });
  }

  function change(
    label: string,
    pair: { before: number; after: number } | undefined,
  ) {
    return (
      pair &&
      `${label}: ${t('maintenance.steps.change', {
        before: formatCount(pair.before),
        after: formatCount(pair.after),
      })}`
    );
  }

  return (
    <tr className={chosen && !chosen.has(step.id) ? styles.left : undefined}>
      <td className={text.strong}>
        {chosen ? (
          <Checkbox
            isSelected={chosen.has(step.id)}
            onChange={() => chosen.toggle(step.id)}
            aria-label={t('maintenance.plan.choose', {
              step: String(number),
              title: step.title,
            })}
          >
            {number}
          </Checkbox>
        ) : (
          number
        )}
      </td>
      <th scope="row" className={styles.what}>
        <b className={text.strong}>{step.title}</b>
        <div className={text.note}>{step.reason}</div>
        <div className={styles.marks}>
          {step.destructive && (
            <span className={styles.destructive}>
              <RiAlertFill size={12} aria-hidden />
              {t('maintenance.steps.destructive')}
            </span>
          )}
          <span className={text.note}>
            <Approval step={step} summary={summary} />
          </span>
        </div>
      </th>
      <td>
        {lines.map(line => (
          <div key={line} className={styles.line}>
            {line}
          </div>
        ))}
        {units && units.length > 0 && <StepProgress units={units} />}
        <StepUnits table={table} step={step} units={units} />
      </td>
      <td className={tableStyles.number}>
        <Gain step={step} />
      </td>
    </tr>
  );
}

/** Whose approval it takes; in a run that has it, or has ended without, that. */
function Approval(props: { step: Step; summary?: RunSummary }) {
  const { step, summary } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const isAwaited = summary?.awaitingApproval.includes(step.id);
  if (summary && !isAwaited && step.approval !== 'automatic') {
    return <>{t('maintenance.steps.approved')}</>;
  }
  if (summary && summary.state !== 'proposed') {
    return isAwaited ? (
      <>{t('maintenance.steps.notApproved')}</>
    ) : (
      <>{t('maintenance.steps.approvedByNobody')}</>
    );
  }
  return <>{t(`maintenance.steps.approval.${step.approval}`)}</>;
}

function StepProgress(props: { units: RunDetail['units'] }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const count = (state: string) =>
    props.units.filter(unit => unit.state === state).length;
  const parts = [
    t('maintenance.steps.progress', {
      done: formatCount(count('done')),
      total: formatCount(props.units.length),
    }),
    count('skipped') > 0 &&
      t('maintenance.steps.skipped', {
        formattedCount: formatCount(count('skipped')),
      }),
    count('failed') > 0 &&
      t('maintenance.steps.failedUnits', {
        formattedCount: formatCount(count('failed')),
      }),
  ];
  return (
    <>
      <progress
        className={styles.progress}
        max={props.units.length}
        value={count('done') + count('skipped')}
        aria-label={String(parts[0])}
      />
      <div className={text.note}>{parts.filter(Boolean).join(' · ')}</div>
    </>
  );
}

function Gain(props: { step: Step }) {
  const { scoreBefore, scoreAfter, slowdownBefore, slowdownAfter } = props.step;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  if (scoreBefore === undefined || scoreAfter === undefined) {
    return <span className={text.muted}>–</span>;
  }
  const before = String(Math.round(scoreBefore));
  const after = String(Math.round(scoreAfter));
  const readsBefore =
    slowdownBefore === undefined ? '' : formatFactor(slowdownBefore);
  const readsAfter =
    slowdownAfter === undefined ? '' : formatFactor(slowdownAfter);
  return (
    <>
      <b className={text.strong}>
        {before === after
          ? after
          : t('maintenance.steps.change', { before, after })}
      </b>
      <div className={text.note}>
        {readsBefore === readsAfter
          ? before === after && t('maintenance.steps.unchanged')
          : t('maintenance.steps.reads', {
              before: readsBefore,
              after: readsAfter,
            })}
      </div>
    </>
  );
}
