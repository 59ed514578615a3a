import { useState } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button } from '@backstage/ui';
import {
  lakehouseMaintenanceRunPermission,
  type PlanDocument,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { maintenanceApiRef } from '../../api';
import { lakehouseTranslationRef } from '../../translation';
import {
  EmptyState,
  formatCount,
  formatFactor,
  formatInstant,
  Lede,
  text,
} from '../shared';
import { DeclinedCard } from './DeclinedCard';
import { StepsCard } from './StepsCard';
import styles from './maintenance.module.css';
import { toggleStep } from './toggleStep';
import { useDeed } from './useDeed';

/** From this score on a table is healthy. */
const HEALTHY_SCORE = 80;

/** A plan: what would be done, why, and what isn't done; and the button that proposes it. */
export function PlanPanel(props: {
  document: PlanDocument;
  onProposed: (runId: string) => void;
}) {
  const { document, onProposed } = props;
  const { plan } = document;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const api = useApi(maintenanceApiRef);
  const { allowed } = usePermission({
    permission: lakehouseMaintenanceRunPermission,
  });
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [proposing, propose] = useDeed(t('maintenance.plan.proposeFailed'));
  const chosen = plan.steps.filter(({ id }) => !left.has(id));
  if (plan.steps.length === 0) {
    return (
      <>
        <NothingToDo document={document} />
        <DeclinedCard declined={plan.declined} />
      </>
    );
  }
  return (
    <>
      <Lede
        headline={<PlanHeadline document={document} />}
        detail={<PlanDetail document={document} />}
      />
      <StepsCard
        table={document}
        steps={plan.steps}
        chosen={
          allowed
            ? {
                has: id => !left.has(id),
                toggle: id =>
                  setLeft(before => toggleStep(plan.steps, before, id)),
              }
            : undefined
        }
      />
      {allowed && (
        <div className={styles.propose}>
          <Button
            variant="primary"
            isPending={proposing}
            isDisabled={chosen.length === 0}
            onPress={() =>
              propose(async () => {
                const { run } = await api.proposeRun({
                  planId: document.id,
                  steps: chosen.map(({ id }) => id),
                });
                onProposed(run.id);
              })
            }
          >
            {chosen.length === plan.steps.length
              ? t('maintenance.plan.propose')
              : t('maintenance.plan.proposeSome', {
                  count: chosen.length,
                  formattedCount: formatCount(chosen.length),
                })}
          </Button>
          <span className={text.note}>
            {t('maintenance.plan.proposeNote')}{' '}
            {t('maintenance.plan.expires', {
              at: formatInstant(document.expiresAt),
            })}
          </span>
        </div>
      )}
      <DeclinedCard declined={plan.declined} />
    </>
  );
}

/** Nothing is due; or something is the matter, and no maintenance would help. */
function NothingToDo(props: { document: PlanDocument }) {
  const { plan, engine, schema, table: tableName } = props.document;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const table = `${schema}.${tableName}`;
  const score = plan.scoreBefore;
  if (engine && score !== undefined && score < HEALTHY_SCORE) {
    return (
      <EmptyState
        title={t('maintenance.plan.cannot', { table })}
        detail={t('maintenance.plan.cannotDetail', {
          score: String(Math.round(score)),
        })}
      />
    );
  }
  return (
    <EmptyState
      title={t('maintenance.plan.nothing', { table })}
      detail={
        engine
          ? t('maintenance.plan.nothingDetail')
          : t('maintenance.plan.noEngine')
      }
    />
  );
}

function PlanHeadline(props: { document: PlanDocument }) {
  const { plan, schema, table } = props.document;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { scoreBefore, scoreAfter } = plan;
  const counted = {
    count: plan.steps.length,
    formattedCount: formatCount(plan.steps.length),
    table: `${schema}.${table}`,
  };
  if (scoreBefore === undefined || scoreAfter === undefined) {
    return <>{t('maintenance.plan.dueUnknown', counted)}</>;
  }
  const before = String(Math.round(scoreBefore));
  const after = String(Math.round(scoreAfter));
  return (
    <>
      {before === after
        ? t('maintenance.plan.dueSame', { ...counted, score: after })
        : t('maintenance.plan.due', { ...counted, before, after })}
    </>
  );
}

function PlanDetail(props: { document: PlanDocument }) {
  const { plan, engine } = props.document;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const before =
    plan.slowdownBefore === undefined
      ? undefined
      : formatFactor(plan.slowdownBefore);
  const after =
    plan.slowdownAfter === undefined
      ? undefined
      : formatFactor(plan.slowdownAfter);
  return (
    <>
      {before !== undefined &&
        after !== undefined &&
        before !== after &&
        `${t('maintenance.plan.reads', { before, after })} `}
      {engine && `${t('maintenance.plan.engine', { engine })} `}
      {t('maintenance.plan.changesNothing')}
    </>
  );
}
