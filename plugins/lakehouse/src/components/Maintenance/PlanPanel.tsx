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
import { useDeed } from './useDeed';

/** A plan: what would be done, why, and what isn't done; and the button that proposes it. */
export function PlanPanel(props: {
  document: PlanDocument;
  onProposed: (runId: string) => void;
}) {
  const { document, onProposed } = props;
  const { plan, engine } = document;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const api = useApi(maintenanceApiRef);
  const { allowed } = usePermission({
    permission: lakehouseMaintenanceRunPermission,
  });
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [proposing, propose] = useDeed(t('maintenance.plan.proposeFailed'));
  const chosen = plan.steps.filter(({ id }) => !left.has(id));
  const table = `${document.schema}.${document.table}`;

  if (plan.steps.length === 0) {
    return (
      <>
        <EmptyState
          title={t('maintenance.plan.nothing', { table })}
          detail={
            engine
              ? t('maintenance.plan.nothingDetail')
              : t('maintenance.plan.noEngine')
          }
        />
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
                  setLeft(before => {
                    const next = new Set(before);
                    if (!next.delete(id)) {
                      next.add(id);
                    }
                    return next;
                  }),
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

function PlanHeadline(props: { document: PlanDocument }) {
  const { plan, schema, table } = props.document;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { scoreBefore, scoreAfter } = plan;
  const counted = {
    count: plan.steps.length,
    formattedCount: formatCount(plan.steps.length),
    table: `${schema}.${table}`,
  };
  return (
    <>
      {scoreBefore === undefined || scoreAfter === undefined
        ? t('maintenance.plan.dueUnknown', counted)
        : t('maintenance.plan.due', {
            ...counted,
            before: String(Math.round(scoreBefore)),
            after: String(Math.round(scoreAfter)),
          })}
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
