import { useState } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import {
  lakehouseMaintenanceRunPermission,
  type RunDetail,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { maintenanceApiRef } from '../../api';
import { lakehouseTranslationRef } from '../../translation';
import {
  Age,
  announceLakehouseChange,
  NamedText,
  PersonLink,
  text,
} from '../shared';
import { KeptProperties } from './KeptProperties';
import styles from './maintenance.module.css';
import { useDeed } from './useDeed';

/** Stops a run, withdraws it, or undoes it; for those who may. */
export function RunButtons(props: {
  detail: RunDetail;
  onChanged: () => void;
}) {
  const { detail, onChanged } = props;
  const { summary, rollback } = detail;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const api = useApi(maintenanceApiRef);
  const { allowed } = usePermission({
    permission: lakehouseMaintenanceRunPermission,
  });
  const [stopping, stop] = useDeed(t('maintenance.run.stopFailed'));
  const [rolling, roll] = useDeed(t('maintenance.run.rollbackFailed'));
  const [asking, setAsking] = useState(false);
  const table = `${summary.schema}.${summary.table}`;

  if (rollback.doneAt) {
    return (
      <span className={text.note}>
        {t('maintenance.run.rolledBack', {
          by: <PersonLink person={rollback.doneBy ?? ''} />,
          age: <Age at={rollback.doneAt} />,
        })}
      </span>
    );
  }
  if (!allowed) {
    return null;
  }
  if (summary.state === 'running' && detail.cancelRequestedBy) {
    return <span className={text.note}>{t('maintenance.run.stopping')}</span>;
  }
  if (['proposed', 'approved', 'running'].includes(summary.state)) {
    return (
      <Button
        variant="secondary"
        isPending={stopping}
        onPress={() =>
          stop(async () => {
            await api.cancelRun(summary.id);
            onChanged();
          })
        }
      >
        {summary.state === 'running'
          ? t('maintenance.run.stop')
          : t('maintenance.run.cancel')}
      </Button>
    );
  }
  if (!rollback.possible) {
    return null;
  }
  return (
    <>
      <Button variant="secondary" onPress={() => setAsking(true)}>
        {t('maintenance.run.rollback')}
      </Button>
      <Dialog isOpen={asking} onOpenChange={setAsking}>
        <DialogHeader>
          {t('maintenance.run.rollbackAsk', { table })}
        </DialogHeader>
        <DialogBody>
          <p className={styles.plain}>
            <NamedText>{rollback.detail}</NamedText>{' '}
            <KeptProperties detail={detail} />
          </p>
        </DialogBody>
        <DialogFooter>
          <Button
            variant="secondary"
            isPending={rolling}
            onPress={() =>
              roll(async () => {
                await api.rollbackRun(summary.id);
                setAsking(false);
                onChanged();
                announceLakehouseChange();
              })
            }
          >
            {t('maintenance.run.rollbackNow')}
          </Button>
          <Button variant="tertiary" slot="close">
            {t('maintenance.run.rollbackKeep')}
          </Button>
        </DialogFooter>
      </Dialog>
    </>
  );
}
