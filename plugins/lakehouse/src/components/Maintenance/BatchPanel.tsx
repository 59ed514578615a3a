import { useState } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button } from '@backstage/ui';
import {
  lakehouseMaintenanceApprovePermission,
  lakehouseMaintenanceRunPermission,
  type BatchResult,
  type BatchSummary,
  type RunSummary,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { maintenanceApiRef } from '../../api';
import { lakehouseTranslationRef } from '../../translation';
import {
  Age,
  announceLakehouseChange,
  Banner,
  CardFrame,
  EmptyState,
  formatCount,
  Lede,
  NamedText,
  PersonLink,
  QueryView,
  SkeletonLines,
  text,
} from '../shared';
import { BatchStates } from './BatchStates';
import { ACTIVE_STATES, isUnderWay } from './isUnderWay';
import styles from './maintenance.module.css';
import { RunsTable } from './RunsTable';
import { shownStateOf } from './shownStateOf';
import { useDeed } from './useDeed';
import { useLiveQuery } from './useLiveQuery';
import { useMaintenanceQuery } from './useMaintenanceQuery';

/** The most that a batch has. */
const MOST = 100;

/** Runs that were proposed together: how they stand, and what can be done about all of them. */
export function BatchPanel(props: {
  batch: string;
  onOpen: (runId: string) => void;
}) {
  const { batch, onOpen } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const query = useMaintenanceQuery(
    `batch-page/${batch}`,
    (api, options) => api.listRuns({ batch, limit: MOST }, options),
    { keepPrevious: true },
  );
  useLiveQuery(
    query,
    query.status === 'loaded' && query.value.items.some(isUnderWay),
  );
  return (
    <QueryView
      query={query}
      failed={t('maintenance.batch.failed')}
      hints={{ unavailable: t('maintenance.failures.unavailable') }}
      skeleton={
        <CardFrame title={t('maintenance.batch.title')} busy>
          <SkeletonLines lines={6} />
        </CardFrame>
      }
    >
      {({ items }) =>
        items.length === 0 ? (
          <CardFrame title={t('maintenance.batch.title')}>
            <EmptyState
              title={t('maintenance.batch.none')}
              detail={t('maintenance.failures.runUnknown')}
            />
          </CardFrame>
        ) : (
          <Batch
            batch={batch}
            runs={items}
            onOpen={onOpen}
            onChanged={query.refresh}
          />
        )
      }
    </QueryView>
  );
}

function Batch(props: {
  batch: string;
  runs: RunSummary[];
  onOpen: (runId: string) => void;
  onChanged: () => void;
}) {
  const { batch, runs, onOpen, onChanged } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const api = useApi(maintenanceApiRef);
  const { allowed: mayRun } = usePermission({
    permission: lakehouseMaintenanceRunPermission,
  });
  const { allowed: mayApprove } = usePermission({
    permission: lakehouseMaintenanceApprovePermission,
  });
  const [pending, act] = useDeed(t('maintenance.bulk.failed'));
  const [refused, setRefused] = useState<BatchResult['results']>([]);
  const [forOthers, setForOthers] = useState<ReadonlyMap<string, string>>(
    new Map(),
  );
  const states = statesOf(runs);
  const waiting = states.proposed ?? 0;
  const active = ACTIVE_STATES.reduce(
    (sum, state) => sum + (states[state] ?? 0),
    0,
  );
  // What was asked for and is not done is for others to approve, until something about it changes.
  const mayBeMine = runs.some(
    run =>
      run.state === 'proposed' && forOthers.get(run.id) !== waitingSteps(run),
  );
  const approveAll = async () => {
    const after = await api.approveBatch(batch);
    const known = new Map(runs.map(run => [run.id, run]));
    setForOthers(
      new Map(
        after.results.flatMap(({ runId, run, error }) => {
          const left =
            error?.name === 'InputError' && runId ? known.get(runId) : run;
          return left ? [[left.id, waitingSteps(left)] as const] : [];
        }),
      ),
    );
    return after;
  };
  const doToAll = (work: () => Promise<BatchResult>) =>
    act(async () => {
      const { results } = await work();
      setRefused(results.filter(({ error }) => error));
      onChanged();
      announceLakehouseChange();
    });
  const [first] = runs;
  return (
    <>
      <div className={`${styles.opening} ${styles.apart}`}>
        <div className={styles.stack}>
          <Lede
            headline={headlineOf()}
            detail={<BatchStates states={states} />}
          />
          <p className={text.note}>
            {t('maintenance.run.byAlone', {
              by: <PersonLink person={first.createdBy} />,
              age: <Age at={first.createdAt} />,
            })}
          </p>
        </div>
        <div className={styles.back}>
          {mayApprove && mayBeMine && (
            <Button
              variant="primary"
              isDisabled={pending}
              onPress={() => doToAll(approveAll)}
            >
              {t('maintenance.bulk.approve')}
            </Button>
          )}
          {mayRun && waiting + active > 0 && (
            <Button
              variant="secondary"
              isDisabled={pending}
              onPress={() => doToAll(() => api.cancelBatch(batch))}
            >
              {t('maintenance.bulk.cancel')}
            </Button>
          )}
        </div>
      </div>
      {refused.length > 0 && (
        <Banner
          tone="warning"
          title={t('maintenance.batch.refused', {
            count: refused.length,
            formattedCount: formatCount(refused.length),
          })}
        >
          <Reasons refused={refused} runs={runs} />
        </Banner>
      )}
      <CardFrame flush title={t('maintenance.batch.title')}>
        <RunsTable runs={runs} withTable onOpen={onOpen} />
      </CardFrame>
    </>
  );

  function headlineOf(): string {
    if (waiting > 0) {
      return t('maintenance.batch.waiting', {
        count: waiting,
        formattedCount: formatCount(waiting),
        total: formatCount(runs.length),
      });
    }
    return active > 0
      ? t('maintenance.batch.active', {
          ended: formatCount(runs.length - active),
          total: formatCount(runs.length),
        })
      : t('maintenance.batch.ended', {
          count: runs.length,
          formattedCount: formatCount(runs.length),
        });
  }
}

/** Why something could not be done, and to which tables; what is the same of several is said once. */
function Reasons(props: {
  refused: BatchResult['results'];
  runs: RunSummary[];
}) {
  const { refused, runs } = props;
  const names = new Map(
    runs.map(({ id, schema, table }) => [id, `${schema}.${table}`]),
  );
  const tablesOf = new Map<string, string[]>();
  for (const { runId = '', error } of refused) {
    const reason = error?.message ?? '';
    const name = names.get(runId);
    tablesOf.set(reason, [
      ...(tablesOf.get(reason) ?? []),
      ...(name ? [name] : []),
    ]);
  }
  return (
    <>
      {[...tablesOf].map(([reason, tables]) => (
        <span key={reason} className={styles.reason}>
          {tables.length > 0 && (
            <b className={text.strong}>{tables.join(', ')}: </b>
          )}
          <NamedText>{reason}</NamedText>
        </span>
      ))}
    </>
  );
}

/** The steps of a run that wait, to see whether they are the same as before. */
function waitingSteps({ awaitingApproval }: RunSummary): string {
  return [...awaitingApproval].sort().join(' ');
}

function statesOf(runs: RunSummary[]): BatchSummary['states'] {
  const states: BatchSummary['states'] = {};
  for (const run of runs) {
    const state = shownStateOf(run);
    states[state] = (states[state] ?? 0) + 1;
  }
  return states;
}
