import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiArrowLeftLine } from '@remixicon/react';
import type { TableRef } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { PoliciesCard, PolicyPanel, TablePolicyCard } from '../Policies';
import { useQueryParam } from '../shared';
import { DueCard } from './DueCard';
import { PlanMaker } from './PlanMaker';
import { RunPanel } from './RunPanel';
import { RunsCard } from './RunsCard';
import styles from './maintenance.module.css';

/** The runs of a table, of a lakehouse or of all, and the policies; or the run or policy that the page's query names. */
export function MaintenanceView(props: {
  table?: TableRef;
  lakehouse?: string;
}) {
  const { table, lakehouse } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const [run, setRun] = useQueryParam('run');
  const [policy, setPolicy] = useQueryParam('policy');
  // The list of runs is asked for again when a batch has changed some.
  const [changes, setChanges] = useState(0);
  if (run) {
    return (
      <>
        <div className={styles.back}>
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
      {table && <PlanMaker table={table} onProposed={setRun} />}
      {!table && (
        <DueCard
          lakehouse={lakehouse}
          onOpen={setRun}
          onChanged={() => setChanges(count => count + 1)}
        />
      )}
      <RunsCard
        key={changes}
        table={table}
        lakehouse={lakehouse}
        onOpen={setRun}
      />
      {table ? (
        <TablePolicyCard table={table} />
      ) : (
        <PoliciesCard onOpen={setPolicy} />
      )}
    </>
  );
}
