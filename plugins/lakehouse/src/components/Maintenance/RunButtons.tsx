import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button } from '@backstage/ui';
import {
  lakehouseMaintenanceRunPermission,
  type RunDetail,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { maintenanceApiRef } from '../../api';
import { lakehouseTranslationRef } from '../../translation';
import { Age, PersonLink, text } from '../shared';
import { RollbackButton } from './RollbackButton';
import { useDeed } from './useDeed';

const STOPPABLE = new Set<RunDetail['summary']['state']>([
  'proposed',
  'approved',
  'running',
]);

const ENDED = new Set<RunDetail['summary']['state']>([
  'done',
  'failed',
  'cancelled',
]);

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
  if (ENDED.has(summary.state)) {
    return <RollbackButton detail={detail} onChanged={onChanged} />;
  }
  if (!allowed) {
    return null;
  }
  if (summary.state === 'running' && detail.cancelRequestedBy) {
    return <span className={text.note}>{t('maintenance.run.stopping')}</span>;
  }
  if (STOPPABLE.has(summary.state)) {
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
  return null;
}
