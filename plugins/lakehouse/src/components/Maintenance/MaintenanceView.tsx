import { useRef } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiArrowLeftLine } from '@remixicon/react';
import type { TableRef } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { PoliciesCard, PolicyPanel, TablePolicyCard } from '../Policies';
import { announceLakehouseChange, useQueryParam } from '../shared';
import { BatchesCard } from './BatchesCard';
import { BatchPanel } from './BatchPanel';
import { DueCard } from './DueCard';
import { PlanMaker } from './PlanMaker';
import { RunPanel } from './RunPanel';
import { RunsCard } from './RunsCard';
import styles from './maintenance.module.css';
import { useActivity } from './useActivity';
import { useKeptFocus } from './useKeptFocus';
import { useOpenBatch } from './useOpenBatch';
import { useWaitingRuns } from './useWaitingRuns';
import { WaitingBanner } from './WaitingBanner';

/** A run, a batch and a policy have pages of their own: going back in the browser closes them. */
const PLACE = { place: true };

interface MaintenanceViewProps {
  table?: TableRef;
  lakehouse?: string;
}

/** The runs of a table, of a lakehouse or of all, and the policies; or the run, batch or policy that the page's query names. */
export function MaintenanceView(props: MaintenanceViewProps) {
  const { table } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const [run, setRun] = useQueryParam('run', '', PLACE);
  const [batch, setBatch] = useQueryParam('batch', '', PLACE);
  const [policy, setPolicy] = useQueryParam('policy', '', PLACE);
  const openBatch = useOpenBatch();
  // The button that opened a run, or left it, is gone with the page that it was on.
  const place = useKeptFocus<HTMLDivElement>(`${run} ${batch} ${policy}`);
  if (run || batch) {
    return (
      <>
        <div
          ref={place}
          tabIndex={-1}
          role="group"
          aria-label={
            run ? t('maintenance.place.run') : t('maintenance.place.batch')
          }
          className={`${styles.back} ${styles.place}`}
        >
          <Button
            size="small"
            variant="tertiary"
            iconStart={<RiArrowLeftLine size={14} aria-hidden />}
            onPress={() => (run ? setRun('') : setBatch(''))}
          >
            {run && batch
              ? t('maintenance.backToBatch')
              : t('maintenance.back')}
          </Button>
        </div>
        {run ? (
          <RunPanel
            key={run}
            id={run}
            withTable={!table}
            // Who has come from there goes back.
            onBatch={batch ? undefined : openBatch}
          />
        ) : (
          <BatchPanel key={batch} batch={batch} onOpen={setRun} />
        )}
      </>
    );
  }
  if (policy && !table) {
    return (
      <PolicyPanel key={policy} name={policy} onClose={() => setPolicy('')} />
    );
  }
  return (
    <>
      <div
        ref={place}
        tabIndex={-1}
        role="group"
        aria-label={t('maintenance.place.lists')}
        className={styles.place}
      />
      <Lists
        {...props}
        onRun={setRun}
        onBatch={setBatch}
        onPolicy={setPolicy}
      />
    </>
  );
}

/** What is due, what runs and what ran: these ask again by themselves, faster while something is under way. */
function Lists(
  props: MaintenanceViewProps & {
    onRun: (id: string) => void;
    onBatch: (batch: string) => void;
    onPolicy: (name: string) => void;
  },
) {
  const { table, lakehouse, onRun, onBatch, onPolicy } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const active = useActivity({ table, lakehouse });
  const waiting = useWaitingRuns({ table, lakehouse, active });
  const [, setFilter] = useQueryParam('runs', 'all');
  const runs = useRef<HTMLDivElement>(null);
  return (
    <>
      <WaitingBanner
        {...waiting}
        onOpen={onRun}
        onShow={() => {
          setFilter('waiting');
          runs.current?.focus();
        }}
      />
      {table && <PlanMaker table={table} onProposed={onRun} />}
      {!table && (
        <DueCard
          lakehouse={lakehouse}
          active={active}
          onOpen={onRun}
          onChanged={announceLakehouseChange}
        />
      )}
      <div
        ref={runs}
        tabIndex={-1}
        role="group"
        aria-label={t('maintenance.runs.title')}
        className={styles.place}
      >
        <RunsCard
          table={table}
          lakehouse={lakehouse}
          active={active}
          waiting={waiting}
          onOpen={onRun}
        />
      </div>
      {!table && (
        <BatchesCard lakehouse={lakehouse} active={active} onOpen={onBatch} />
      )}
      {table ? (
        <TablePolicyCard table={table} />
      ) : (
        <PoliciesCard onOpen={onPolicy} />
      )}
    </>
  );
}
