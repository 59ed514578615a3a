import { useState } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button } from '@backstage/ui';
import {
  lakehouseMaintenanceApprovePermission,
  lakehouseMaintenanceRunPermission,
  type BatchResult,
  type BulkPlan,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { maintenanceApiRef } from '../../api';
import { lakehouseTranslationRef } from '../../translation';
import {
  CardFrame,
  formatBytes,
  formatCount,
  TableName,
  tableStyles,
  text,
} from '../shared';
import { isActive } from './isUnderWay';
import { useBatchRuns } from './useBatchRuns';
import { useDeed } from './useDeed';

/** What would be done to some tables; proposed, and then approved or cancelled, together. */
export function BulkPlanPanel(props: {
  plan: BulkPlan;
  onClose: () => void;
  /** There are runs that weren't there before, or are in another state. */
  onChanged: () => void;
}) {
  const { plan, onClose, onChanged } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const api = useApi(maintenanceApiRef);
  const { allowed: mayRun } = usePermission({
    permission: lakehouseMaintenanceRunPermission,
  });
  const { allowed: mayApprove } = usePermission({
    permission: lakehouseMaintenanceApprovePermission,
  });
  const [result, setResult] = useState<BatchResult>();
  const [deeds, setDeeds] = useState(0);
  const runsNow = useBatchRuns(result?.batch, deeds);
  // Until it is known how they stand, all of them may wait.
  const known = [...runsNow.values()];
  const waits =
    known.length === 0 || known.some(({ state }) => state === 'proposed');
  const [pending, act] = useDeed(t('maintenance.bulk.failed'));
  const { totals, items, leftOut } = plan;
  const plans = items.flatMap(({ planId, steps }) =>
    planId !== undefined && steps.length > 0 ? [{ planId }] : [],
  );
  const resultOf = (index: number) =>
    result?.results.find(({ planId }) => planId === items[index].planId);
  const onBatch = (work: (batch: string) => Promise<BatchResult>) =>
    act(async () => {
      const after = await work(result!.batch);
      // The answers are by run; those of the proposal know which plan is whose.
      const runs = new Map(after.results.map(one => [one.runId, one]));
      setResult({
        ...after,
        results: result!.results.map(one => ({
          ...one,
          ...runs.get(one.runId),
          planId: one.planId,
        })),
      });
      setDeeds(count => count + 1);
      onChanged();
    });
  const outcome = (index: number) => {
    const { error, steps, declined } = items[index];
    const done = resultOf(index);
    const now = done?.runId === undefined ? undefined : runsNow.get(done.runId);
    // What could not be done to a run is of interest as long as it waits for it.
    const refused =
      now === undefined || now.state === 'proposed' ? done?.error : undefined;
    if (error ?? refused) {
      return (error ?? refused)?.message;
    }
    const run = now ?? done?.run;
    if (run) {
      return t(`maintenance.state.${run.state}`);
    }
    return steps.length === 0 ? declined : undefined;
  };

  return (
    <CardFrame
      flush
      title={t('maintenance.bulk.title')}
      subtitle={[
        t('maintenance.bulk.subtitle', {
          count: totals.toDo,
          formattedCount: formatCount(totals.toDo),
          written: formatBytes(BigInt(totals.writtenBytes)),
          freed: formatBytes(BigInt(totals.freedBytes)),
        }),
        leftOut > 0 &&
          t('maintenance.bulk.leftOut', {
            count: leftOut,
            formattedCount: formatCount(leftOut),
          }),
      ]
        .filter(Boolean)
        .join(' ')}
      actions={
        <>
          {!result && mayRun && plans.length > 0 && (
            <Button
              size="small"
              isDisabled={pending}
              onPress={() =>
                act(async () => {
                  setResult(await api.proposeBatch({ plans }));
                  onChanged();
                })
              }
            >
              {t('maintenance.bulk.propose', {
                count: plans.length,
                formattedCount: formatCount(plans.length),
              })}
            </Button>
          )}
          {result && mayApprove && waits && (
            <Button
              size="small"
              isDisabled={pending}
              onPress={() => onBatch(batch => api.approveBatch(batch))}
            >
              {t('maintenance.bulk.approve')}
            </Button>
          )}
          {result && mayRun && (waits || known.some(isActive)) && (
            <Button
              size="small"
              variant="secondary"
              isDisabled={pending}
              onPress={() => onBatch(batch => api.cancelBatch(batch))}
            >
              {t('maintenance.bulk.cancel')}
            </Button>
          )}
          <Button size="small" variant="tertiary" onPress={onClose}>
            {t('maintenance.bulk.close')}
          </Button>
        </>
      }
    >
      <div
        className={tableStyles.scroll}
        tabIndex={0}
        role="region"
        aria-label={t('maintenance.bulk.caption')}
      >
        <table className={tableStyles.table}>
          <caption className={text.hidden}>
            {t('maintenance.bulk.caption')}
          </caption>
          <thead>
            <tr>
              <th scope="col">{t('maintenance.due.table')}</th>
              <th scope="col">{t('maintenance.due.what')}</th>
              <th scope="col" className={tableStyles.number}>
                {t('maintenance.runs.score')}
              </th>
              <th scope="col">{t('maintenance.runs.state')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item, index) => (
              <tr key={`${item.lakehouse} ${item.schema} ${item.table}`}>
                <th scope="row">
                  <TableName schema={item.schema} table={item.table} />
                </th>
                <td>
                  {item.steps.map(step => (
                    <div key={step.id}>{step.title}</div>
                  ))}
                </td>
                <td className={tableStyles.number}>
                  {item.scoreBefore !== undefined &&
                  item.scoreAfter !== undefined
                    ? t('maintenance.steps.change', {
                        before: String(Math.round(item.scoreBefore)),
                        after: String(Math.round(item.scoreAfter)),
                      })
                    : '–'}
                </td>
                <td>{outcome(index)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </CardFrame>
  );
}
