import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiArrowLeftLine } from '@remixicon/react';
import type { TableRef } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { useQueryParam } from '../shared';
import { PlanMaker } from './PlanMaker';
import { RunPanel } from './RunPanel';
import { RunsCard } from './RunsCard';
import styles from './maintenance.module.css';

/** The runs of a table, of a lakehouse or of all; or the one that the page's query names. */
export function MaintenanceView(props: {
  table?: TableRef;
  lakehouse?: string;
}) {
  const { table, lakehouse } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const [run, setRun] = useQueryParam('run');
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
  return (
    <>
      {table && <PlanMaker table={table} onProposed={setRun} />}
      <RunsCard table={table} lakehouse={lakehouse} onOpen={setRun} />
    </>
  );
}
