import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { isRewrite } from '@lakehouse-portal/maintenance';
import type {
  RunDetail,
  RunWaiting,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import {
  Age,
  formatCount,
  Lede,
  NamedText,
  PersonLink,
  text,
  useNow,
} from '../shared';
import { formatStart } from './formatStart';
import { KeptProperties } from './KeptProperties';
import styles from './maintenance.module.css';
import { RunButtons } from './RunButtons';
import { useKeptFocus } from './useKeptFocus';

/** What a run opens with: how it stands, in a sentence, by whom, and what can be done about it. */
export function RunOpening(props: {
  detail: RunDetail;
  onChanged: () => void;
  /** Leads to the runs that it was proposed together with. */
  onBatch?: (batch: string) => void;
}) {
  const { detail, onChanged, onBatch } = props;
  const { batch } = detail.summary;
  const { summary, run, rollback } = detail;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  // The button of a deed is gone when it is done.
  const place = useKeptFocus<HTMLDivElement>(
    `${summary.state} ${run.approvals.length} ${rollback.doneAt}`,
  );
  const by = <PersonLink person={run.createdBy} />;
  const age = <Age at={run.createdAt} />;
  return (
    <div className={styles.opening} style={{ justifyContent: 'space-between' }}>
      <div ref={place} tabIndex={-1} className={styles.place}>
        {/* A change of state is said aloud; neither each piece nor that time passes. */}
        <span role="status" className={text.hidden}>
          {t('maintenance.run.now', {
            state: t(
              `maintenance.state.${
                rollback.doneAt ? 'rolledBack' : summary.state
              }`,
            ),
          })}
        </span>
        <Lede
          headline={<Headline detail={detail} />}
          detail={<HeadlineDetail detail={detail} />}
        />
        <p className={text.note}>
          {detail.engine === undefined
            ? t('maintenance.run.byAlone', { by, age })
            : t('maintenance.run.by', { by, age, engine: detail.engine })}
          {batch !== undefined && onBatch && (
            <Button
              size="small"
              variant="tertiary"
              className={styles.ofBatch}
              onPress={() => onBatch(batch)}
            >
              {t('maintenance.run.ofBatch')}
            </Button>
          )}
        </p>
      </div>
      <RunButtons detail={detail} onChanged={onChanged} />
    </div>
  );
}

function Headline(props: { detail: RunDetail }) {
  const { summary, rollback } = props.detail;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { state, units, scoreBefore, scoreAfter } = summary;
  if (rollback.doneAt) {
    return <>{t('maintenance.run.lede.rolledBack')}</>;
  }
  if (state === 'running') {
    const pieces = {
      done: formatCount(units.done + units.skipped),
      total: formatCount(units.total),
    };
    return (
      <>
        {summary.waiting
          ? t('maintenance.run.lede.runningWaits', pieces)
          : t('maintenance.run.lede.running', pieces)}
      </>
    );
  }
  if (summary.waiting && (state === 'approved' || state === 'verifying')) {
    return <>{t(`maintenance.run.lede.${state}Waits`)}</>;
  }
  // Only what stopped before its end has a reason beside that it is done.
  if (state === 'done' && summary.reason !== undefined) {
    return (
      <>
        {t('maintenance.run.lede.doneEarly', {
          done: formatCount(units.done),
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
    const before = String(Math.round(scoreBefore));
    const after = String(Math.round(scoreAfter));
    return (
      <>
        {before === after
          ? t('maintenance.run.lede.doneSame', { score: after })
          : t('maintenance.run.lede.doneScore', { before, after })}
      </>
    );
  }
  return <>{t(`maintenance.run.lede.${state}`)}</>;
}

function HeadlineDetail(props: { detail: RunDetail }) {
  const { summary, rollback } = props.detail;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { reason, scoreAfter } = summary;
  if (!rollback.doneAt) {
    if (summary.waiting) {
      return <Waits waiting={summary.waiting} />;
    }
    if (reason === undefined) {
      return <Undo detail={props.detail} />;
    }
    return (
      <>
        <NamedText>{reason}</NamedText>{' '}
        {/* The warning that rows have changed says it already. */}
        {rollback.snapshotId !== undefined && !summary.contentChanged && (
          <Undo detail={props.detail} />
        )}
      </>
    );
  }
  return (
    <>
      {t('maintenance.run.rolledBackDetail')} <KeptProperties {...props} />{' '}
      {reason === undefined ? (
        scoreAfter !== undefined &&
        t('maintenance.run.rolledBackScore', {
          after: String(Math.round(scoreAfter)),
        })
      ) : (
        <NamedText>{reason}</NamedText>
      )}
    </>
  );
}

/** Why it doesn't go on, and when it will. */
function Waits(props: { waiting: RunWaiting }) {
  const { reason, until } = props.waiting;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const now = useNow();
  return (
    <>
      <NamedText>{reason}</NamedText>{' '}
      {until === undefined
        ? t('maintenance.run.goesOn')
        : t('maintenance.run.goesOnAt', {
            at: formatStart(Date.parse(until), now),
          })}
    </>
  );
}

function Undo(props: { detail: RunDetail }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { rollback, summary } = props.detail;
  if (!['done', 'cancelled', 'failed'].includes(summary.state)) {
    return summary.operations.some(isRewrite) ? (
      <>{t('maintenance.run.undo')}</>
    ) : (
      <>{t('maintenance.run.undoNothing')}</>
    );
  }
  return rollback.possible ? (
    <NamedText>
      {t('maintenance.run.canRollBack', { detail: rollback.detail })}
    </NamedText>
  ) : (
    <NamedText>{rollback.detail}</NamedText>
  );
}
