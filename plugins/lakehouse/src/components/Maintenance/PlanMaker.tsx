import { useCallback, useEffect, useRef, useState } from 'react';
import { toError } from '@backstage/errors';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import {
  lakehouseMaintenancePlanPermission,
  type PlanDocument,
  type TableRef,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { maintenanceApiRef } from '../../api';
import { lakehouseTranslationRef } from '../../translation';
import { ErrorPanel, useQueryParam } from '../shared';
import { PlanPanel } from './PlanPanel';
import styles from './maintenance.module.css';

type State =
  | { status: 'none' | 'making' }
  | { status: 'failed'; error: Error }
  | { status: 'made'; document: PlanDocument };

/** Has a plan made when somebody asks for it, here or on the Health tab (`?plan=new`), and shows it. */
export function PlanMaker(props: {
  table: TableRef;
  onProposed: (runId: string) => void;
}) {
  const { table, onProposed } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const api = useApi(maintenanceApiRef);
  const [asked, setAsked] = useQueryParam('plan');
  const [state, setState] = useState<State>({ status: 'none' });
  const request = useRef<AbortController>();
  const name = `${table.schema}.${table.table}`;

  const { lakehouse, schema, table: tableName } = table;
  const make = useCallback(async () => {
    request.current?.abort();
    const current = new AbortController();
    request.current = current;
    setState({ status: 'making' });
    try {
      const document = await api.createPlan(
        { lakehouse, schema, table: tableName },
        { signal: current.signal },
      );
      if (!current.signal.aborted) {
        setState({ status: 'made', document });
      }
    } catch (thrown) {
      if (!current.signal.aborted) {
        setState({ status: 'failed', error: toError(thrown) });
      }
    }
  }, [api, lakehouse, schema, tableName]);

  useEffect(() => {
    if (asked === 'new') {
      make();
    }
  }, [asked, make]);
  useEffect(() => () => request.current?.abort(), []);

  return (
    <>
      <div className={styles.opening}>
        <Button
          variant={state.status === 'made' ? 'secondary' : 'primary'}
          isPending={state.status === 'making'}
          onPress={() => (asked === 'new' ? make() : setAsked('new'))}
        >
          {state.status === 'making' && t('maintenance.plan.making')}
          {state.status === 'made' && t('maintenance.plan.again')}
          {(state.status === 'none' || state.status === 'failed') &&
            t('maintenance.plan.make')}
        </Button>
      </div>
      {state.status === 'failed' && (
        <ErrorPanel
          title={t('maintenance.plan.failed', { table: name })}
          notAllowed={t('maintenance.plan.notAllowed', { table: name })}
          permission={lakehouseMaintenancePlanPermission.name}
          error={state.error}
          onRetry={make}
        />
      )}
      {state.status === 'made' && (
        <PlanPanel
          key={state.document.id}
          document={state.document}
          onProposed={id => {
            setAsked('');
            onProposed(id);
          }}
        />
      )}
    </>
  );
}
