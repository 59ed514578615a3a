import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiArrowLeftLine } from '@remixicon/react';
import type { TableRef } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { PoliciesCard, PolicyPanel, TablePolicyCard } from '../Policies';
import { announceLakehouseChange, useQueryParam } from '../shared';
import { DueCard } from './DueCard';
import { PlanMaker } from './PlanMaker';
import { RunPanel } from './RunPanel';
import { RunsCard } from './RunsCard';
import styles from './maintenance.module.css';
import { useActivity } from './useActivity';
import { useKeptFocus } from './useKeptFocus';

interface MaintenanceViewProps {
  table?: TableRef;
  lakehouse?: string;
}

/** The runs of a table, of a lakehouse or of all, and the policies; or the run or policy that the page's query names. */
export function MaintenanceView(props: MaintenanceViewProps) {
  const { table } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const [run, setRun] = useQueryParam('run');
  const [policy, setPolicy] = useQueryParam('policy');
  // The button that opened a run, or left it, is gone with the page that it was on.
  const place = useKeptFocus<HTMLDivElement>(`${run} ${policy}`);
  if (run) {
    return (
      <>
        <div
          ref={place}
          tabIndex={-1}
          role="group"
          aria-label={t('maintenance.place.run')}
          className={`${styles.back} ${styles.place}`}
        >
          <Button
            size="small"
            variant="tertiary"
            iconStart={<RiArrowLeftLine size={14} aria-hidden />}
            onPress={() => setRun('')}
          >
            {t('maintenance.back')}
          </Button>
        </div>
        <RunPanel key={run} id={run} withTable={!table} />
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
      <Lists {...props} onRun={setRun} onPolicy={setPolicy} />
    </>
  );
}

/** What is due, what runs and what ran: these ask again by themselves, faster while something is under way. */
function Lists(
  props: MaintenanceViewProps & {
    onRun: (id: string) => void;
    onPolicy: (name: string) => void;
  },
) {
  const { table, lakehouse, onRun, onPolicy } = props;
  const active = useActivity({ table, lakehouse });
  return (
    <>
      {table && <PlanMaker table={table} onProposed={onRun} />}
      {!table && (
        <DueCard
          lakehouse={lakehouse}
          active={active}
          onOpen={onRun}
          onChanged={announceLakehouseChange}
        />
      )}
      <RunsCard
        table={table}
        lakehouse={lakehouse}
        active={active}
        onOpen={onRun}
      />
      {table ? (
        <TablePolicyCard table={table} />
      ) : (
        <PoliciesCard onOpen={onPolicy} />
      )}
    </>
  );
}
